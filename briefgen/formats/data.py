"""The records as data: one JSON file with every record, and the events as CSV (RFC 4180).

Fields are those of ``model/`` and no others, since a record has no others; the comments in a
body are for its authors and left out. Text that a spreadsheet would take for a formula is
marked as text by an apostrophe. The JSON of a restricted edition begins with its TLP label.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import fields, is_dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from briefgen import audience, prose, value, versions
from briefgen.formats.making import output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.formats.making import Making
    from briefgen.model import Event
    from briefgen.plan import Output
    from briefgen.resolve import Site

NAME = "data"
PRIVATE = frozenset(
    ["tlp", "default_tlp", "draft", "embargo", "waive", "snapshot", "redirect_from"]
)
"""Fields that are for the editors and stay with them."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = ("id", "date", "phase", "type", "who", "to", "what", "place", "themes", "sources")


def outputs(making: Making) -> Iterator[Output]:
    """``data/dossier.json`` and ``data/events.csv``."""
    dossier = making.site.dossier
    events = tuple(making.site.events.values())
    parts = [("tools", versions.own()), *making.site.parts]
    yield output("data/dossier.json", parts, partial(_json, making.site), NAME)
    lang = dossier.config.lang
    parts = [("tools", versions.own()), ("events", value.digest(events)), ("lang", lang.encode())]
    yield output("data/events.csv", parts, partial(_csv, events, lang), NAME)


def _json(site: Site) -> bytes:
    from briefgen.model import KINDS

    dossier = site.dossier
    mark = audience.mark(dossier)
    found: dict[str, Any] = {"tlp": mark} if mark else {}
    found |= {"dossier": _plain(dossier.config)}
    found |= {k.plural: _plain(getattr(dossier, k.plural)) for k in KINDS}
    if site.withdrawn:
        found["withdrawn"] = [
            {"kind": t.kind, "id": t.id, "date": t.date.plain, "reason": t.reason.plain}
            for t in site.withdrawn.values()
        ]
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def _plain(held: Any) -> Any:
    if isinstance(held, tuple):
        return [_plain(item) for item in held]
    if is_dataclass(held):
        if hasattr(held, "plain"):
            return held.plain
        named = ((f.name, getattr(held, f.name)) for f in fields(held) if f.name not in PRIVATE)
        plain = {name: _plain(item) for name, item in named if item not in (None, (), "")}
        if "body" in plain:
            plain["body"] = prose.uncommented(plain["body"])
        return plain
    return held


def _csv(events: tuple[Event, ...], lang: str) -> bytes:
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    for event in events:
        rows.writerow(_cell(cell) for cell in _row(event, lang))
    return text.getvalue().encode()


def _row(event: Event, lang: str) -> tuple[str, ...]:
    return (
        event.id,
        event.date.text,
        event.phase,
        event.type,
        " ".join(event.who),
        " ".join(event.to),
        event.what.choose(lang, lang).text,
        event.place or "",
        " ".join(event.themes),
        " ".join(c.ref for c in event.source),
    )


def _cell(text: str) -> str:
    return "'" + text if text.startswith(FORMULA) else text
