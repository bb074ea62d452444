"""Bodies: a build before which nothing changed but what some events say at length.

Nobody but its own page shows the body of an event (``Event.TAIL``), and no rule that looks at
more than one record reads it. So all other outputs are as they were, and to make that page the
few records around the event are enough. That they are enough is not taken for granted: with
them the page must turn out to be made of the very same as the last time, its own record aside
(``Later.around``). Where it does not, and whenever anything is out of the ordinary, there is
nothing to go by here, and the build takes the whole way. So there are not two ways to build:
what is published is what the whole way would publish, or is not published from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, NoReturn

from briefgen import publish
from briefgen.build import last, roll
from briefgen.build.roll import Entry, Made
from briefgen.errors import BriefgenError, Span
from briefgen.formats import html
from briefgen.loader.files import InputFile
from briefgen.plan import Later, Output
from briefgen.value import but

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from briefgen.build.last import Last
    from briefgen.build.options import Options
    from briefgen.build.roll import Roll, Since
    from briefgen.errors import Diagnostic
    from briefgen.loader import Loaded
    from briefgen.loader.files import Survey
    from briefgen.plan import Page
    from briefgen.resolve import Site
    from briefgen.state import State

FEW = 20
"""So many files may have changed."""


class UnexpectedError(Exception):
    """Something is not as it was left: the build has to take the whole way."""


class Again(NamedTuple):
    """What to publish."""

    outputs: tuple[Output, ...]
    """The whole plan; only pages of events are to be made."""
    files: Mapping[str, str]
    """Path and digest of each file that is another than when the roll was kept."""
    keys: Mapping[str, str]
    """Path and key of each output that was made since."""
    last: Last
    """What the last build left behind."""
    former: tuple[InputFile, ...]
    """The files that changed, as they were then."""


def again(options: Options, state: State, survey: Survey, settings: bytes) -> Again | None:
    """What to publish if nothing changed but a few bodies; None if that is not so, or not sure."""
    since = roll.since(state)
    known = last.remembered(state, bytes.fromhex(since.last)) if since else None
    if since is None or known is None:
        return None
    try:
        held = roll.kept(state, settings)
        return _Bodies(options, state, survey, held, since).again(known)
    except (BriefgenError, UnexpectedError, LookupError):
        return None  # whatever it is, the whole way tells it as it should be told


def alone(options: Options, outputs: Iterable[Made | Output]) -> bool:
    """Whether pages are all that is to be made and lies in the site: others may hold all bodies."""
    others = (one for one in outputs if one.format != html.NAME)
    return not any(
        options.asks_for(one.format) or publish.lies(options.site, one.path) for one in others
    )


class _Bodies:
    """One look at what changed."""

    def __init__(
        self, options: Options, state: State, survey: Survey, held: Roll, since: Since
    ) -> None:
        self.options = options
        self.state = state
        self.roll = held
        self.since = since
        self.others, self.files = roll.parted(survey)
        self.before = {**held.files, **since.files}
        self.order = {id_: n for n, id_ in enumerate(held.events)}

    def again(self, known: Last) -> Again:
        """What to publish; raises UnexpectedError if more than a few bodies changed."""
        changed = self._changed()
        _expect(changed.keys() <= self.roll.files.keys(), len(changed) <= FEW)
        _expect(len(self.files) == len(self.roll.files), not _told(changed, known.findings))
        _expect(alone(self.options, (Made(*row) for row in self.roll.outputs)))
        own = [self.roll.entry(n) for n, file in enumerate(self.roll.homes) if file in changed]
        near = self._near(own)
        loaded = self._loaded(near, changed)
        _expect(not _told(changed, loaded.findings))
        _compare(changed, own, loaded)
        site = self._site(loaded, near)
        pages = tuple(self._pages(site, own))
        outputs = tuple(self._outputs(loaded, site, pages))
        made = {page.path for page in pages}
        keys = {one.path: one.key.hex() for one in outputs if one.path in made}
        files = {**self.since.files, **changed}
        former = tuple(InputFile(path, bytes.fromhex(self.before[path])) for path in changed)
        return Again(outputs, files, {**self.since.keys, **keys}, known, former)

    def _changed(self) -> dict[str, str]:
        """The files that changed since the last build, with their digests."""
        now = ((file.path, file.digest.hex()) for file in self.files)
        return {path: digest for path, digest in now if self.before.get(path) != digest}

    def _near(self, own: Iterable[Entry]) -> dict[str, Entry]:
        """The events that changed and those around them."""
        ids: dict[str, None] = {}
        for one in own:
            _expect(one.events is not None)
            ids |= dict.fromkeys((one.id, *(one.events or ())))
        _expect(len(ids) <= roll.NEAR)
        return {id_: self.roll.entry(self.order[id_]) for id_ in ids}

    def _loaded(self, near: Mapping[str, Entry], changed: Collection[str]) -> Loaded:
        """The records that the pages are made of; of events and sources no others."""
        from briefgen import loader

        files = {one.file for one in near.values()}
        listed = (*self.others.files, *(file for file in self.files if file.path in files))
        sources = frozenset(id_ for one in near.values() for id_ in one.sources)
        former = {path: bytes.fromhex(self.before[path]) for path in changed}
        few = loader.Few({"event": near.keys(), "source": sources}, former)
        survey = self.others._replace(files=tuple(sorted(listed)))
        return loader.load(self.options.root, self.state, survey, few=few)

    def _pages(self, site: Site, own: Sequence[Entry]) -> Iterator[Page]:
        """The pages of the events that changed, in each language."""
        from briefgen.pages import event
        from briefgen.pages.frame import frame
        from briefgen.pages.shelf import Shelf

        for lang in site.dossier.config.tongues:
            shelf = Shelf(site, lang)
            shared = frame(shelf)
            for one in own:
                yield event.page(shelf, shared, one.id, *self._beside(one.id))

    def _site(self, loaded: Loaded, near: Mapping[str, Entry]) -> Site:
        """These records among all others, which are only counted."""
        from briefgen import resolve

        events, sources = self.roll.events, self.roll.sources
        numbers = {("event", id_): self.order[id_] + 1 for id_ in near}
        numbers |= {("source", id_): n for n, id_ in enumerate(sources, 1)}
        dossier = self.options.placed(loaded.dossier)
        return resolve.some(dossier, numbers, resolve.Counts(len(events), len(sources)))

    def _beside(self, id_: str) -> tuple[str | None, str | None]:
        """The event before this one, and the one after it."""
        n, events = self.order[id_], self.roll.events
        before = events[n - 1] if n else None
        after = events[n + 1] if n + 1 < len(events) else None
        return before, after

    def _outputs(self, loaded: Loaded, site: Site, pages: tuple[Page, ...]) -> Iterator[Output]:
        """The whole plan: these pages, and all else as it is in the site."""
        from briefgen import theme
        from briefgen.formats.making import Making

        held = {page.path: page.held for page in pages}
        look = theme.load(self.options.root, loaded.dossier.config.theme)
        made = {one.path: one for one in html.outputs(Making(site, pages, look, loaded.media))}
        for path, key, kind, around in self.roll.outputs:
            if path in made:
                view = held[path]
                _expect(isinstance(view, Later) and view.around.hex() == around)
                yield made.pop(path)
            else:
                last_key = bytes.fromhex(self.since.keys.get(path, key))
                yield Output(path, last_key, _missing, _missing, kind)
        _expect(not made)


def _compare(changed: Collection[str], own: Sequence[Entry], loaded: Loaded) -> None:
    """See that all is as it was but for the bodies, and that nothing is wrong with these."""
    from briefgen import checks

    events = {event.id: event for event in loaded.dossier.events}
    files = {id_: loaded.places.file("event", id_) for id_ in events}
    _expect({id_ for id_, file in files.items() if file in changed} == {one.id for one in own})
    for one in own:
        event = events[one.id]
        prose = loaded.dossier.prose.get(event.body)
        mentions = [mention.target for mention in prose.mentions] if prose else []
        _expect(but(event, "body").hex() == one.rest, mentions == one.mentions)
        _expect(files[one.id] == one.file, not one.flawed)  # a waiver may have lost its use
    context = checks.Context.of(loaded.dossier)
    _expect(not any(checks.in_bodies(context, (events[one.id] for one in own))))


def _told(files: Collection[str], findings: Iterable[Diagnostic]) -> bool:
    """Whether anything is said of these files, in which lines are others by now."""
    places = (one.place for one in findings)
    return any(isinstance(place, Span) and place.file in files for place in places)


def _expect(*as_it_should_be: object) -> None:
    """Go on only if all of this holds."""
    if not all(as_it_should_be):
        raise UnexpectedError


def _missing() -> NoReturn:
    raise UnexpectedError
