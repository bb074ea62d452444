"""Publishing: the new site or the old one, never a mixture.

``publish`` takes the full plan and makes what the site lacks. It builds the new tree
beside the site (``staging``), flushes it, and exchanges the two folders (``exchange``).
``memory`` knows by its signature which key a file was made from. ``folder`` says which
folders may be touched, ``lock`` lets one build at a time do so.

A caller takes the lock, opens the state, and publishes::

    allowed(site, root)
    with lock(site, folder, wait=True), State.open(folder) as state:
        report = publish(outputs, site, state)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.errors import ContentError, Diagnostic
from briefgen.publish.disk import storage
from briefgen.publish.exchange import beside, discard, recover, swap
from briefgen.publish.folder import allowed, clean, traces, vouch
from briefgen.publish.lock import lock
from briefgen.publish.memory import Memory, content, why
from briefgen.publish.names import MARKER, bad_names, folders, refuse_bad_names, told
from briefgen.publish.staging import Staging
from briefgen.publish.tree import Tree, drawn, lies, portrait, seen, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from briefgen.plan import Output
    from briefgen.state import State

    Maker = Callable[[Sequence[Output]], Iterator[bytes | ContentError]]

__all__ = [
    "MARKER",
    "Guard",
    "Made",
    "Report",
    "allowed",
    "bad_names",
    "clean",
    "lies",
    "lock",
    "portrait",
    "publish",
    "traces",
    "vouch",
]

_PATIENCE = 20
"""So many outputs may fail before the rest is not tried any more."""


@dataclass(frozen=True, slots=True)
class Made:
    """An output that was made."""

    path: str
    """From the root of the site."""
    why: tuple[str, ...]
    """The reasons: ``new``, ``view.title changed``, ``the file in the site was altered``."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a publication came to."""

    made: tuple[Made, ...] = ()
    """In the order of the plan."""
    kept: int = 0
    """So many planned files were left as they are."""
    pruned: tuple[str, ...] = ()
    """What the site held and nobody planned; folders end in a slash."""
    changed: bool = False
    """Whether the site is another now: a byte, a name, or that it exists."""
    stale: tuple[str, ...] = ()
    """Kept though out of date, since their format was not asked for."""
    portrait: bytes = field(default=b"", compare=False, repr=False)
    """What ``portrait`` gives of the site as it is now."""


@dataclass(frozen=True, slots=True)
class Guard:
    """What keeps a site from holding what it must not."""

    look: Callable[[str, bytes], Collection[Diagnostic]] | None = None
    """What is wrong with a file of that path and those bytes."""
    kept: bool = True
    """Whether to look at all files that stay, and not only at those out of date."""
    former: bool = False
    """Whether nothing of the former site may stay beside the new one."""


@dataclass(slots=True)
class _Work:
    """How far a publication is: by path, the signatures of the files the site will hold."""

    live: Tree[bytes]
    memory: Memory
    staging: Staging
    guard: Guard = Guard()
    keep: dict[str, bytes] = field(default_factory=dict)
    """Files of the site that stay."""
    staged: dict[str, bytes] = field(default_factory=dict)
    """New files."""
    todo: list[Output] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)


def publish(  # noqa: PLR0913 - the one door to the disk: callers name what they need
    outputs: Iterable[Output],
    site: Path,
    state: State,
    *,
    formats: Collection[str] | None = None,
    on_made: Callable[[Output], None] | None = None,
    maker: Maker | None = None,
    guard: Guard | None = None,
) -> Report:
    """Bring the site to what is planned, in one step.

    ``outputs`` is the full plan, whichever ``formats`` are asked for: files of others stay
    as they are. ``on_made`` hears of each output once it is made; ``maker`` may make them
    elsewhere, and gives their bytes in order. ``guard`` looks at what is not made anew. To be
    called under the ``lock``; commits the state.

    Raises ContentError for names that clash or leave the site, for outputs that cannot be made
    and for what the guard finds, ConfigError for a folder that is not ours, StorageError for
    the disk; then the site is as it was.
    """
    plan = tuple(outputs)
    refuse_bad_names(o.path for o in plan)
    vouch(site)
    with storage(site):
        recover(site)
        exists = (site / MARKER).exists()
        staging = Staging(beside(site, "next"), site)
        work = _Work(walk(site, seen), Memory(state, site), staging, guard or Guard())
        _sort(work, plan, formats)
        surplus = _surplus(work.live, {o.path for o in plan}, {o.path for o in work.todo})
    made = _make(work, site, on_made, maker or in_turn)
    changed = bool(work.staged or surplus) or not exists
    with storage(site):
        if changed:
            _complete(work)
        if not exists:
            _double(work, site)
    _remember(work, plan, state, pruned=bool(surplus))
    with storage(site):
        if changed:
            swap(site)
        if exists and work.guard.former:
            discard(beside(site, "next"))
    kept = len(work.keep) + len(work.staged) - len(made)
    return Report(
        made, kept, surplus, changed, tuple(work.stale), _portrait(work, site, exists=exists)
    )


