"""The command line: arguments in, diagnostics out, an exit code.

Exit codes: 0 good, 1 content, 2 usage or configuration, 3 disk or rights, 4 another build
holds the lock, 5 a limit of time or memory, 70 a bug of briefgen's own, 130 interrupted.
Each verb imports what it needs when it runs; ``--version`` needs nothing.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from briefgen import __version__
from briefgen.errors import BriefgenError

PROJECT = click.Path(path_type=Path, file_okay=False)


class Verbs(click.Group):
    """The verbs, in the order in which a person meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """As they were added, not by name."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """An unknown verb is answered with the nearest one."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from briefgen.errors import did_you_mean

            hint = did_you_mean(args[0], self.commands) or f"verbs: {', '.join(self.commands)}"
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


def main(argv: list[str] | None = None) -> None:
    """Run a verb and leave with its exit code."""
    from briefgen.cli import verbs

    sys.exit(_run(briefgen, argv))


def _run(group: click.Group, argv: list[str] | None) -> int:
    debug = "--debug" in (sys.argv if argv is None else argv)
    try:
        code = group.main(argv, prog_name="briefgen", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        return interrupted()
    except KeyboardInterrupt:
        return interrupted()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BriefgenError as error:
        return _refused(error, debug)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except Exception as error:
        return _bug(error, debug)


def interrupted() -> int:
    """What to say and return after Ctrl-C."""
    click.echo("interrupted; the site is as it was", err=True)
    return 130


def _refused(error: BriefgenError, debug: bool) -> int:
    from briefgen.cli import report

    report.current().failed(error)
    if debug:
        raise error
    return error.exit_code


def _bug(error: Exception, debug: bool) -> int:
    if isinstance(error, OSError):
        click.echo(
            f"error: {error.strerror or error}: {error.filename or ''}".rstrip(": "), err=True
        )
        code = 3
    else:
        name = type(error).__name__
        click.echo(f"error: a bug in briefgen: {name}: {error}", err=True)
        click.echo("       please report it; --debug shows where it was raised", err=True)
        code = 70
    if debug:
        raise error
    return code
