"""The verbs: each parses, calls and reports."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import click

from briefgen.cli import briefgen
from briefgen.cli.options import (
    as_base_url,
    as_formats,
    as_hosts,
    as_service,
    begin,
    chosen,
    common,
)


@briefgen.command()
@common
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to publish to (default: output/site).",
)
@click.option(
    "--only",
    callback=as_formats,
    metavar="FORMATS",
    help="Make some formats only, such as html,data or pdf.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="So many processes make pages, where there are enough of them to make.",
)
@click.option(
    "--base-url",
    metavar="URL",
    callback=as_base_url,
    help="Where the site will stand, such as https://example.org/mali/: for absolute addresses,"
    " and for 404.html if that is below a path.",
)
@click.option("-c", "--clean", is_flag=True, help="Forget what earlier builds remembered.")
@click.option("--no-wait", is_flag=True, help="Leave with exit code 4 if another build is running.")
@click.option("--explain", is_flag=True, help="Say of each output why it was made.")
@click.option(
    "--verify", is_flag=True, help="Build again from nothing elsewhere and compare every byte."
)
@click.pass_context
def build(ctx: click.Context, /, explain: bool, verify: bool, **given: Any) -> int:
    """Check the records and publish the dossier."""
    from briefgen.build import build as run

    gc.disable()  # the process ends with the build, which makes millions of values and no cycles
    said = begin(ctx, given)
    options = chosen(ctx, given)
    result = ctx.obj["kept"] = run(options, said)
    said.built(result, options.site, explain=explain)
    if not verify:
        return 0
    from briefgen.verify import differences

    different = differences(options)
    said.verified(different)
    return 70 if different else 0


@briefgen.command()
@common
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Another address needs --expose."
)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help="Take this port and no other (default: 8000, or the next free one).",
)
@click.option("--expose", is_flag=True, help="Listen on all addresses of this machine.")
@click.option("--open", "open_", is_flag=True, help="Open the dossier in the browser.")
@click.option("--pdf", is_flag=True, help="Make the PDF too.")
@click.pass_context
def serve(
    ctx: click.Context,
    /,
    host: str,
    port: int | None,
    expose: bool,
    open_: bool,
    pdf: bool,
    **given: Any,
) -> None:
    """Show the dossier in the browser, made again on every edit."""
    from briefgen import serve as server

    said = begin(ctx, given)
    given["only"] = None if pdf else frozenset(("html", "data"))
    server.serve(chosen(ctx, given), said, host=host, port=port, expose=expose, browse=open_)


@briefgen.command()
@common
@click.option(
    "--format",
    "written",
    type=click.Choice(["text", "json", "sarif", "github"]),
    default="text",
    help="How the findings are written: as lines for people on standard error, or as one"
    " document on standard output (JSON, SARIF 2.1.0, annotations of GitHub), which holds all of"
    " them, notes too. --log-format json tells the run as it goes instead, as for build.",
)
@click.option(
    "--changed-since",
    metavar="REV",
    help="Report only findings in files that differ from this git revision, or that git does not"
    " know. Everything is checked all the same; what keeps a dossier from being checked is"
    " reported wherever it stands.",
)
@click.option(
    "--online",
    is_flag=True,
    help="Look whether the addresses of sources still answer (S07). Their hosts learn of it, and"
    " of dead ones the archive too; asked is what the audience sees.",
)
@click.option(
    "--max-age",
    type=click.IntRange(0, 3650),
    default=7,
    show_default=True,
    metavar="DAYS",
    help="With --online: ask only for what was not answered in so many days.",
)
@click.option(
    "--time-limit",
    type=click.IntRange(1, 24 * 60),
    default=10,
    show_default=True,
    metavar="MINUTES",
    help="With --online: how long to ask; what is left is asked by the next run.",
)
@click.option(
    "--allow-host",
    multiple=True,
    metavar="HOST",
    callback=as_hosts,
    help="With --online: ask this host though its address is not public.",
)
@click.option(
    "--archive",
    metavar="URL",
    default="https://archive.org/wayback/available",
    show_default=True,
    callback=as_service,
    help="With --online: the service that is asked for copies of dead pages, in the form of"
    ' Wayback\'s availability API; "" to ask none.',
)
@click.pass_context
def check(
    ctx: click.Context,
    /,
    written: str,
    changed_since: str | None,
    online: bool,
    max_age: int,
    time_limit: int,
    allow_host: tuple[str, ...],
    archive: str,
    **given: Any,
) -> None:
    """Check the records without publishing anything."""
    from briefgen.cli import checking

    if written != "text" and given["log_format"] == "json":
        raise click.UsageError(f"--format {written} and --log-format json exclude each other")
    said = begin(ctx, given)
    if written != "text":
        said = checking.document(ctx.obj["root"], written)
    network = checking.Network(max_age, allow_host, archive, time_limit) if online else None
    checking.check(chosen(ctx, given), said, changed_since, network)


class _Codes(click.ParamType[str]):
    """The codes of checks; what knows them is imported when it is asked."""

    name = "code"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from briefgen.cli import manual

        return manual.code(value) or self.fail(manual.unknown(value), param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> Any:
        from briefgen.cli import manual

        return manual.completed(incomplete)


@briefgen.command()
@click.argument("codes", type=_Codes(), nargs=-1, metavar="[CODE]...")
@click.pass_context
def explain(ctx: click.Context, codes: tuple[str, ...]) -> None:
    """Say what a check sees, why it matters and what cures it; without CODE list them all.

    In a project it also says how grave the check is there, and where it is waived.
    """
    from briefgen.cli import manual

    for line in manual.pages(codes, ctx.obj["root"]):
        click.echo(line)


@briefgen.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="The published folder (default: output/site).",
)
@click.pass_context
def clean(ctx: click.Context, output: Path | None) -> None:
    """Remove the published site and what builds remember."""
    from briefgen import publish
    from briefgen.build import STATE
    from briefgen.state import forget

    root: Path = ctx.obj["root"]
    site, folder = output or root / "output" / "site", root / STATE
    publish.allowed(site, root)
    if not publish.traces(site) and not folder.exists():
        click.echo("nothing to remove")
        return
    with publish.lock(site, folder, wait=True):
        removed = publish.clean(site) + forget(folder)
    for path in removed:
        click.echo(f"removed {path}")
    if not removed:
        click.echo("nothing to remove")


LOADING = """Print what makes SHELL complete verbs and options.

\b
bash: source <(briefgen completion bash)
zsh:  source <(briefgen completion zsh)
fish: briefgen completion fish | source

The line belongs into ~/.bashrc, ~/.zshrc (after compinit) or ~/.config/fish/config.fish.
"""


@briefgen.command(help=LOADING)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script of a shell; ``help`` says what to do with it."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(briefgen, {}, "briefgen", "_BRIEFGEN_COMPLETE").source())
