"""The roll: what a build leaves behind so that the next one may know what it need not look at.

Of each event it says what stands around it, and of each output how it was made. It is read by
``bodies``, and is left only by a build that made pages alone (``--only html``) and had nothing
out of the ordinary: nothing was kept from its audience, nothing was withdrawn, and no earlier
edition is on file.
"""

from __future__ import annotations

import json
import sys
from bisect import bisect
from typing import TYPE_CHECKING, NamedTuple

from briefgen.plan import Later
from briefgen.value import but, digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefgen.build.prepared import Prepared
    from briefgen.loader.files import InputFile, Survey
    from briefgen.model import Event
    from briefgen.plan import Output
    from briefgen.resolve import Site
    from briefgen.state import State

ROOM = "roll"
SETTINGS, ENTRIES, WHOLE, SINCE = b"settings", b"entries", b"whole", b"since"
FOLDER = "content/events/"
NEAR = 500
"""So many events may stand around those that changed; of one with more around it none is kept."""


class Entry(NamedTuple):
    """An event as the last build saw it."""

    id: str
    file: str
    rest: str
    """A digest of all of it but the body, in hexadecimal."""
    sources: Sequence[str]
    """The sources that it cites or its body mentions, and those that they are based on."""
    events: Sequence[str] | None
    """The other events that its page shows or mentions; None if there are more than ``NEAR``."""
    mentions: Sequence[str]
    """What its body refers to, in order."""
    flawed: bool
    """Whether rules found anything in it, though it may be waived."""


class Made(NamedTuple):
    """An output as it is in the site."""

    path: str
    key: str
    """In hexadecimal."""
    format: str
    around: str = ""
    """What the page of an event was made of, its record aside, in hexadecimal."""


class Since(NamedTuple):
    """What builds that changed a few bodies add: little enough to be written each time."""

    last: str
    """Under which key the last build is remembered, in hexadecimal."""
    files: Mapping[str, str]
    """Path and digest of each file that is another by now."""
    keys: Mapping[str, str]
    """Path and key of each output that was made again."""


class Roll(NamedTuple):
    """What a build leaves behind; read back, outputs are plain lists."""

    settings: bytes
    """A digest of all that can change the site but the files of events."""
    entries: Sequence[bytes]
    """The ``Entry`` of each event as JSON: few of them are ever read."""
    files: Mapping[str, str]
    """Path and digest of each file of events."""
    events: Sequence[str]
    """The ids of the events in chronological order."""
    homes: Sequence[str]
    """The file of each event."""
    sources: Sequence[str]
    """The ids of the sources in the order of their numbers."""
    outputs: Sequence[Sequence[str]]
    """Every output of the plan, as ``Made``."""

    def entry(self, n: int) -> Entry:
        """That of the event with this number, counted from 0."""
        return Entry(*json.loads(self.entries[n]))


def parted(survey: Survey) -> tuple[Survey, tuple[InputFile, ...]]:
    """All files but those of events; and the files of events."""
    files = survey.files  # sorted by path, so those of a folder lie together
    start, end = bisect(files, (FOLDER,)), bisect(files, (FOLDER + chr(sys.maxunicode),))
    return survey._replace(files=files[:start] + files[end:]), files[start:end]


def called(
    made: Prepared, outputs: Iterable[Output], files: Iterable[InputFile], settings: bytes
) -> Roll | None:
    """The roll of a build; None if there is something out of the ordinary."""
    from briefgen import audience
    from briefgen.model import KINDS

    site, dossier = made.site, made.loaded.dossier
    lists = (kind.plural for kind in KINDS)
    whole = all(getattr(dossier, name) is getattr(site.dossier, name) for name in lists)
    if not whole or site.withdrawn or dossier.editions or audience.mark(dossier):
        return None
    from pydantic_core import to_json

    entries = tuple(_entries(made))
    return Roll(
        settings=settings,
        entries=tuple(map(to_json, entries)),
        files={file.path: file.digest.hex() for file in files},
        events=tuple(one.id for one in entries),
        homes=tuple(one.file for one in entries),
        sources=tuple(site.sources),
        outputs=tuple(_made(made, outputs)),
    )


