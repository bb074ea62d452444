"""Commentary and plain pages: Markdown with front matter."""

from __future__ import annotations

from typing import Literal

from briefgen.model.fields import AnyId, Date, Lang, Localized, Many, SourceId, Text, Whole
from briefgen.model.shared import Record
from briefgen.value import frozen


@frozen(kw_only=True)
class Commentary(Record):
    """A signed opinion or analysis; never part of the record, never anyone's reply."""

    title: Localized
    """Its headline."""
    author: Text
    """Who signed it."""
    kind: Literal["analysis", "opinion", "background", "reader-comment", "right-of-reply"]
    """What it is."""
    disclosure: Localized | None = None
    """The author's interests, or that none are known."""
    date: Date | None = None
    """When it was written."""
    source: SourceId | None = None
    """Where it appeared, if not here first."""
    refs: Many[AnyId] = ()
    """The records it is about."""
    lang: Lang | None = None
    """Its language; the dossier's if left out."""
    body: str = ""
    """The text, in Markdown."""
    when_hidden: Localized | None = None
    """What stands in place of references to records that the audience may not see."""


@frozen(kw_only=True)
class Page(Record):
    """A plain page: about, method, anything else."""

    title: Localized
    """Its headline."""
    order: Whole = 0
    """Its place among the plain pages in the footer."""
    lang: Lang | None = None
    """Its language; the dossier's if left out."""
    body: str = ""
    """The text, in Markdown."""
    when_hidden: Localized | None = None
    """What stands in place of references to records that the audience may not see."""
