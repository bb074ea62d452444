"""The command line: arguments in, diagnostics out, an exit code.

Exit codes: 0 good, 1 content, 2 usage or configuration, 3 disk or rights, 4 another build
holds the lock, 5 a limit of time or memory, 70 a bug of briefgen's own, 130 interrupted; 141
nobody reads the output any more, 129 and 143 ended by SIGHUP or SIGTERM.
Each verb imports what it needs when it runs; ``--version`` needs nothing.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import click

from briefgen import __version__
from briefgen.errors import BriefgenError

VERBS = """init new build serve check explain snapshot verify edition diff schema clean
    completion""".split()
"""In the order in which a person meets them."""
MODULES = "authoring", "editions", "snapshots", "verbs"
"""Those that add their verbs to the group when they are imported."""
PROJECT = click.Path(path_type=Path, file_okay=False)


class Verb(click.Command):
    """A verb, whose arguments are text but for the names of files."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse what is not UTF-8; no record and no address can hold it."""
        try:
            rest = super().parse_args(ctx, args)
            for value in ctx.params.values():
                if isinstance(value, str):
                    value.encode()
        except UnicodeEncodeError as fault:
            ctx.fail(f'"{fault.object}" is not UTF-8')
        return rest


class Verbs(click.Group):
    """The verbs, in the order in which a person meets them."""

    command_class = Verb

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Not by name; one that ``VERBS`` has forgotten comes last."""
        return sorted(self.commands, key=[*VERBS, *self.commands].index)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """An unknown verb is answered with the nearest one."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from briefgen.errors import did_you_mean

            verbs = self.list_commands(ctx)
            hint = did_you_mean(args[0], verbs) or f"verbs: {', '.join(verbs)}"
            ctx.fail(f"{error.message.rstrip('.')} ({hint})")


@click.group(cls=Verbs, context_settings={"auto_envvar_prefix": "BRIEFGEN"})
@click.version_option(__version__, prog_name="briefgen")
@click.option(
    "-C",
    "--project",
    type=PROJECT,
    default=".",
    show_default=True,
    help="The folder that holds content/.",
)
@click.option("--debug", is_flag=True, help="Show where in briefgen an error was raised.")
@click.pass_context
def briefgen(ctx: click.Context, project: Path, debug: bool) -> None:
    """Records of who said what about whom, made into a dossier for web and print."""
    ctx.ensure_object(dict).update(root=project, debug=debug)


def command() -> NoReturn:
    """Run a verb and end the process, without taking apart what a build made of millions of values.

    To free them one by one would take a tenth of the time of a build of 10,000 events.
    """
    from briefgen.cli import process

    code = 70
    try:
        process.mend_streams()
        process.heed()
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 70
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError):  # nobody reads it any more
                stream.flush()
    finally:
        os._exit(code)


def main(argv: list[str] | None = None) -> NoReturn:
    """Run a verb and leave with its exit code."""
    for module in MODULES:
        import_module(f"briefgen.cli.{module}")
    sys.exit(_run(briefgen, argv))


def _run(group: click.Group, argv: list[str] | None) -> int:
    try:
        code = group.main(argv, prog_name="briefgen", standalone_mode=False)
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except (click.Abort, KeyboardInterrupt) as stop:
        code = _interrupted(stop)
    except SystemExit:  # click's answer when whoever reads our output has seen enough
        code = 141
    except Exception as error:  # noqa: BLE001 - the last door: nothing leaves as a traceback
        code = _failed(error)
        if "--debug" in (sys.argv if argv is None else argv):
            import traceback

            with suppress(OSError):
                traceback.print_exception(error)
    return code if isinstance(code, int) else 0


def _failed(error: Exception) -> int:
    """Say what went wrong, if that can be said; the exit code for it."""
    from briefgen.cli import process

    if process.told(error):
        return _interrupted(error)
    try:
        return _said(error)
    except BrokenPipeError:
        return 141
    except OSError as fault:
        with suppress(OSError):
            _end(f"error: {fault.strerror or fault}")
        return 3


def _said(error: Exception) -> int:
    match error:
        case click.ClickException():
            error.show()
            return error.exit_code
        case BriefgenError():
            from briefgen.cli import report

            report.current().failed(error)
            return error.exit_code
        case OSError():
            _end(f"error: {error.strerror or error}: {error.filename or ''}".rstrip(": "))
            return 3
    _end(f"error: a bug in briefgen: {type(error).__name__}: {error}")
    click.echo("       please report it; --debug shows where it was raised", err=True)
    return 70


def _interrupted(stop: BaseException) -> int:
    from briefgen.cli import process

    told = process.told(stop)
    with suppress(OSError):  # of a terminal that was closed
        _end(f"{told or 'interrupted'}; the site is as it was")
    return 128 + told.number if told else 130


def _end(said: str) -> None:
    """The last words of a run that no report has ended."""
    from briefgen.cli import report

    report.current().end()
    click.echo(said, err=True)
