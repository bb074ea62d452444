"""Balance: who is quoted, and whose sources are cited, with what each number was counted from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple

from briefgen.pages import lists
from briefgen.pages.keys import Keys
from briefgen.pages.parts import Chip, Frame, Party, Row
from briefgen.plan import Page
from briefgen.resolve import balance
from briefgen.resolve.balance import Heard
from briefgen.value import Value, frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from briefgen.model import Source
    from briefgen.pages.keys import Made
    from briefgen.pages.shelf import Shelf

A_PAGE = 300

Grouping = Literal["side", "affiliation", "language"]
Group = tuple[Grouping, str]
"""By what, and which: a subject, an affiliation, a language; empty for none of them."""


@frozen()
class GroupView(Value):
    """A group that is counted."""

    by: Grouping
    party: Party | None
    """The subject, where it is grouped by side; None for those that belong to none."""
    name: str
    """An affiliation, worded by the theme, or a language (BCP 47); empty if none is given."""


@frozen()
class CountView(Value):
    """What is counted of a group, and where that is listed."""

    group: GroupView
    words: int
    """Words quoted."""
    quotes: int
    quotes_path: str
    """Where the quotes are listed, or an empty string if there are none."""
    sources: int
    sources_path: str
    """Where the sources are listed, or an empty string if there are none."""


@frozen()
class BalanceView(Value):
    """Who is quoted and whose sources are cited, in numbers."""

    frame: Frame
    sides: tuple[CountView, ...]
    """The subjects in their order, then all that belongs to none."""
    affiliations: tuple[CountView, ...]
    """Sources only; most first."""
    languages: tuple[CountView, ...]
    """Most quotes first, then most sources."""
    total: tuple[int, int, int]
    """Words, quotes and sources."""


@frozen()
class HeardView(Value):
    """What an event quotes of a group."""

    row: Row
    quotes: int
    words: int


@frozen()
class InputsView(Value):
    """The very quotes or sources behind a number, or one page of them."""

    frame: Frame
    index: str
    """The address of the numbers."""
    group: GroupView
    heard: tuple[HeardView, ...]
    """Events with the quotes counted, in chronological order; empty on a list of sources."""
    sources: tuple[Chip, ...]
    """In the order of their numbers; empty on a list of quotes."""
    total: tuple[int, int, int]
    """Words, quotes and sources on all pages of the list."""
    page: int
    """The number of this page, from 1."""
    pages: tuple[str, ...]
    """The addresses of all pages."""


VIEWS = {"balance.html": BalanceView, "inputs.html": InputsView}

NOTHING = Heard(0, 0, ())


@dataclass(frozen=True, slots=True)
class _Counted:
    """Everything that is counted, by group."""

    heard: Mapping[Group, Heard]
    cited: Mapping[Group, tuple[str, ...]]


def path(shelf: Shelf) -> str:
    """The address of the numbers."""
    return shelf.path("balance")


def plan(shelf: Shelf, frame: Frame) -> Iterator[Page]:
    """The numbers, and for each a list of what it was counted from."""
    yield Page(path(shelf), "balance.html", _view(shelf, frame), shelf.lang)
    counted = _counted(shelf)
    for group, heard in counted.heard.items():
        yield from _lists(shelf, frame, group, heard, ())
    for group, cited in counted.cited.items():
        yield from _lists(shelf, frame, group, NOTHING, cited)


def _counted(shelf: Shelf) -> _Counted:
    def make() -> _Counted:
        site = shelf.site
        sides, events = site.sides, site.events.values()
        by_side = balance.heard(events, lambda speaker, _: sides.get(speaker) or "")
        by_lang = balance.heard(events, lambda _, lang: lang or shelf.config.lang)
        return _Counted(
            {
                **{("side", name): held for name, held in by_side.items()},
                **{("language", name): held for name, held in by_lang.items()},
            },
            {
                **_cited(shelf, "side", lambda s: (s.side and sides.get(s.side)) or ""),
                **_cited(shelf, "affiliation", lambda s: s.affiliation),
                **_cited(shelf, "language", lambda s: s.lang or ""),
            },
        )

    return shelf.once("balance", make)


def _cited(
    shelf: Shelf, by: Grouping, name: Callable[[Source], str]
) -> dict[Group, tuple[str, ...]]:
    """The ids of the sources by group."""
    found: dict[Group, list[str]] = {}
    for source in shelf.site.sources.values():
        found.setdefault((by, name(source)), []).append(source.id)
    return {group: tuple(ids) for group, ids in found.items()}


def _view(shelf: Shelf, frame: Frame) -> BalanceView:
    counted = _counted(shelf)
    groups = dict.fromkeys((*counted.heard, *counted.cited))

    def counts(by: Grouping) -> list[CountView]:
        return [_count(shelf, group) for group in sorted(groups) if group[0] == by]

    subjects: list[Group] = [("side", id_) for id_ in (*shelf.config.subjects, "")]
    sides = tuple(_count(shelf, group) for group in subjects)
    return BalanceView(
        frame=frame,
        sides=sides,
        affiliations=tuple(sorted(counts("affiliation"), key=_most)),
        languages=tuple(sorted(counts("language"), key=_most)),
        total=(
            sum(one.words for one in sides),
            sum(one.quotes for one in sides),
            sum(one.sources for one in sides),
        ),
    )


def _most(one: CountView) -> tuple[int, int]:
    return -one.quotes, -one.sources


def _count(shelf: Shelf, group: Group) -> CountView:
    counted = _counted(shelf)
    heard, cited = counted.heard.get(group, NOTHING), counted.cited.get(group, ())
    return CountView(
        group=_group(shelf, group),
        words=heard.words,
        quotes=heard.quotes,
        quotes_path=shelf.path(*_pieces("quotes", group)) if heard.quotes else "",
        sources=len(cited),
        sources_path=shelf.path(*_pieces("sources", group)) if cited else "",
    )


def _group(shelf: Shelf, group: Group) -> GroupView:
    by, name = group
    if by == "side":
        return GroupView(by, shelf.party(name) if name else None, "")
    return GroupView(by, None, name)


def _pieces(what: str, group: Group) -> tuple[str, ...]:
    """The pieces of the address of a list."""
    by, name = group
    return ("balance", f"{what}-by-{by}", name) if name else ("balance", f"{what}-without-{by}")


def _lists(
    shelf: Shelf, frame: Frame, group: Group, heard: Heard, cited: tuple[str, ...]
) -> Iterator[Page]:
    """The list behind one number, in pages."""
    keys = Keys.of(shelf, frame)
    total = heard.words, heard.quotes, len(cited)
    events, sources = lists.cut(heard.events, A_PAGE), lists.cut(cited, A_PAGE)
    count = max(len(events), len(sources))
    paths = lists.addresses(shelf, count, *_pieces("sources" if cited else "quotes", group))
    for n in range(count):
        own = _Own(group, events[n] if heard.events else (), sources[n] if cited else (), total)
        make = partial(_inputs, shelf, frame, own, n + 1, paths)
        later = keys.later(partial(_parts, keys, own), make)
        yield Page(paths[n], "inputs.html", later, shelf.lang)


class _Own(NamedTuple):
    """What stands on one page of a list."""

    group: Group
    events: tuple[tuple[str, int, int], ...]
    """With their quotes and words."""
    sources: tuple[str, ...]
    total: tuple[int, int, int]


def _parts(keys: Keys, own: _Own) -> Made:
    by, name = own.group
    return (
        ("group", (own.group, keys.actor(name) if by == "side" and name else None)),
        ("records", tuple((keys.event(id_), *counts) for id_, *counts in own.events)),
        ("sources", tuple(map(keys.source, own.sources))),
        ("total", own.total),
    )


def _inputs(shelf: Shelf, frame: Frame, own: _Own, n: int, paths: tuple[str, ...]) -> InputsView:
    return InputsView(
        frame=frame,
        index=path(shelf),
        group=_group(shelf, own.group),
        heard=tuple(HeardView(shelf.row(id_), quotes, words) for id_, quotes, words in own.events),
        sources=tuple(map(shelf.chip, own.sources)),
        total=own.total,
        page=n,
        pages=paths,
    )
