"""The vocabulary of a theme: every word that a page may have from it and from no record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.theme import wording
from briefgen.theme.calendar import locale

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.theme import Theme

FORMS = ("wide", "abbreviated")


def texts(theme: Theme, langs: Iterable[str], tags: Iterable[str]) -> Iterator[str]:
    """Its templates, style sheets and catalogues, and what CLDR says in these languages.

    ``tags`` are the languages (BCP 47) whose names may be said.
    """
    for path in theme.files:
        yield path
        raw = theme.read(path)
        if b"\0" not in raw:
            yield raw.decode("utf-8", "replace")
    tags = tuple(tags)
    for lang in langs:
        names = locale(lang)
        uses = [use for kind in (names.months, names.days) for use in kind.values()]
        yield " ".join(word for use in uses for form in FORMS for word in use[form].values())
        yield from map(wording.language_name(lang), tags)
    yield from map(wording.autonym, langs)
