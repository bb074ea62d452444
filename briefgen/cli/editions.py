"""The verbs about editions: freeze one, and tell what changed between two."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from briefgen.cli import briefgen
from briefgen.cli.options import begin, chosen, common

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.build import Options
    from briefgen.editions.compare import Difference
    from briefgen.model.frozen import Entry, Frozen

HEADINGS = {
    "corrected": "corrected",
    "withdrawn": "withdrawn",
    "removed": "gone without a word",
    "answered": "newly answered",
    "moved": "standing changed",
    "new": "new",
    "source": "sources added",
    "updated": "updated",
    "renamed": "at another address",
}


@briefgen.command()
@click.argument("name")
@common
@click.pass_context
def edition(ctx: click.Context, /, name: str, **given: Any) -> None:
    """Freeze the records as edition NAME: later builds tell what changed since."""
    from briefgen.build import STATE
    from briefgen.build.prepared import prepare
    from briefgen.scaffold import edition as writing
    from briefgen.state import State

    said = begin(ctx, given)
    options = chosen(ctx, given)
    if options.audience.drafts:
        raise click.UsageError("an edition holds no drafts: leave --drafts out")
    named = writing.named(name)
    with State.open(options.root / STATE) as state:
        made = prepare(options, state)
        state.commit()
    said.findings(made.findings)
    frozen = made.site.since.present(named, options.audience.label)
    path = writing.freeze(options.root, frozen)
    said.say(f"wrote {path} ({len(frozen.entries):,} records, complete to {frozen.date})")
    said.say("next: keep it under version control, and give dossier.yaml the next edition's id")


@briefgen.command()
@click.argument("earlier", metavar="A")
@click.argument("later", metavar="[B]", required=False)
@click.option(
    "--format",
    "written",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Lines for people, or one JSON object.",
)
@common
@click.pass_context
def diff(
    ctx: click.Context, /, earlier: str, later: str | None, written: str, **given: Any
) -> None:
    """Say what changed from edition A to edition B; to the records as they are without B."""
    from briefgen.editions.compare import differences

    begin(ctx, given)
    old, new = _both(chosen(ctx, given), earlier, later)
    found = differences(old, new)
    if written == "json":
        click.echo(json.dumps(_document(old, later, found), ensure_ascii=False, indent=1))
        return
    for line in _lines(old, later, found):
        click.echo(line)


def _both(options: Options, earlier: str, later: str | None) -> tuple[Frozen, Frozen]:
    """The two editions to compare; without a second one the records as they are."""
    from briefgen import loader
    from briefgen.build import STATE
    from briefgen.build.prepared import Scrutiny, prepare
    from briefgen.scaffold.edition import find
    from briefgen.state import State

    with State.open(options.root / STATE) as state:
        if later is None:
            made = prepare(options, state, scrutiny=Scrutiny(lenient=True))
            state.commit()
            held, seen = made.loaded.dossier.editions, made.site.dossier.editions
            find(earlier, held, options.audience.label)
            return find(earlier, seen), made.site.since.present("", options.audience.label)
        held = loader.load(options.root, state).dossier.editions
        state.commit()
    old = find(earlier, held)
    return old, find(later, held, old.audience)


def _lines(old: Frozen, later: str | None, found: Sequence[Difference]) -> Iterator[str]:
    until = f'edition "{later}"' if later else "now"
    yield f'from edition "{old.name}" ({old.date}) to {until}: {_count(found)}'
    heading = ""
    for one in found:
        if one.sort != heading:
            heading = one.sort
            yield HEADINGS[heading]
        yield f"  {_line(one)}"
        yield from (f"    {c.date.text} {c.kind}: {_words(c.note)}" for c in one.notes)


def _count(found: Sequence[Difference]) -> str:
    small = sum(one.minor for one in found)
    told = f"{len(found)} change{'' if len(found) == 1 else 's'}" if found else "nothing changed"
    return f"{told}, {small} of them minor" if small else told


def _line(one: Difference) -> str:
    entry = one.entry
    lang = f" ({entry.lang})" if entry.lang else ""
    title = f' "{_words(entry.title)}"' if entry.title else ""
    was = f", was {one.was.id}" if one.was and one.was.id != entry.id else ""
    moved = _moved(one)
    status = f": {moved[0]} → {moved[1]}" if moved else ""
    fields = f" [{', '.join(one.fields)}]" if one.fields else ""
    return f"{entry.kind} {entry.id}{lang}{title}{was}{status}{fields}{_minor(one)}"


def _minor(one: Difference) -> str:
    return " (minor)" if one.minor else ""


def _moved(one: Difference) -> tuple[str, str] | None:
    """From where to where a claim moved, if it did."""
    if one.was is None or one.was.status == one.entry.status:
        return None
    return (one.was.status, one.entry.status) if one.entry.status else None


def _words(text: Any) -> str:
    """A text in the first of its languages."""
    return str(text.texts[0][1])


def _document(old: Frozen, later: str | None, found: Sequence[Difference]) -> dict[str, Any]:
    return {
        "from": {"edition": old.name, "date": old.date, "audience": old.audience},
        "to": {"edition": later},
        "changes": [_object(one) for one in found],
    }


def _object(one: Difference) -> dict[str, Any]:
    from briefgen.editions.plain import plain

    entry: Entry = one.entry
    moved = _moved(one)
    made = {
        "change": one.sort,
        "kind": entry.kind,
        "id": entry.id,
        "lang": entry.lang,
        "was": one.was.id if one.was and one.was.id != entry.id else "",
        "title": plain(entry.title),
        "minor": one.minor,
        "fields": list(one.fields),
        "status": {"from": moved[0], "to": moved[1]} if moved else None,
        "notes": plain(one.notes),
    }
    return {name: held for name, held in made.items() if held or name == "minor"}
