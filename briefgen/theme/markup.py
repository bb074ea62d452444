"""Markup: where in HTML the expressions of a template stand, and what must not stand there.

Escaping keeps a value inside quotes or between tags. It cannot help an attribute without
quotes, a name made of a value, or a script; the site's content security policy forbids
inline styles and scripts altogether.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefgen.theme.source import HOLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.errors import Diagnostic
    from briefgen.theme.source import Source

TAG = re.compile(
    r"""<!--.*?-->|<(?P<name>[a-zA-Z\ue000][^\s/>]*)(?P<attributes>(?:"[^"]*"|'[^']*'|[^>"'])*)>""",
    re.DOTALL,
)
HEADING = re.compile("h\ue000+")
"""A macro may be told the level of its heading; no other tag is made of a value."""
ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s"'<>/=]+)(?:\s*=\s*(?P<value>"[^"]*"|'[^']*'|[^\s"'>]+))?"""
)
ADDRESSES = frozenset(["href", "src", "action", "formaction", "cite", "poster", "data", "srcset"])
LOADING = frozenset(["script", "img", "link", "iframe", "audio", "video", "source", "object"])
TOLD = frozenset(["canonical", "alternate", "license", "author", "me", "help"])
"""Relations of ``<link>`` that load nothing."""
DATA = ("application/ld+json", "application/json")
OUTSIDE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
BARE_JSON = re.compile(r"\|\s*tojson\b(?!\s*\|\s*forceescape)")
SHEET = re.compile(
    r"""@import\s+["']?(?P<sheet>[^"';\s]*)|url\(\s*["']?(?P<file>[^"')]*)""", re.IGNORECASE
)
FILTERED = re.compile(r"\|\s*href\b|\burl\b|_url\b|\bhref\b|\bprefix\b|\broot\b")
"""An address that ``href`` made, or a value that the loader or a macro's caller vouches for."""


class _Attribute(NamedTuple):
    name: str
    value: str
    at: int
    """Where the attribute begins in the text."""
    start: int
    """Where its value begins, quotes included."""


def faults(source: Source, *, printed: bool) -> Iterator[Diagnostic]:
    """Every fault of a template's markup; ``printed`` ones know no content security policy."""
    masked = source.masked()
    for tag in TAG.finditer(masked):
        if tag["name"] is None:
            continue
        found = list(_attributes(tag))
        if HOLE in tag["name"] and not HEADING.fullmatch(tag["name"]):
            yield source.fault("H12", "an expression makes the name of a tag", tag.start())
        for attribute in found:
            yield from _attribute(source, attribute, printed=printed)
        if not printed:
            yield from _inline(source, tag, found)
            yield from _loading(source, tag["name"].lower(), found)


def _attributes(tag: re.Match[str]) -> Iterator[_Attribute]:
    offset = tag.start("attributes")
    for found in ATTRIBUTE.finditer(tag["attributes"]):
        value = found["value"] or ""
        start = offset + (found.start("value") if found["value"] else found.start())
        yield _Attribute(found["name"].lower(), value, offset + found.start(), start)


def _attribute(source: Source, one: _Attribute, *, printed: bool) -> Iterator[Diagnostic]:
    if HOLE in one.name:
        yield source.fault(
            "H12", "an expression stands where the name of an attribute belongs", one.at,
            'write it as a value, in quotes: lang="{{ … }}"',
        )  # fmt: skip
    if not printed and (one.name == "style" or re.fullmatch("on[a-z]+", one.name)):
        yield source.fault(
            "H13", f"inline {one.name}: the site's content security policy refuses it", one.at,
            "use a class, and a file in assets/",
        )  # fmt: skip
    if HOLE not in one.value:
        return
    shown = source.text[one.start : one.start + len(one.value)]
    if one.value[0] not in "\"'":
        yield source.fault(
            "H11", f"unquoted attribute value: {one.name}={_line(shown)}", one.start,
            f'write {one.name}="{_line(shown)}"',
        )  # fmt: skip
    if one.value[0] == '"' and BARE_JSON.search(shown):
        yield source.fault(
            "H14", "tojson inside double quotes ends the attribute at its first quote", one.start,
            "put the attribute in single quotes, or add |forceescape",
        )  # fmt: skip
    if one.name in ADDRESSES and one.value.strip("\"'").startswith(HOLE):
        yield from _address(source, one, shown)


def _address(source: Source, one: _Attribute, shown: str) -> Iterator[Diagnostic]:
    first = shown.strip("\"'").partition("}}")[0]
    if not FILTERED.search(first):
        yield source.fault(
            "H16", f"{one.name} gets a value that no filter made an address", one.start,
            "write {{ x.path | href }}; an address outside the site is called url",
            "warning",
        )  # fmt: skip


def _inline(source: Source, tag: re.Match[str], found: list[_Attribute]) -> Iterator[Diagnostic]:
    name = tag["name"].lower()
    values = {a.name: a.value.strip("\"'") for a in found}
    data = values.get("type", "") in DATA
    if name == "style" or (name == "script" and "src" not in values and not data):
        yield source.fault(
            "H13", f"inline <{name}>: the site's content security policy refuses it", tag.start(),
            "put it into a file in assets/",
        )  # fmt: skip


def _loading(source: Source, name: str, found: list[_Attribute]) -> Iterator[Diagnostic]:
    values = {a.name: a.value.strip("\"'") for a in found}
    if name not in LOADING or TOLD & set(values.get("rel", "").split()):
        return
    for attribute in found:
        if attribute.name in ADDRESSES and OUTSIDE.match(attribute.value.strip("\"' ")):
            yield source.fault(
                "H17", f"<{name}> would make every reader's browser ask another site",
                attribute.start, "put the file into assets/",
            )  # fmt: skip


def sheet(text: str) -> Iterator[int]:
    """Where a style sheet would make the browser ask another site."""
    for found in SHEET.finditer(text):
        if OUTSIDE.match(found["sheet"] or found["file"] or ""):
            yield found.start()


def _line(text: str) -> str:
    return " ".join(text.split())