def _portrait(work: _Work, site: Path, *, exists: bool) -> bytes:
    """What ``portrait`` gives of the site now, without another look where none is needed."""
    if exists and work.guard.former:  # a link less to a file is another signature
        return portrait(site)
    files = {**work.keep, **work.staged}
    return drawn(Tree(files, set(folders(files)), set()))


def _sort(work: _Work, plan: Sequence[Output], formats: Collection[str] | None) -> None:
    """Part the plan into what the site holds already and what is to be made."""
    for output in plan:
        path = output.path
        mark = work.live.files.get(path)
        if mark is not None and (
            work.memory.is_made(mark, output.key) or work.memory.recognise(path, mark, output.key)
        ):
            work.keep[path] = mark
        elif formats is None or output.format in formats:
            work.todo.append(output)
        elif mark is not None:
            work.keep[path] = mark
            work.stale.append(path)


def _surplus(live: Tree[bytes], planned: set[str], todo: set[str]) -> tuple[str, ...]:
    """What the site holds beyond the plan; of folders only those that hold nothing else.

    A link is surplus even at a planned path, if that is of a format not asked for.
    """
    files = (live.files.keys() - planned) | (live.odd - todo)
    full = folders((*planned, *files))
    return tuple(sorted((*map(told, files), *(f"{told(f)}/" for f in live.folders - full))))


def in_turn(outputs: Sequence[Output]) -> Iterator[bytes | ContentError]:
    """Make one output after the other: their bytes, or why there are none."""
    for output in outputs:
        try:
            yield output.make()
        except ContentError as fault:
            yield fault


def _make(
    work: _Work, site: Path, on_made: Callable[[Output], None] | None, maker: Maker
) -> tuple[Made, ...]:
    """Make and stage what is to be made; raises ContentError with all that fails."""
    made = [Made(path, ("the last build was cut short",)) for path in _ready(work, site)]
    todo = [o for o in work.todo if o.path not in work.staged]
    before = work.memory.parts(todo)
    faults = dict.fromkeys(_amiss(work, site))
    failed = 0
    for output, data in zip(todo, maker(todo), strict=True):
        if isinstance(data, ContentError):
            faults.update(dict.fromkeys(data.diagnostics))
            failed += 1
            if failed == _PATIENCE:
                break
            continue
        _stage(work, output, data, site)
        made.append(Made(output.path, why(output, before, there=output.path in work.live.files)))
        if on_made:
            on_made(output)
    if faults:
        raise ContentError(*faults)
    return tuple(made)


def _ready(work: _Work, site: Path) -> Iterator[str]:
    """What lies staged already, since the last build was cut short."""
    for output in work.todo:
        with storage(site):
            ready = work.staging.look(output.path)
        if ready and work.memory.is_made(ready, output.key):
            work.staged[output.path] = ready
            yield output.path


def _amiss(work: _Work, site: Path) -> Iterator[Diagnostic]:
    """What the guard finds in files that were made before this run."""
    if work.guard.look is None:
        return
    stay = [(site, path) for path in (work.keep if work.guard.kept else work.stale)]
    for folder, path in (*stay, *((beside(site, "next"), path) for path in work.staged)):
        with storage(site):
            data = (folder / path).read_bytes()
        yield from work.guard.look(path, data)


def _stage(work: _Work, output: Output, data: bytes, site: Path) -> None:
    """Stage the bytes of an output if the site has others."""
    path = output.path
    digest = content(data)
    mark = work.live.files.get(path)
    if mark is not None and work.memory.content(path, mark) == digest:
        work.keep[path] = mark
    else:
        with storage(site):
            mark = work.staged[path] = work.staging.write(path, data)
    work.memory.note(mark, digest, output.key)


def _complete(work: _Work) -> None:
    """Add to what is staged the files that stay, and see that all of it lasts."""
    _link(work.staging, work.keep, work.memory)
    work.staging.prune(work.keep.keys() | work.staged.keys())
    work.staging.flush()


def _double(work: _Work, site: Path) -> None:
    """Make the standby at once; else the first edit would have to link every file."""
    spare = Staging(beside(site, "spare"), beside(site, "next"))
    _link(spare, work.staged, work.memory)


def _link(staging: Staging, marks: dict[str, bytes], memory: Memory) -> None:
    """Stage links to these files; brings their signatures, which a link changes, up to date."""
    for path, before in marks.items():
        after = staging.link(path, before)
        if after is not None and after != before:
            memory.follow(before, after)
            marks[path] = after


def _remember(work: _Work, plan: Sequence[Output], state: State, *, pruned: bool) -> None:
    """Tell the next run what lies where; raises StorageError.

    This comes before the exchange, so that the exchange is the last thing that can fail.
    """
    work.memory.keep((*work.keep.values(), *work.staged.values()), work.todo)
    if pruned:
        work.memory.forget_others(plan)
    state.commit()
