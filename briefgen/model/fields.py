"""The types of fields: how a text in a file becomes a value.

The loader hands over text, lists and mappings only; a scalar is text until one of
these types converts it, so ``NO`` stays a country and ``0123`` an id. Each type raises
ValueError with a sentence a writer can act on; pydantic collects them all.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, TypeVar
from urllib.parse import urlsplit

from briefgen import dates
from briefgen.model.faults import Fault, FaultsError, shape
from briefgen.model.marks import Held, Read, Ref, Shape
from briefgen.value import Value, frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

T = TypeVar("T")

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_LIMIT = 100
EDITION = re.compile(rf"{SLUG.pattern}(?:\.{SLUG.pattern})*")
WINDOWS = frozenset(
    ["con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(10))]
)
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")
_NO_LANGUAGE = '"{}" is not a BCP 47 language tag such as en, fr or ar-DZ'
BLANK = re.compile(
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]*"
)
"""Spaces, and what Unicode calls default ignorable: nothing of it is seen."""
WHOLE_DIGITS = 15
URL_LIMIT = 2000
COMMON_URL = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?:/[A-Za-z0-9/._~?=&#%+-]*)?")
"""Has none of what an address is refused for, so that it need not be taken apart."""


class Words(NamedTuple):
    """A text and the BCP 47 tag of the language it is in, as a reader gets it."""

    text: str
    lang: str


@frozen()
class Localized(Value):
    """A text in several languages, in the order written: ``((tag, text), …)``."""

    texts: tuple[tuple[str, str], ...]

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(cls.parse)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        return {
            "anyOf": [
                {"type": "string", "minLength": 1},
                {
                    "type": "object",
                    "propertyNames": {"pattern": f"^{LANGUAGE.pattern}$"},
                    "additionalProperties": {"type": "string", "minLength": 1},
                    "minProperties": 1,
                },
            ]
        }

    @classmethod
    def parse(cls, raw: object) -> Localized:
        """A string, or a mapping of language tags to strings."""
        if isinstance(raw, cls):
            return raw
        if isinstance(raw, str):
            return cls((("", _filled(raw)),))
        if not isinstance(raw, dict):
            raise ValueError(f"must be text or a map of languages, found {shape(raw)}")
        if not raw:
            raise ValueError("a map of languages needs at least one")
        for tag, text in raw.items():
            if not (isinstance(text, str) and not BLANK.fullmatch(text) and _language(str(tag))):
                raise FaultsError(*_misspoken(raw))
        return cls(tuple(raw.items()))

    @property
    def plain(self) -> str | dict[str, str]:
        """As it is written in a record."""
        found = dict(self.texts)
        return found.get("", found)

    def choose(self, lang: str, default: str) -> Words:
        """The text for ``lang``, else for ``default`` (the dossier's own), else the first."""
        if len(self.texts) == 1:  # as most have
            ((tag, text),) = self.texts
            return Words(text, tag or default)
        found = dict(self.texts)
        for tag in (lang, default, ""):
            if tag in found:
                return Words(found[tag], tag or default)
        tag, text = self.texts[0]
        return Words(text, tag)


def _misspoken(texts: dict[object, object]) -> Iterator[Fault]:
    """All that is wrong with the languages of a text; who read the file told of what is empty."""
    for tag, text in texts.items():
        path = (str(tag),)
        if not _language(str(tag)):
            yield Fault(_NO_LANGUAGE.format(tag), path, named=True)
        if not isinstance(text, str | None):
            yield Fault(f"the text for {tag} must be text, found {shape(text)}", path)
        elif text is not None and BLANK.fullmatch(text):
            yield Fault(f"the text for {tag} must not be empty", path)


def _filled(raw: str) -> str:
    if BLANK.fullmatch(raw):
        raise ValueError("must not be empty")
    return raw


def text(raw: object) -> str:
    """Some text of which something is seen."""
    return _filled(word(raw))


def word(raw: object) -> str:
    """Some text, whatever it says."""
    if not isinstance(raw, str):
        raise ValueError(f"must be text, found {shape(raw)}")
    return raw


def slug(raw: object) -> str:
    """An id or a piece of an address: ``[a-z0-9-]``, at most 100 characters."""
    if not isinstance(raw, str):
        raise ValueError(f"must be an id, which is text, found {shape(raw)}")
    return _slug(raw)


@lru_cache(maxsize=65536)
def _slug(raw: str) -> str:
    # Kept, since the same few actors and sources are named over and over.
    if not SLUG.fullmatch(raw):
        raise ValueError(f'"{raw}" is not an id: use a-z, 0-9 and single hyphens between them')
    if len(raw) > SLUG_LIMIT:
        raise ValueError(f"an id has at most {SLUG_LIMIT} characters, this one has {len(raw)}")
    if raw in WINDOWS:
        raise ValueError(f'"{raw}" is a reserved name on Windows: choose another id')
    return raw


def edition(raw: object) -> str:
    """The name of an edition, which is that of a file: an id that may have points, as 0.1 has."""
    name = word(raw)
    if not EDITION.fullmatch(name):
        raise ValueError(
            f'"{name}" is no name for an edition: use a-z, 0-9, and single hyphens or points '
            "between them"
        )
    if len(name) > SLUG_LIMIT:
        raise ValueError(f"a name has at most {SLUG_LIMIT} characters, this one has {len(name)}")
    if name.partition(".")[0] in WINDOWS:
        raise ValueError(f'"{name}" is a reserved name on Windows: choose another')
    return name


def language(raw: object) -> str:
    """A BCP 47 tag of language, script and region, e.g. ``en``, ``ar-DZ``, ``zh-Hant``."""
    tag = word(raw)
    if not _language(tag):
        raise ValueError(_NO_LANGUAGE.format(tag))
    return tag


@lru_cache(maxsize=1024)
def _language(raw: str) -> bool:
    return LANGUAGE.fullmatch(raw) is not None


def address(raw: object) -> str:
    """An absolute http or https address without a user name (RFC 3986)."""
    value = text(raw)
    if len(value) <= URL_LIMIT and COMMON_URL.fullmatch(value):
        return value
    if len(value) > URL_LIMIT or re.search(r'[\s"<>\\^`{|}\x00-\x20]', value):
        raise ValueError("a URL has no spaces, quotes or backslashes: percent-encode them")
    try:
        found = urlsplit(value)
        host, _ = found.hostname, found.port
    except ValueError as error:
        raise ValueError(f"not a URL: {error}") from None
    if found.scheme not in ("http", "https") or not host:
        raise ValueError("a URL here starts with https:// or http:// and names a host")
    if "@" in found.netloc:
        raise ValueError(f"user name in URL: the host is {host}, not what stands before the @")
    return value


def site_path(raw: object) -> str:
    """The path of a page inside the site, e.g. ``events/old-name.html``."""
    value = text(raw)
    pieces = value.removesuffix(".html").split("/")
    if not value.endswith(".html") or not all(SLUG.fullmatch(p) for p in pieces):
        raise ValueError(f'"{value}" is not a path inside the site such as events/old-name.html')
    return value


def yes_or_no(raw: object) -> bool:
    """``true``, ``yes``, ``false`` or ``no``; anything else is refused, never guessed."""
    if isinstance(raw, (list, dict)):
        raise ValueError(f"must be true or false, found {shape(raw)}")
    found = {"true": True, "yes": True, "false": False, "no": False}.get(str(raw).lower())
    if found is None:
        raise ValueError(f'"{raw}" is neither true nor false')
    return found


def number(raw: object) -> float:
    """A finite decimal number of at most 20 characters."""
    value = text(raw).replace(" ", "")
    if len(value) > 20:
        raise ValueError(f"number too long ({len(value)} characters)")
    if not re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", value):
        raise ValueError(f'"{raw}" is not a number')
    return float(value)


def whole(raw: object) -> int:
    """A whole number of at most 15 digits."""
    number(raw)
    digits, _, part = text(raw).replace(" ", "").partition(".")
    if part.strip("0"):
        raise ValueError(f'"{raw}" is not a whole number')
    value = int(digits)
    if abs(value) >= 10**WHOLE_DIGITS:
        raise ValueError(f"a whole number has at most {WHOLE_DIGITS} digits")
    return value


def many(raw: object) -> object:
    """One value where a list is allowed is a list of one."""
    return raw if isinstance(raw, (list, tuple)) else [] if raw is None else [raw]


_STRING = {"type": "string", "minLength": 1}
Text = Annotated[str, Read(text), Shape(_STRING)]
Id = Annotated[
    str,
    Read(slug),
    Shape({"type": "string", "pattern": f"^{SLUG.pattern}$", "maxLength": SLUG_LIMIT}),
]
EditionName = Annotated[
    str,
    Read(edition),
    Shape({"type": "string", "pattern": f"^{EDITION.pattern}$", "maxLength": SLUG_LIMIT}),
]
Lang = Annotated[
    str,
    Read(language),
    Shape({"type": "string", "pattern": f"^{LANGUAGE.pattern}$"}),
]
Url = Annotated[str, Read(address), Shape({"type": "string", "format": "uri"})]
SitePath = Annotated[str, Read(site_path), Shape(_STRING)]
Bool = Annotated[bool, Read(yes_or_no), Shape({"type": "boolean"})]
Number = Annotated[float, Read(number), Shape({"type": "number"})]
Whole = Annotated[int, Read(whole), Shape({"type": "integer"})]
Date = Annotated[dates.Edtf, Read(dates.parse), Shape({"type": "string", "format": "edtf"})]
Tlp = Literal["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]
Many = Annotated[tuple[T, ...], Read(many)]

ActorId = Annotated[Id, Ref(("actor",))]
SourceId = Annotated[Id, Ref(("source",))]
ClaimId = Annotated[Id, Ref(("claim",))]
EventId = Annotated[Id, Ref(("event",))]
AgreementId = Annotated[Id, Ref(("agreement",))]
PlaceId = Annotated[Id, Ref(("place",))]
ThemeId = Annotated[Id, Ref(("theme",))]
AnyId = Annotated[Id, Ref(("event", "claim", "source", "agreement", "actor"))]


def _day(value: dates.Edtf) -> dates.Edtf:
    if value.precision != "day":
        raise ValueError(f'"{value.text}" must be one day, written YYYY-MM-DD')
    return value


Day = Annotated[Date, Held(_day)]
