"""Options: what verbs have in common, and what their words become."""

from __future__ import annotations

import datetime
import os
import re
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli import report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from briefgen.audience import Audience
    from briefgen.build import Options

LAST = 253_402_300_799
"""The last second that a date of Python's can hold."""


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
        if not re.fullmatch(r"[0-9]{1,12}", epoch) or int(epoch) > LAST:
            wanted = f"it must be whole seconds, from 0 to {LAST} (the end of the year 9999)"
            raise click.UsageError(f'SOURCE_DATE_EPOCH is "{epoch}"; {wanted}')
        return datetime.datetime.fromtimestamp(int(epoch), tz=datetime.UTC).date()
    try:
        # fromisoformat() takes weeks and bare digits too
        return datetime.datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=datetime.UTC).date()
    except ValueError:
        raise click.BadParameter(f'"{text}" is not a day, written YYYY-MM-DD') from None


def as_formats(
    _ctx: click.Context, _param: click.Parameter, text: str | None
) -> frozenset[str] | None:
    """The formats that ``--only`` names; raises BadParameter for any other."""
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


def as_base_url(_ctx: click.Context, _param: click.Parameter, text: str | None) -> str | None:
    """The address of ``--base-url``, ending in a slash."""
    if text is None:
        return None
    from briefgen.model.dossier import standing
    from briefgen.model.fields import address

    try:
        return standing(address(text)).rstrip("/") + "/"
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def as_service(_ctx: click.Context, _param: click.Parameter, text: str) -> str:
    """The address of ``--archive``, or an empty string for none."""
    from briefgen.model.fields import address

    try:
        return address(text) if text else ""
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


def as_hosts(
    _ctx: click.Context, _param: click.Parameter, names: tuple[str, ...]
) -> tuple[str, ...]:
    """The hosts of ``--allow-host``."""
    for name in names:
        if not name or set(name) & set("/@[]*? ") or name.count(":") == 1:
            raise click.BadParameter(f'"{name}" is not a host: give its name alone, such as wiki')
    return tuple(name.lower() for name in names)


def begin(ctx: click.Context, given: dict[str, Any]) -> report.Report:
    """The report of this run, as loud as was asked for."""
    verbosity = -1 if given["quiet"] else given["verbose"]
    watched = report.watched(dict(os.environ))
    return report.begin(ctx.obj["root"], verbosity, given["log_format"], watched=watched)


def _audience(given: dict[str, Any]) -> Audience:
    from briefgen.audience import Audience

    return Audience(given["clock"], given["audience"], drafts=given["drafts"])


def project(ctx: click.Context) -> Path:
    """The project's folder; raises ConfigError before anything is written into one that is none."""
    root: Path = ctx.obj["root"]
    if not (root / "content").is_dir():
        from briefgen.errors import ConfigError, Diagnostic

        hint = "go to the project's folder, or begin one with: briefgen init DIR"
        raise ConfigError(Diagnostic("G01", "there is no content/ folder here", hint=hint))
    return root


def chosen(ctx: click.Context, given: dict[str, Any]) -> Options:
    """What to build, for whom, and where to."""
    from briefgen.build import Options

    root = project(ctx)
    return Options(
        root=root,
        site=given.get("output") or root / "output" / "site",
        audience=_audience(given),
        only=given.get("only"),
        base_url=given.get("base_url"),
        strict=given["strict"],
        clean=bool(given.get("clean")),
        wait=not given.get("no_wait"),
        jobs=given.get("jobs", 1),
    )
