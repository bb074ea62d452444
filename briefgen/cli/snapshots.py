"""The verbs about copies of sources: take one, and verify quotes against all of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli import briefgen, report
from briefgen.cli.options import day_of
from briefgen.errors import Diagnostic

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator, Sequence

    from briefgen.quotes.nearest import Part
    from briefgen.snapshots import Result, Verified

WORDS = {"verified": "verified", "mismatch": "differing", "unheld": "not held"}
NEAR = 4
"""Words shown on either side of a difference."""
_HINTS = {
    "altered": "mend the words, or mark what is left out or put in as […]",
    "stitched": "make a statement of each passage: an elision stays within one",
    "absent": "look whether it cites the right source, and the copy is of the whole text",
    "short": "quote enough to be found",
}


def clock(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option that says which day it is."""
    return click.option(
        "--clock",
        metavar="DATE",
        callback=lambda _ctx, _param, text: day_of(text),
        help="The day to write down (default: today, or SOURCE_DATE_EPOCH).",
    )(command)


@briefgen.command()
@click.argument("source")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Take it in place of a copy of another text.")
@clock
@click.pass_context
def snapshot(
    ctx: click.Context, source: str, file: Path, clock: datetime.date, *, replace: bool
) -> None:
    """Keep a private copy of SOURCE, a source's id: the text of FILE (text, HTML or PDF)."""
    from briefgen import snapshots

    taken = snapshots.take(ctx.obj["root"], source, file, clock, replace=replace)
    click.echo(f"kept {taken.text} ({taken.words:,} words)")
    click.echo(f"wrote its sha256 into {taken.record}")
    click.echo("next: briefgen verify")


@briefgen.command()
@click.option("--source", help="Look only for quotes that cite this source.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Lines for people, or one JSON object.",
)
@click.option("-v", "--verbose", is_flag=True, help="Name every quote.")
@clock
@click.pass_context
def verify(
    ctx: click.Context, source: str | None, format_: str, verbose: bool, clock: datetime.date
) -> int:
    """Look for each quote in the copies of its sources, and write content/quotes.lock."""
    from briefgen import snapshots

    said = report.begin(ctx.obj["root"], 0, "text", watched=False)
    done = snapshots.verify(ctx.obj["root"], clock, source)
    if format_ == "json":
        click.echo(json.dumps(_plain(done), ensure_ascii=False, indent=1))
    else:
        _told(done, said, verbose=verbose)
    return 1 if done.findings or done.count("mismatch") else 0


def _told(done: Verified, said: report.Report, *, verbose: bool) -> None:
    if verbose:
        for result in done.results:
            said.say(f"{result.place}: {_state(result)}")
    said.findings((*done.findings, *map(_finding, _missed(done))))
    counts = (f"{done.count('verified')} verified", f"{done.count('mismatch')} differing")
    said.say(f"{', '.join(counts)}, {done.count('unheld')} not held")
    if done.written:
        said.say("wrote content/quotes.lock")


def _missed(done: Verified) -> Iterator[Result]:
    return (result for result in done.results if result.state == "mismatch")


def _state(result: Result) -> str:
    made = WORDS[result.state]
    if result.state == "unheld":
        made += f": {', '.join(result.lacking) or 'no source is in its language'}"
    if result.source:
        made += f" in {result.source}"
    if result.on and result.state == "verified":
        made += f" on {result.on.text}"
    return made if result.here else f"{made}, by the lock: the copy is not here"


def _finding(result: Result) -> Diagnostic:
    """A quote that was not found, in one line."""
    why = result.miss.why if result.miss else "absent"
    if result.miss is None:
        said = f'by the lock the quote is not in the copy of "{result.source}", which is not here'
    elif why == "stitched":
        said = f'the words stand in the copy of "{result.source}", but not in one passage'
    elif why == "short":
        said = "the quote is too short to be told from chance"
    else:
        said = f'the quote is not in the copy of "{result.source}"'
    if why == "altered" and result.miss:
        said += f"; nearest, [-copy-] {{+quote+}}: {difference(result.miss.difference)}"
    return Diagnostic("Q02", said, result.place, _HINTS[why])


def difference(parts: Sequence[Part]) -> str:
    """The copy and the quote in one line, word by word; what both have is shortened."""
    signs = {"copy": "[-{}-]", "quote": "{{+{}+}}", "both": "{}"}
    made = []
    for n, part in enumerate(parts):
        words = part.words.split()
        if part.of == "both" and len(words) > 2 * NEAR:
            before = words[:NEAR] if n else []
            after = words[-NEAR:] if n + 1 < len(parts) else []
            words = [*before, "…", *after]
        made.append(signs[part.of].format(" ".join(words)))
    return " ".join(made)


def _plain(done: Verified) -> dict[str, Any]:
    """The same for programs."""
    return {
        "version": 1,
        "verified": done.count("verified"),
        "mismatch": done.count("mismatch"),
        "unheld": done.count("unheld"),
        "copies": [_row(found) for found in done.findings],
        "quotes": [_quote(result) for result in done.results],
    }


def _row(found: Diagnostic) -> dict[str, str]:
    return {"code": found.code, "place": str(found.place), "message": found.message}


def _quote(result: Result) -> dict[str, Any]:
    made: dict[str, Any] = {
        "event": result.asked.event,
        "field": ".".join(map(str, result.asked.path)),
        "place": str(result.place),
        "state": result.state,
        "source": result.source or None,
        "on": result.on.text if result.on else None,
        "here": result.here,
        "lacking": list(result.lacking),
    }
    if result.miss:
        made["why"] = result.miss.why
        made["passage"] = result.passage
        made["difference"] = [part._asdict() for part in result.miss.difference]
    return made
