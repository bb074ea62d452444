"""After any sequence of edits an incremental build equals a clean one, byte for byte.

The edits are those that people make: words, dates, ids, new, deleted and renamed records,
templates, the configuration, pictures, and undoing all of it. A build may also fail,
since an edit can break a reference; then the next one that succeeds must be right.
"""

from __future__ import annotations

import datetime
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.audience import Audience
from briefgen.build import Options, build
from briefgen.errors import ContentError

DOSSIER = Path(__file__).parent.parent / "golden/dossier"
SEQUENCES = 300
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder with a random name is made in it
"""Where there is a disk in memory: thousands of builds need not wait for a real one."""
WEB = frozenset(("html", "data"))
PAGES = frozenset(["html"])
"""Where words alone change, only these are made without a look at all records."""


def options(root: Path, site: Path, only: frozenset[str], *, clean: bool) -> Options:
    today = Audience(datetime.date(2025, 7, 1))
    return Options(root=root, site=site, audience=today, only=only, clean=clean)


def tree(site: Path) -> dict[str, bytes]:
    files = (p for p in site.rglob("*") if p.is_file() and not p.name.startswith("."))
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in files}


def events(root: Path) -> list[Path]:
    return sorted((root / "content/events").glob("*.yaml"))


def pick(paths: list[Path], n: int) -> Path:
    return paths[n % len(paths)]


def words(root: Path, n: int) -> None:
    path = pick(events(root), n)
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"(what: \{?(?:en: )?)\w+", rf"\g<1>Says{n}", text), "utf-8")


def body(root: Path, n: int) -> None:
    path = pick(events(root), n)
    text = path.read_text("utf-8")
    more = f"  Another line {n}.\n"
    path.write_text(text + more if "body: |" in text else f"{text}body: |\n{more}", "utf-8")


def date(root: Path, n: int) -> None:
    path = pick(events(root), n)
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"(?m)^date: .*$", f"date: 20{10 + n % 15}-0{1 + n % 9}", text), "utf-8")


def new(root: Path, n: int) -> None:
    text = (
        f"date: 2024-0{1 + n % 9}-11\nwho: arland\nto: borduria\nwhat: New {n}\nsource: gazette\n"
    )
    (root / f"content/events/2024-new-{n}.yaml").write_text(text, "utf-8")


def delete(root: Path, n: int) -> None:
    if len(events(root)) > 1:
        pick(events(root), n).unlink()


def rename(root: Path, n: int) -> None:
    path = pick(events(root), n)
    path.rename(path.with_name(f"renamed-{n}-{path.stem[-20:].strip('-')}.yaml"))


def swap(root: Path, n: int) -> None:
    one, other = pick(events(root), n), pick(events(root), n + 1)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def template(root: Path, n: int) -> None:
    folder = root / "themes/own"
    (folder / "templates").mkdir(parents=True, exist_ok=True)
    (folder / "theme.toml").write_text('name = "own"\nextends = "default"\n', "utf-8")
    (folder / "templates/404.html").write_text(f"<title>Nothing {n}</title>\n", "utf-8")
    if n % 2:
        (folder / "templates/404.html").unlink()
    settings_ = root / "content/dossier.yaml"
    text = re.sub(r"(?m)^theme: .*\n", "", settings_.read_text("utf-8"))
    settings_.write_text(text + ("theme: own\n" if n % 3 else ""), "utf-8")


def configuration(root: Path, n: int) -> None:
    path = root / "content/dossier.yaml"
    text = path.read_text("utf-8")
    if n % 3 == 0:
        text = re.sub(r"(?m)^languages: .*$", f"languages: [en{', fr' * (n % 2)}]", text)
    elif n % 3 == 1:
        text = re.sub(r'id: "[^"]*"', f'id: "{n}"', text)
    else:
        text = re.sub(r"subjects: \[(\w+), (\w+)\]", r"subjects: [\2, \1]", text)
    path.write_text(text, "utf-8")


def actor(root: Path, n: int) -> None:
    path = root / "content/actors.yaml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"name: Ana Brell\w*", f"name: Ana Brell{n}", text), "utf-8")


def comment(root: Path, n: int) -> None:
    path = pick(events(root), n)
    path.write_text(f"# a remark {n}\n{path.read_text('utf-8')}", "utf-8")


def picture(root: Path, n: int) -> None:
    (root / f"content/media/extra-{n % 3}.svg").write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {9 + n} 9"><title>x</title></svg>\n'
    )


def undo(root: Path, _n: int) -> None:
    shutil.rmtree(root / "content")
    shutil.copytree(DOSSIER / "content", root / "content")


Edit = tuple[Callable[[Path, int], None], int]
EDITS: list[Callable[[Path, int], None]] = [
    words, body, body, date, new, delete, rename, swap, template, configuration, actor, comment,
    picture, undo,
]  # fmt: skip

edits = st.lists(
    st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 40)), min_size=1, max_size=3),
    min_size=1,
    max_size=4,
)


@settings(max_examples=SEQUENCES)
@given(edits, st.sampled_from([WEB, PAGES]))
def test_an_incremental_build_equals_a_clean_one(
    sequence: list[list[Edit]], only: frozenset[str]
) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        root = Path(folder) / "project"
        shutil.copytree(DOSSIER, root)
        build(options(root, root / "output/site", only, clean=False))
        for step in sequence:
            for edit, n in step:
                edit(root, n)
            site = attempt(root, root / "output/site", only, clean=False)
            fresh = attempt(root, Path(folder) / "fresh", only, clean=True)
            assert site == fresh


def attempt(
    root: Path, site: Path, only: frozenset[str], *, clean: bool
) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The site and what is said of it; only that where the edits broke the dossier."""
    if clean:
        shutil.rmtree(site, ignore_errors=True)
    try:
        made = build(options(root, site, only, clean=clean))
    except ContentError as error:
        return {}, tuple(sorted(str(d) for d in error.diagnostics))
    return tree(site), tuple(map(str, made.findings))
