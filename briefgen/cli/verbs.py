"""The verbs: each parses, calls and reports."""

from __future__ import annotations

import datetime
import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli import PROJECT, briefgen, report

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.audience import Audience
    from briefgen.build import Options


def common(command: Callable[..., Any]) -> Callable[..., Any]:
    """Options that every verb about a dossier has."""
    options = (
        click.option("-v", "--verbose", count=True, help="Say more."),
        click.option("-q", "--quiet", is_flag=True, help="Say errors only."),
        click.option(
            "--log-format",
            type=click.Choice(["text", "json"]),
            default="text",
            help="Lines for people, or one JSON object a line.",
        ),
        click.option("-s", "--strict", is_flag=True, help="Treat warnings as errors."),
        click.option(
            "--audience",
            metavar="LABEL",
            envvar="BRIEFGEN_AUDIENCE",
            default="CLEAR",
            show_default=True,
            callback=_label,
            help="The strictest TLP 2.0 label to let through: CLEAR, GREEN, AMBER, AMBER+STRICT.",
        ),
        click.option("--drafts", is_flag=True, help="Include records marked draft: true."),
        click.option(
            "--clock",
            metavar="DATE",
            callback=lambda _ctx, _param, text: day_of(text),
            help="The day against which embargoes are held (default: today, or SOURCE_DATE_EPOCH).",
        ),
    )
    for option in options:
        command = option(command)
    return command


def _label(_ctx: click.Context, _param: click.Parameter, text: str) -> str:
    """An unknown label is refused: to guess could let through what must not be seen."""
    from briefgen.audience import AUDIENCES, LABELS
    from briefgen.errors import did_you_mean

    if text in AUDIENCES:
        return text
    if text in LABELS:
        why = "RED is for named recipients, so no edition can be for it"
        raise click.BadParameter(f"{why}; labels: {', '.join(AUDIENCES)}")
    plain = text.upper().removeprefix("TLP:")
    hint = did_you_mean(plain, AUDIENCES) or f"labels: {', '.join(AUDIENCES)}"
    raise click.BadParameter(f'"{text}" is not a label of TLP 2.0 ({hint})')


def day_of(text: str | None) -> datetime.date:
    """The day that ``--clock`` names, or SOURCE_DATE_EPOCH, or today."""
    if text is None:
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        if epoch is None:
            return datetime.datetime.now(tz=datetime.UTC).date()
        if not epoch.isdecimal() or len(epoch) > 11:
            raise click.UsageError(f'SOURCE_DATE_EPOCH is "{epoch}"; it must be whole seconds')
        return datetime.datetime.fromtimestamp(int(epoch), tz=datetime.UTC).date()
    try:
        # fromisoformat() takes weeks and bare digits too
        return datetime.datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=datetime.UTC).date()
    except ValueError:
        raise click.BadParameter(f'"{text}" is not a day, written YYYY-MM-DD') from None


def _formats(
    _ctx: click.Context, _param: click.Parameter, text: str | None
) -> frozenset[str] | None:
    if text is None:
        return None
    from briefgen.formats import NAMES

    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in NAMES:
            raise click.BadParameter(f'"{name}" is not a format; formats: {", ".join(NAMES)}')
    if not names:
        raise click.BadParameter(f"name at least one of {', '.join(NAMES)}")
    return frozenset(names)