def keep(state: State, roll: Roll | None, last: bytes) -> None:
    """Keep the roll for the next build, or see that it finds none."""
    if roll is None:
        state.drop_others(ROOM, ())
        return
    from pydantic_core import to_json

    settings, entries, *rest = roll
    rows = {SETTINGS: settings, ENTRIES: b"\n".join(entries), WHOLE: to_json(rest)}
    state.put_many(ROOM, rows)
    follow(state, Since(last.hex(), {}, {}))


def follow(state: State, since: Since) -> None:
    """Keep what has changed since the roll was kept."""
    state.put_many(ROOM, {SINCE: json.dumps(since).encode()})


def since(state: State) -> Since | None:
    """What has changed since the roll was kept; None if there is none."""
    held = state.get(ROOM, SINCE)
    return Since(*json.loads(held)) if held else None


def kept(state: State, settings: bytes) -> Roll:
    """The roll; raises LookupError if there is none, or one that was left under other settings."""
    if state.get(ROOM, SETTINGS) != settings:
        raise LookupError(ROOM)
    held = state.get_many(ROOM, (ENTRIES, WHOLE))
    return Roll(settings, held[ENTRIES].split(b"\n"), *json.loads(held[WHOLE]))


def _made(made: Prepared, outputs: Iterable[Output]) -> Iterator[Made]:
    own = {
        page.path: page.held.around.hex()
        for page in made.pages
        if page.template == "event.html" and isinstance(page.held, Later)
    }
    for one in outputs:
        yield Made(one.path, one.key.hex(), one.format, own.get(one.path, ""))


def _entries(made: Prepared) -> Iterator[Entry]:
    """Every event with what stands around it."""
    site, places = made.site, made.loaded.places
    heard: dict[str, list[str]] = {}
    for event in site.events.values():
        for claim in event.claimed:
            heard.setdefault(claim, []).append(event.id)
    ids = [*site.events]
    for event, *beside in zip(site.events.values(), ["", *ids], [*ids[1:], ""], strict=False):
        prose = site.dossier.prose.get(event.body)
        mentions = [mention.target for mention in prose.mentions] if prose else []
        named = [mention.rpartition(":")[2] for mention in mentions]
        cited = _cited(event) + [id_ for id_ in named if id_ in site.sources]
        near = (
            (id_ for id_ in beside if id_),
            event.responds_to,
            event.see_also,
            site.answers.get(event.id, ()),
            (id_ for id_ in named if id_ in site.events),
            *(heard[claim][: NEAR + 1] for claim in event.claimed),
        )
        yield Entry(
            event.id,
            places.file("event", event.id),
            but(event, "body").hex(),
            _behind(site, cited),
            _few(near),
            mentions,
            bool(made.known.within.get(digest(event))),
        )


def _few(near: Iterable[Iterable[str]]) -> list[str] | None:
    """Each of these events once; None if there are more than may be."""
    found: dict[str, None] = {}
    for ids in near:
        found.update(dict.fromkeys(ids))
        if len(found) > NEAR:
            return None
    return [*found]


def _cited(event: Event) -> list[str]:
    held = (event.source, *(s.source for s in event.says), *(f.source for f in event.figures))
    return [citation.ref for citations in held for citation in citations]


def _behind(site: Site, cited: Iterable[str]) -> list[str]:
    """These sources, and all that they go back to."""
    found = dict.fromkeys(cited)
    todo = [*found]
    while todo:
        based_on = site.sources[todo.pop()].based_on
        onward = [one.ref for one in based_on if one.ref not in found]
        found.update(dict.fromkeys(onward))
        todo += onward
    return [*found]
