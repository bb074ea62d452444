"""What the last build was made from, so that one that changes nothing stops at once."""

from __future__ import annotations

import json
from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from briefgen.errors import Diagnostic, Span

if TYPE_CHECKING:
    from briefgen.build.options import Options
    from briefgen.loader.files import Survey
    from briefgen.state import State


def settings(options: Options, state: State) -> bytes:
    """A digest of what can change the site beside the authors' files: theme, tools, options."""
    from briefgen import versions
    from briefgen.loader import files
    from briefgen.theme import folders

    only = sorted(options.only) if options.only is not None else None
    said = (str(options.site), only, options.base_url, options.strict, options.audience)
    made = blake2b(repr((said, versions.installed())).encode())
    for folder in folders(options.root):
        for path, digest in files.digests(folder, state):
            made.update(path.encode() + b"\0" + digest)
    return made.digest()


def fingerprint(given: bytes, survey: Survey) -> bytes:
    """A digest of everything that can change the site: what ``settings`` gave, and files.

    Raises the problems of the survey, if it has any.
    """
    from briefgen.loader import files

    if survey.problems:
        raise files.raised(survey.problems)
    made = blake2b(given + "\n".join(file.path for file in survey.files).encode() + b"\0")
    made.update(b"".join(file.digest for file in survey.files))
    return made.digest()


class Last(NamedTuple):
    """What the last build left behind."""

    portrait: bytes
    """Of the site as it was then."""
    outputs: int
    findings: tuple[Diagnostic, ...]
    next_build_at: date | None = None


def remembered(state: State, key: bytes) -> Last | None:
    """What the last build left behind, if it was made from what this key stands for."""
    held = state.get("builds", key)
    if held is None:
        return None
    portrait, outputs, rows, day = json.loads(held)
    findings = tuple(
        Diagnostic(code, message, Span(*place) if place else None, hint, severity)
        for code, message, place, hint, severity in rows
    )
    due = date.fromisoformat(day) if day else None
    return Last(bytes.fromhex(portrait), outputs, findings, due)


def remember(state: State, key: bytes, last: Last) -> None:
    """Keep what this build leaves behind, and forget the ones before."""
    rows = [
        (d.code, d.message, (p.file, p.line, p.col) if isinstance(p := d.place, Span) else None,
         d.hint, d.severity)
        for d in last.findings
    ]  # fmt: skip
    due = last.next_build_at.isoformat() if last.next_build_at else ""
    held = json.dumps((last.portrait.hex(), last.outputs, rows, due))
    state.drop_others("builds", ())
    state.put_many("builds", {key: held.encode()})
