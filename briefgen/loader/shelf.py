"""One kind of record: its files to records, and what is kept of them for the next run.

Only files without an error are kept, by their content. Places are not kept: few are ever
asked for, and a file tells them again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from briefgen.errors import Diagnostic, StorageError
from briefgen.loader import bodies, files, kept, records
from briefgen.loader.kept import Entry
from briefgen.loader.places import walk
from briefgen.loader.records import Faults
from briefgen.loader.text import Found, Text, decode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from briefgen.loader.bodies import Bodies
    from briefgen.loader.files import Contents
    from briefgen.loader.kept import Kept
    from briefgen.loader.places import Rows
    from briefgen.model import Kind, Record
    from briefgen.prose import Compiled
    from briefgen.state import State

RECORDS = "records"
CHUNK = 100
"""Files whose trees are in memory at once: more would cost the garbage collector's time."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file of records."""

    path: str
    """Below the project."""
    name: str
    """What it says of its record's id; empty for a file of several kinds of id."""
    digest: bytes
    """Of its content."""

    @property
    def markdown(self) -> bool:
        """Whether it is Markdown rather than YAML."""
        return self.path.endswith(".md")


class Home(NamedTuple):
    """A record and where it stands."""

    record: Record
    file: str
    number: int


class _Read(NamedTuple):
    """A file read in this run."""

    source: Source
    text: Text
    raws: tuple[records.Raw, ...]
    made: dict[int, Record]
    found: tuple[Found, ...]
    key: bytes


class Few(NamedTuple):
    """Which records of many are asked for."""

    ids: Mapping[str, Collection[str]]
    """By the name of a kind; of kinds that are not named, all."""
    former: Mapping[str, bytes]
    """Path of a file that changed, and the digest under which it is kept: what is as it was in
    it need not be checked again."""


ALL = Few({}, {})


class Tools(NamedTuple):
    """What every shelf works with."""

    root: Path
    contents: Contents
    state: State | None
    version: bytes
    bodies: Bodies
    few: Few


