"""The worker: one HTML document to one PDF, in a process of its own with limits.

It is run by its path, as ``python -I worker.py FOLDER``, and imports nothing of briefgen,
so that it starts alike from a checkout and from a wheel. FOLDER holds ``job.json``,
``page.html`` and all files that the page may ask for; ``made.pdf`` is written there. What
there is to say goes to standard output, a JSON object a line::

    {"page": 12}                     laying out this page
    {"fault": "fetch", "text": "…"}  a reason not to publish; see ``child.FAULTS``

PDF/UA-1 (ISO 14289-1). Nothing in the bytes depends on the clock, the folder or the machine.
"""

from __future__ import annotations

import gc
import json
import logging
import mimetypes
import os
import re
import sys
from contextlib import contextmanager
from pathlib import Path
from resource import RLIM_INFINITY, RLIMIT_AS, RLIMIT_CORE, RLIMIT_CPU, getrlimit, setrlimit
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BASE = "https://dossier.invalid/"
"""What relative addresses start from: no path of this machine can come into the PDF."""
VARIANT = "pdf/ua-1"
FETCHES = 100
"""How often one file may be asked for; a style sheet that imports itself asks forever."""
MISSING_GLYPH = ".notdef glyph"
JOINED = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Letters of scripts whose fonts build one letter of several glyphs, shared between letters."""
RESERVE = 16 * 1024**2
"""Bytes of address space that are given back when all else is used: it takes some to say so."""
PRINT_FLAG = 4
"""An annotation that is on paper as it is on screen (ISO 32000-1, table 165)."""


def main(folder: Path) -> None:
    """Print what the folder holds."""
    end_with_parent()
    job = json.loads((folder / "job.json").read_text("utf-8"))
    limit(job["memory"], job["seconds"])
    sys.path.extend(path for path in job["path"] if path not in sys.path)
    reserve = bytearray(RESERVE)
    try:
        data = pdf(folder, job["pages"])
    except RecursionError:
        stop("nesting", "nested too deeply")
    except Exception as error:
        del reserve
        if isinstance(error, MemoryError) or starved():
            stop("memory", "out of memory")
        raise
    (folder / "made.pdf").write_bytes(data)


def limit(memory: int, seconds: int) -> None:
    """Hold this process to so many bytes of address space and seconds of processor time."""
    for kind, most in ((RLIMIT_AS, memory), (RLIMIT_CPU, seconds), (RLIMIT_CORE, 0)):
        hard = getrlimit(kind)[1]
        bound = most if hard == RLIM_INFINITY else min(most, hard)
        setrlimit(kind, (bound, bound))


def starved() -> bool:
    """Whether the address space was used up; native code without memory may fail in any way."""
    status = Path("/proc/self/status")  # proc_pid_status(5), which Linux has
    peak = re.search(r"VmPeak:\s+(\d+)", status.read_text("utf-8") if status.is_file() else "")
    return bool(peak and int(peak[1]) * 1024 > getrlimit(RLIMIT_AS)[0] - RESERVE)


def say(**words: object) -> None:
    """One line to the process that waits for us; standard output is its pipe."""
    os.write(1, json.dumps(words).encode() + b"\n")


def stop(fault: str, text: str) -> NoReturn:
    """Say why there will be no PDF, and end."""
    say(fault=fault, text=text)
    raise SystemExit(1)


def pdf(folder: Path, pages: int) -> bytes:
    """The PDF; ends the process when it is not fit to publish."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import FatalURLFetchingError
    except (ImportError, OSError) as error:
        stop("library", str(error).splitlines()[0])
    sys.addaudithook(unplugged)
    spell_out()
    # Nothing here lives long enough for a collection to pay: a quarter of the time.
    gc.disable()
    ear = Ear(pages)
    text = (folder / "page.html").read_text("utf-8")
    try:
        source = HTML(string=text, base_url=BASE, url_fetcher=fetcher(folder))
        document = source.render(pdf_variant=VARIANT)
        only_real_links(document)
        data: bytes = document.write_pdf(finisher=finish, pdf_variant=VARIANT)
    except FatalURLFetchingError as error:
        stop("fetch", str(error.__cause__))
    if ear.report(document):
        raise SystemExit(1)
    return data


def unplugged(event: str, _arguments: tuple[object, ...]) -> None:
    """An audit hook (PEP 578) under which Python opens no connection and starts no program."""
    if event.startswith(("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.fork")):
        raise PermissionError(f"{event} is not allowed here")


