"""Themes: templates, style sheets, fonts and catalogues, as data; and ``render``.

A theme is a folder ``themes/NAME/``::

    theme.toml            name, extends
    templates/*.html      one for each kind of page; print/ for the PDF
    assets/**             published below assets/ as they are
    print/**              style sheets and fonts for the PDF only
    locale/LANG.po        gettext catalogues

A theme may extend another: what it does not have is looked for there. Nothing in a theme is
Python. Templates run in a sandbox; content is never a template.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen import versions
from briefgen.errors import ConfigError, ContentError, Diagnostic, Field, Span, did_you_mean
from briefgen.loader.files import passed_over

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.plan import Page
    from briefgen.state import State
    from briefgen.theme.engine import Engine

BUILT_IN = Path(__file__).resolve().parent.parent / "themes"
"""Where the wheel carries the default theme."""
BESIDE = Path(__file__).resolve().parent.parent.parent / "themes"
"""Where a checkout has it."""
PARTS = ("templates", "assets", "print", "locale")
KEYS = ("name", "extends")
"""What a ``theme.toml`` may say."""
DEPTH = 5
"""So many themes may stand in a row, each extending the next."""
THEME = Field("dossier", "dossier", ("theme",))
"""Where a dossier says which theme it has."""


@dataclass(frozen=True)
class Theme:
    """A theme and those it extends, nearest first.

    ``files`` maps each path inside the theme to the file that provides it; ``read`` gives a
    file's bytes, and the same ones for as long as the theme is held. The digests cover what a
    change of the theme can change: ``templates`` for pages, ``printing`` for the PDF.
    """

    name: str
    folders: tuple[Path, ...]
    files: Mapping[str, Path]
    held: dict[str, bytes] = field(default_factory=dict, repr=False, compare=False)
    """What was read, so that what is published is what the digests are of."""

    def read(self, path: str) -> bytes:
        """The bytes of a file of the theme; raises ContentError if there is none."""
        if path not in self.files:
            raise ContentError(self.missing(path))
        if path not in self.held:
            self.held[path] = self.files[path].read_bytes()
        return self.held[path]

    def text(self, path: str) -> str:
        """The text of a file of the theme; raises ContentError if it is not UTF-8."""
        raw = self.read(path)
        try:
            return raw.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            col = error.start - raw.rfind(b"\n", 0, error.start)
            place = Span(self.shown(path), line, col)
            message = f"byte 0x{raw[error.start]:02X} is not UTF-8"
            raise ContentError(Diagnostic("H08", message, place, "save as UTF-8")) from None

    def shown(self, path: str) -> str:
        """A file of the theme as messages name it: with the theme that provides it."""
        held = self.files.get(path)
        owners = (f for f in self.folders if held is not None and held.is_relative_to(f))
        return f"themes/{next(owners, self.folders[0]).name}/{path}"

    def missing(self, path: str, place: Span | None = None) -> Diagnostic:
        """What to say when a template or another file is not there."""
        message = f'the theme "{self.name}" has no {path}'
        return Diagnostic("H01", message, place, did_you_mean(path, self.files))

    @cached_property
    def digests(self) -> dict[str, bytes]:
        """The digest of each part of the theme, by its folder."""
        return {part: self._digest(part) for part in PARTS}

    def _digest(self, part: str) -> bytes:
        made = blake2b(digest_size=16)
        for path in self.files:
            if path.startswith(part + "/"):
                made.update(path.encode() + b"\0" + blake2b(self.read(path)).digest())
        return made.digest()

    @cached_property
    def engine(self) -> Engine:
        """The templates made ready; loads Jinja2 and Babel when first asked for."""
        from briefgen.theme.engine import Engine

        key = self.folders, self.digests["templates"], self.digests["locale"]
        if key not in _ENGINES:
            _ENGINES.clear()
            _ENGINES[key] = Engine(self)
        return _ENGINES[key]

    def render(self, page: Page) -> str:
        """The page as text; raises ContentError with the template's file and line."""
        return self.engine.render(page)


_SOUND: set[bytes] = set()
"""Themes that this process has found sound."""
_ENGINES: dict[tuple[object, ...], Engine] = {}
"""The last engine: a process that builds again need not make its templates ready again."""