class Shelf:
    """The records of one kind."""

    def __init__(self, kind: Kind, sources: Sequence[Source], tools: Tools) -> None:
        self.kind = kind
        self.homes: list[Home] = []
        self.found: list[Diagnostic] = []
        self.storage: list[StorageError] = []
        self.keys: set[bytes] = set()
        """Under which its files are kept in ``RECORDS``."""
        self.known = False
        """Whether any of its files was kept from an earlier run."""
        self._tools = tools
        self._sources = {source.path: source for source in sources}

    def load(self) -> None:
        """Read what is new, and take what is kept."""
        keys = {source.path: self._key(source, source.digest) for source in self._sources.values()}
        held = self._tools.state.get_many(RECORDS, keys.values()) if self._tools.state else {}
        ids = self._tools.few.ids.get(self.kind.name)
        known = {path: kept.kept(held[key], ids) for path, key in keys.items() if key in held}
        self._put(known)
        self.keys, self.known = set(keys.values()), bool(known)
        new = [source for path, source in self._sources.items() if path not in known]
        for start in range(0, len(new), CHUNK):
            read = (self._read(source) for source in new[start : start + CHUNK])
            self._keep([one for one in read if one is not None])

    def forget(self) -> None:
        """Let nothing be kept of what the files held, by the digests that they had."""
        state = self._tools.state
        if state is None:
            return
        state.drop(RECORDS, [self._key(source, source.digest) for source in self._sources.values()])

    def _put(self, rows: Mapping[str, Kept]) -> None:
        """Take records that were kept, and what was made of their bodies."""
        for path, one in rows.items():
            for member in one.members:
                record = kept.again(member)
                self.homes.append(Home(record, path, member.number))
                if member.prose:
                    self._tools.bodies.take(record.body, member.prose)
            self.found += (found.diagnostic(path) for found in one.found)

    def _read(self, source: Source) -> _Read | None:
        try:
            raw, known = self._tools.contents.take(source.path)
        except StorageError as error:
            self.storage.append(error)
            return None
        # The digest of what was read just now, not of what was there when it was looked at.
        if not known and (now := files.digest_of(raw)) != source.digest:
            source = self._sources[source.path] = replace(source, digest=now)
        text, parsed = self._parsed(raw, source)
        before = self._before(source, parsed.raws)
        made: dict[int, Record] = {}
        found = list(parsed.found)
        for number, one in enumerate(parsed.raws):
            record = before.get(number) or self._checked(one)
            if isinstance(record, Faults):
                found += record.found
            else:
                made[number] = record
        key = self._key(source, source.digest)
        return _Read(source, text, parsed.raws, made, tuple(found), key)

    def _before(self, source: Source, raws: Sequence[records.Raw]) -> dict[int, Record]:
        """By number in the file, the records that changed in nothing but what they say at length.

        All else of these was checked when it was kept.
        """
        former, state = self._tools.few.former.get(source.path), self._tools.state
        row = state.get(RECORDS, self._key(source, former)) if former and state else None
        members = kept.kept(row).members if row else ()
        return {
            member.number: replace(kept.again(member), body=raw.value["body"])
            for member, raw in zip(members, raws, strict=False)
            if member.rest and member.rest == kept.rest(raw.value)
        }

    def _checked(self, one: records.Raw) -> Record | Faults:
        from briefgen.loader import fields  # and with it pydantic

        return fields.make(self.kind.type, one.value, one.find)

    def _parsed(self, raw: bytes, source: Source) -> tuple[Text, records.Parsed]:
        text, wrong = decode(raw)
        if wrong:
            return text, records.Parsed((), wrong)
        return text, records.parse(text, self.kind, source.name, markdown=source.markdown)

    def _keep(self, read: Sequence[_Read]) -> None:
        """Compile the bodies of new records, and keep what is without fault."""
        self._tools.bodies.compile(_texts(r for one in read for r in one.made.values()))
        values = {}
        for one in read:
            path = one.source.path
            found = (*one.found, *(f for raw in one.raws for f in self._said(one.text, raw)))
            self.found += (f.diagnostic(path) for f in found)
            self.homes += (Home(record, path, number) for number, record in one.made.items())
            if not any(f.severity == "error" for f in found):
                values[one.key] = kept.row(self._entries(one), found)
                self.keys.add(one.key)
        if self._tools.state and values:
            self._tools.state.put_many(RECORDS, values)

    def _entries(self, read: _Read) -> Iterator[Entry]:
        written = self._tools.bodies.written
        for raw, record in zip(read.raws, read.made.values(), strict=True):
            yield Entry(raw.value, record, written(getattr(record, "body", "")))

    def _said(self, text: Text, raw: records.Raw) -> tuple[Found, ...]:
        """What is wrong with a body; where it stands need not be known for most."""
        made = self._compiled(raw)
        return self._placed(text, raw).found if made and made.findings else ()

    def _placed(self, text: Text, raw: records.Raw) -> bodies.Placed:
        made = self._compiled(raw)
        if not made or not (made.positions or made.findings):
            return bodies.Placed((), ())
        return bodies.placed(made, text, walk(raw.marks, ("body",))[0])

    def _compiled(self, raw: records.Raw) -> Compiled | None:
        body = raw.value.get("body")
        return self._tools.bodies.compiled(body) if isinstance(body, str) else None

    def _key(self, source: Source, digest: bytes) -> bytes:
        said = f"{self.kind.name}\0{source.name}\0{source.markdown}\0".encode()
        return blake2b(said + digest, digest_size=16, key=self._tools.version).digest()

    def places_of(self, path: str) -> Rows:
        """The places in a file; none if it is another file by now than the one that was loaded."""
        source = self._sources[path]
        try:
            raw = files.read(self._tools.root, path)
        except StorageError:
            return ()
        if files.digest_of(raw) != source.digest:
            return ()
        text, parsed = self._parsed(raw, source)
        return tuple((one.marks, self._placed(text, one).mentions) for one in parsed.raws)


def _texts(made: Iterable[Record]) -> list[str]:
    texts = (getattr(record, "body", "") for record in made)
    return [text for text in texts if text.strip()]
