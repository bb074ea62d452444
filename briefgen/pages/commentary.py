"""Commentary: signed, with its kind and the author's interests; never part of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.errors import Field
from briefgen.model.fields import Words
from briefgen.pages.parts import Body, Chip, Frame, Stone, When
from briefgen.plan import Link, Page
from briefgen.resolve import references
from briefgen.value import Value, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model import Commentary
    from briefgen.pages.shelf import Shelf


@frozen()
class CommentaryView(Value):
    """One commentary."""

    frame: Frame
    path: str
    title: Words
    author: str
    kind: str
    """analysis, opinion, background, reader-comment or right-of-reply; worded by the theme."""
    disclosure: Words | None
    """The author's interests."""
    when: When | None
    source: Chip | None
    """Where it appeared."""
    refs: tuple[Link, ...]
    """The records it is about."""
    withheld: Words | None
    """What is said of records it names that this edition leaves out, if there are any."""
    body: Body | None
    withdrawn: tuple[Stone, ...]
    """Records it referred to that have been withdrawn since."""


@frozen()
class CommentariesView(Value):
    """The list of commentary."""

    frame: Frame
    items: tuple[CommentaryView, ...]
    """By title."""


VIEWS = {"commentaries.html": CommentariesView, "commentary.html": CommentaryView}


def plan(shelf: Shelf, frame: Frame) -> Iterator[Page]:
    """The list, and a page for each; nothing if there is none."""
    found = views(shelf, frame)
    if not found:
        return
    index = CommentariesView(frame, found)
    yield Page(shelf.path("commentary"), "commentaries.html", index, shelf.lang)
    for view in found:
        id_ = view.path.rpartition("/")[2].removesuffix(".html")
        yield Page(view.path, "commentary.html", view, shelf.lang, Field("commentary", id_))


def views(shelf: Shelf, frame: Frame) -> tuple[CommentaryView, ...]:
    """Each commentary once, in this language where it exists in several."""
    best = shelf.translated(shelf.site.dossier.commentary)
    found = [_view(shelf, frame, text) for text in best.values()]
    return tuple(sorted(found, key=lambda v: v.title.text.casefold()))


def _view(shelf: Shelf, frame: Frame, text: Commentary) -> CommentaryView:
    lang = text.lang or shelf.config.lang
    return CommentaryView(
        frame=frame,
        path=shelf.path("commentary", text.id),
        title=text.title.choose(lang, lang),
        author=text.author,
        kind=text.kind,
        disclosure=shelf.maybe(text.disclosure),
        when=shelf.when(text.date) if text.date else None,
        source=shelf.chip(text.source) if text.source else None,
        refs=tuple(
            shelf.link(ref.kinds, ref.id)
            for ref in references.references(text)
            if ref.path[0] == "refs"
        ),
        withheld=shelf.maybe(text.when_hidden),
        body=shelf.body(text.body, lang, text.id),
        withdrawn=shelf.lost("commentary", text.id),
    )