def _base_url(_ctx: click.Context, _param: click.Parameter, text: str | None) -> str | None:
    if text is None:
        return None
    from briefgen.model.fields import address

    try:
        return address(text).rstrip("/") + "/"
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def _service(_ctx: click.Context, _param: click.Parameter, text: str) -> str:
    from briefgen.model.fields import address

    try:
        return address(text) if text else ""
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def _hosts(_ctx: click.Context, _param: click.Parameter, names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        if not name or set(name) & set("/@[]*? ") or name.count(":") == 1:
            raise click.BadParameter(f'"{name}" is not a host: give its name alone, such as wiki')
    return tuple(name.lower() for name in names)


def _begin(ctx: click.Context, given: dict[str, Any]) -> report.Report:
    verbosity = -1 if given["quiet"] else given["verbose"]
    watched = report.watched(dict(os.environ))
    return report.begin(ctx.obj["root"], verbosity, given["log_format"], watched=watched)


def _audience(given: dict[str, Any]) -> Audience:
    from briefgen.audience import Audience

    return Audience(given["clock"], given["audience"], drafts=given["drafts"])


def _options(ctx: click.Context, given: dict[str, Any]) -> Options:
    from briefgen.build import Options

    root: Path = ctx.obj["root"]
    return Options(
        root=root,
        site=given.get("output") or root / "output" / "site",
        audience=_audience(given),
        only=given.get("only"),
        base_url=given.get("base_url"),
        strict=given["strict"],
        clean=bool(given.get("clean")),
        wait=not given.get("no_wait"),
        jobs=given.get("jobs") or 1,
    )


@briefgen.command()
@click.argument("folder", type=PROJECT)
@click.pass_context
def init(ctx: click.Context, folder: Path) -> None:
    """Begin a dossier in FOLDER: a few records to change, and editor settings."""
    from briefgen import scaffold

    for path in scaffold.init(folder):
        click.echo(f"wrote {path}")
    click.echo(f"next: briefgen -C {folder} build")


@briefgen.command()
@click.argument("kind")
@click.option("--id", "id_", help="The new record's id; asked of the date and title otherwise.")
@click.option("--title", default="", help="Its title, name or first words.")
@click.option("--date", default="", help="For an event: its date.")
@click.pass_context
def new(ctx: click.Context, kind: str, id_: str | None, title: str, date: str) -> None:
    """Write a new record of KIND, with every required field to fill in."""
    from briefgen import scaffold

    path = scaffold.new(ctx.obj["root"], kind, id_, title, date)
    click.echo(f"wrote {path}")


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
    callback=_formats,
    metavar="FORMATS",
    help="Make some formats only, such as html,data or pdf.",
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 64),
    default=None,
    help="Processes that make pages (default: one a core, if there is enough to do).",
)
@click.option(
    "--base-url", callback=_base_url, help="Where the site will stand, for absolute addresses."
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
    said = _begin(ctx, given)
    options = _options(ctx, given)
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

    said = _begin(ctx, given)
    given["only"] = None if pdf else frozenset(("html", "data"))
    server.serve(_options(ctx, given), said, host=host, port=port, expose=expose, browse=open_)


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
    callback=_hosts,
    help="With --online: ask this host though its address is not public.",
)
@click.option(
    "--archive",
    metavar="URL",
    default="https://archive.org/wayback/available",
    show_default=True,
    callback=_service,
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
    said = _begin(ctx, given)
    if written != "text":
        said = checking.document(ctx.obj["root"], written)
    network = checking.Network(max_age, allow_host, archive, time_limit) if online else None
    checking.check(_options(ctx, given), said, changed_since, network)


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
@click.argument("folder", type=PROJECT, default=None, required=False)
@click.pass_context
def schema(ctx: click.Context, folder: Path | None) -> None:
    """Write JSON Schema files for editors, to FOLDER (default: .briefgen/schema)."""
    from briefgen import scaffold

    target = folder or ctx.obj["root"] / ".briefgen" / "schema"
    for path in scaffold.schemas(target):
        click.echo(f"wrote {path}")


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
    if not site.exists() and not folder.exists():
        click.echo("nothing to remove")
        return
    publish.allowed(site, root)
    with publish.lock(site, folder, wait=True):
        removed = [site] if publish.clean(site) else []
        removed += forget(folder)
    for path in removed:
        click.echo(f"removed {path}")


@briefgen.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what makes SHELL complete verbs and options."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(briefgen, {}, "briefgen", "_BRIEFGEN_COMPLETE").source())