def fetcher(folder: Path) -> Any:
    """A fetcher that gives the files of the build and stops at anything else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    asked: dict[str, int] = {}

    class Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        def fetch(self, url: str, headers: object = None) -> Any:
            path = inside(folder, url)
            asked[url] = asked.get(url, 0) + 1
            if asked[url] > FETCHES:
                raise ValueError(f"{url.removeprefix(BASE)} imports itself")
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return Fetcher(fail_on_errors=True)


def inside(folder: Path, url: str) -> Path:
    """The file of the build that an address means; raises ValueError if it means none."""
    named = url.removeprefix(BASE)
    if named == url:
        raise ValueError(f"{url[:200]} is not part of the build")
    path = (folder / "files" / unquote(urlsplit(named).path)).resolve()
    if not path.is_relative_to((folder / "files").resolve()) or not path.is_file():
        raise ValueError(f"{named[:200]} is not part of the build")
    return path


class Ear(logging.Handler):
    """Hears what WeasyPrint says: pages, and what it could not do."""

    def __init__(self, pages: int) -> None:
        super().__init__()
        self.most = pages
        self.page = 0
        self.faults: list[str] = []
        self.glyphs: dict[str, None] = {}
        for name in ("weasyprint", "weasyprint.progress"):
            logger = logging.getLogger(name)
            logger.handlers = [self]
            logger.setLevel(logging.INFO)
            logger.propagate = False

    def emit(self, record: logging.LogRecord) -> None:
        """Keep errors; count pages."""
        text = record.getMessage()
        if record.name == "weasyprint.progress":
            self.progress(text)
        elif text.startswith(MISSING_GLYPH) and isinstance(record.args, tuple):
            letter, point = record.args
            self.glyphs.setdefault(f"U+{point:04X} {letter}")
        elif record.levelno >= logging.ERROR:
            self.faults.append(text)
        else:
            say(remark=text)

    def progress(self, text: str) -> None:
        """Pass on which page is being laid out; stop when there are too many."""
        number = text.partition(" - Page ")[2].partition(" ")[0]
        if number.isdigit():
            say(page=int(number))
            if int(number) > self.most:
                stop("pages", f"more than {self.most} pages")

    def report(self, document: Any) -> bool:
        """Say all faults; whether there are any."""
        if self.glyphs:
            say(fault="glyphs", text=", ".join(self.glyphs))
        for text in self.faults:
            say(fault="render", text=text)
        say(fonts=sorted({font.family for font in document.fonts.values()}))
        return bool(self.faults or self.glyphs)


def only_real_links(document: Any) -> None:
    """Keep one annotation a link.

    WeasyPrint adds one for each element inside ``<a>`` too, tagged as what that element is,
    which PDF/UA-1 forbids (7.18.5); the link's own covers them.
    """
    for page in document.pages:
        page.links = [link for link in page.links if link[3].element_tag == "a"]


def spell_out() -> None:
    """Give joined scripts their text beside the glyphs (ActualText, ISO 32000-1, 14.9.4).

    Noto Naskh draws a letter as a shape and its dots, and the shape stands for several
    letters; read back from the glyphs alone, Arabic would come out wrong.
    """
    import pydyf
    from weasyprint.pdf.stream import Stream

    plain = Stream.marked

    @contextmanager
    def marked(stream: Any, box: Any, tag: str) -> Iterator[None]:
        with plain(stream, box, tag):
            text = getattr(box, "text", "")
            if not JOINED.search(text):
                yield
                return
            spelled = pydyf.Dictionary({"ActualText": pydyf.String(text)})
            stream.begin_marked_content("Span", spelled)
            yield
            stream.end_marked_content()

    Stream.marked = marked


def finish(document: Any, made: Any) -> None:
    """What PDF/UA asks for and WeasyPrint leaves out: see each step."""
    import pydyf

    for page in document.pages:
        for *_, box in page.links:
            describe(box, pydyf.String)
        for box in boxes(page._page_box):  # noqa: SLF001 - no other way to the cells
            mark = getattr(box, "mark", None)
            if box.element_tag == "th" and isinstance(mark, pydyf.Dictionary):
                mark["A"]["Scope"] = "/Row" if box.element.get("scope") == "row" else "/Column"
    for thing in made.objects:
        if isinstance(thing, pydyf.Stream) and b"begincmap" in thing.stream:
            thing.stream[:] = map(mapped, thing.stream)


def describe(box: Any, string: Callable[[str], Any]) -> None:
    """A link says in words where it leads (7.18.5), and is there on paper too."""
    words = " ".join("".join(box.element.itertext()).split())
    if box.link_annotation is not None:
        box.link_annotation["F"] = PRINT_FLAG
        if words:
            box.link_annotation["Contents"] = string(words)


def mapped(line: Any) -> Any:
    """A glyph that is the second of its letter maps to a joiner, not to nothing (7.21.7)."""
    empty = isinstance(line, bytes) and line.endswith(b"> <>")
    return line[:-2] + b"<200d>" if empty else line


def boxes(box: Any) -> Iterator[Any]:
    """A box and all inside it."""
    yield box
    for child in getattr(box, "all_children", tuple)():
        yield from boxes(child)


def end_with_parent() -> None:
    """Be killed when the build ends, whatever ended it (prctl(2), which Linux has)."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, 9)  # PR_SET_PDEATHSIG, SIGKILL


def run(folder: Path) -> NoReturn:
    """Print and end at once, with 0 if there is a PDF.

    Pango may still be looking through the fonts in a thread of its own; an orderly end would take
    the libraries away from under it, and once in some thousand times that is a crash.
    """
    code = 1
    try:
        main(folder)
        code = 0
    except SystemExit:
        pass  # ``stop`` has said why
    except BaseException:  # noqa: BLE001 - whatever it is, the last line tells it
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    run(Path(sys.argv[1]))