def load(root: Path, name: str) -> Theme:
    """The theme ``name`` of the project at ``root``, else the one that comes with briefgen.

    Raises ConfigError when there is none, or when themes extend each other in a circle or too far.
    """
    folders: list[Path] = []
    at: str | None = name
    while at is not None:
        asked = Span(_toml(folders[-1].name)) if folders else THEME
        folder = _find(root, at, asked)
        if folder in folders:
            message = f'the theme "{at}" extends itself'
            raise ConfigError(Diagnostic("H02", message, Span(_toml(at))))
        if len(folders) == DEPTH:
            message = f'the theme "{name}" extends more than {DEPTH - 1} themes, one after another'
            raise ConfigError(Diagnostic("H02", message, Span(_toml(folders[-1].name))))
        folders.append(folder)
        at = _extends(folder, at)
    return Theme(name, tuple(folders), _files(folders))


def folders(root: Path) -> tuple[Path, ...]:
    """The folders in which themes are looked for, the project's own first."""
    return tuple(p for p in dict.fromkeys((root / "themes", BUILT_IN, BESIDE)) if p.is_dir())


def faults(
    theme: Theme, state: State | None = None, *, printed: bool = True
) -> tuple[Diagnostic, ...]:
    """What is wrong with the templates and words of a theme, whether or not a page uses them yet.

    Those for print count only if they are asked for. Themes change far less often than records,
    so ``state`` keeps which were found sound.
    """
    parts = (versions.own(), *(theme.digests[part] for part in PARTS))
    key = blake2b(b"".join(parts), digest_size=16, person=b"printed" if printed else b"").digest()
    if key in _SOUND or (state is not None and state.get("lint", key) is not None):
        return ()
    from briefgen.theme import lint

    found = lint.lint(theme, printed=printed)
    if not found:
        _SOUND.add(key)
    if state is not None and not found:
        state.put_many("lint", {key: b""})
    return found


def _toml(name: str) -> str:
    return f"themes/{name}/theme.toml"


def _find(root: Path, name: str, asked: Span | Field) -> Path:
    places = [root / "themes", BUILT_IN, BESIDE]
    for place in places:
        folder = place / name
        if (folder / "theme.toml").is_file() and folder.resolve().parent == place.resolve():
            return folder
    known = sorted({p.parent.name for place in places for p in place.glob("*/theme.toml")})
    raise ConfigError(
        Diagnostic(
            "H03",
            f'there is no theme "{name}"',
            asked,
            did_you_mean(name, known) or f"themes here: {', '.join(known)}",
        )
    )


def _extends(folder: Path, name: str) -> str | None:
    import tomllib

    try:
        text = (folder / "theme.toml").read_text("utf-8")
        found = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(
            Diagnostic("H04", f"not valid TOML: {error}", Span(_toml(name)))
        ) from None
    unknown = [_unknown(key, text, name) for key in found if key not in KEYS]
    if unknown:
        raise ConfigError(*unknown)
    extends = found.get("extends")
    if extends is not None and not isinstance(extends, str):
        fault = Diagnostic("H04", "extends must be the name of a theme", Span(_toml(name)))
        raise ConfigError(fault)
    return extends


def _unknown(key: str, text: str, name: str) -> Diagnostic:
    """What to say of a key that no theme has."""
    lines = enumerate(text.splitlines(), 1)
    said = re.compile(rf"""[\s\["']*{re.escape(key)}\b""")
    place = Span(_toml(name), next((n for n, line in lines if said.match(line)), 1))
    hint = did_you_mean(key, KEYS) or f"a theme has {' and '.join(KEYS)}"
    return Diagnostic("H04", f'unknown key "{key}"', place, hint)


def _files(folders: list[Path]) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for folder in folders:
        home = folder.resolve()
        for path in (path for part in PARTS for path in (folder / part).rglob("*")):
            name = path.relative_to(folder).as_posix()
            hidden = any(map(passed_over, name.split("/")))
            if path.is_file() and not hidden and path.resolve().is_relative_to(home):
                found.setdefault(name, path)
    return dict(sorted(found.items()))
