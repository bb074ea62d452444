"""Pictures: checked by their header first, freed of metadata, the same bytes every time."""

from __future__ import annotations

import io
import re
import warnings
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

from briefgen.errors import ContentError, did_you_mean
from briefgen.loader import svg
from briefgen.loader.files import SIZE, read
from briefgen.loader.text import START, Found

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

BYTES = 20_000_000
PIXELS = 50_000_000
FORMATS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WEBP", "svg": "SVG"}
QUALITY = 90
"""For JPEG that must be turned; others keep the tables they came with."""
ORIENTATION, UPRIGHT = 0x0112, 1
KEPT = "transparency", "icc_profile"
"""What a picture needs to look right; all else that comes with it is metadata."""
PNG_END = b"IEND"
"""Pillow reads a PNG that was cut off as if its rest were blank."""


class Picture(NamedTuple):
    """A picture as it will be published, or what is wrong with it."""

    data: bytes
    found: tuple[Found, ...]

    @property
    def digest(self) -> bytes:
        """Of the bytes that will be published."""
        return blake2b(self.data, digest_size=SIZE).digest()


def media_bytes(root: Path, path: str) -> bytes:
    """The publishable bytes of ``media/name.png``; ``path`` is below ``content/``.

    Raises StorageError when it cannot be read, ContentError when it cannot be published.
    """
    full = f"content/{path}"
    made = prepare(read(root, full), path)
    faults = [found for found in made.found if found.severity == "error"]
    if faults:
        raise ContentError(*(found.diagnostic(full) for found in faults))
    return made.data


def remarks(root: Path, path: str) -> str:
    """What the file of a picture says in words: metadata, and the text of a drawing.

    None of it is published, but for a drawing's text. A damaged picture says nothing.
    """
    from PIL import Image

    raw = read(root, f"content/{path}")
    if path.lower().endswith(".svg"):
        return re.sub(r"<[^<>]*>", " ", raw.decode("utf-8", "replace"))
    try:
        with Image.open(io.BytesIO(raw)) as image:
            told = [*image.info.values(), *image.getexif().values()]
    except Exception:  # noqa: BLE001 - decoders raise what they like
        return ""
    return "\n".join(map(_told, told))


def _told(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if isinstance(value, str) else ""


def prepare(raw: bytes, path: str) -> Picture:
    """The publishable bytes of a picture, and what is wrong with it."""
    ending = path.rpartition(".")[2].lower()
    if ending not in FORMATS:
        hint = did_you_mean(ending, FORMATS) or "save it as PNG, JPEG, WebP or SVG"
        return _refused("I03", f".{ending} is not a kind of picture a dossier holds", hint)
    if len(raw) > BYTES:
        message = f"the picture has {len(raw) / 1e6:.0f} MB (limit {BYTES // 10**6})"
        return _refused("I01", message, "make it smaller")
    return _drawing(raw) if ending == "svg" else _bitmap(raw, FORMATS[ending])


def _refused(code: str, message: str, hint: str) -> Picture:
    return Picture(b"", (Found(code, message, START, hint),))


def _drawing(raw: bytes) -> Picture:
    try:
        data, dropped = svg.rewritten(raw)
    except svg.UnsafeError as error:
        return _refused("I04", f"SVG refused: {error}", "save it as plain SVG, or as PNG")
    if not dropped:
        return Picture(data, ())
    message = f"left out of the drawing: {', '.join(dropped)}"
    hint = "take it out of the file, and see that the drawing is still right"
    return Picture(data, (Found("I05", message, START, hint, "warning"),))


def _bitmap(raw: bytes, wanted: str) -> Picture:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            # The number of pixels is looked at below, with a limit of our own.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(raw), formats=sorted(set(FORMATS.values()) - {"SVG"}))
    except Image.DecompressionBombError as error:
        return _too_large(int(re.findall(r"\d+", str(error))[0]))
    except (OSError, ValueError, SyntaxError, OverflowError):
        return _refused("I02", "not a picture, or a damaged one", "save it again")
    with image:
        return _checked(image, wanted, raw[-64:])


def _checked(image: Image.Image, wanted: str, end: bytes) -> Picture:
    if image.format != wanted:
        message = f"the name says {wanted}, the file is {image.format}"
        return _refused("I06", message, "rename it")
    if wanted == "PNG" and PNG_END not in end:
        return _refused("I02", "the picture is damaged: its end is missing", "save it again")
    if image.width * image.height > PIXELS:
        return _too_large(image.width * image.height)
    return _encoded(image)


def _too_large(pixels: int) -> Picture:
    message = f"image is {pixels / 1e6:.0f} megapixels (limit {PIXELS // 10**6})"
    return _refused("I01", message, "make it smaller")


def _encoded(image: Image.Image) -> Picture:
    """The picture once more, upright and with nothing but its pixels and colours."""
    from PIL import ImageOps

    made = io.BytesIO()
    try:
        image.load()
        kind = str(image.format)
        turned = image.getexif().get(ORIENTATION, UPRIGHT) != UPRIGHT
        shown = ImageOps.exif_transpose(image) if turned else image
        kept = {name: image.info[name] for name in KEPT if name in image.info}
        shown.info = {}
        shown.save(made, kind, **kept, **_how(kind, turned=turned))
    except Exception as error:  # noqa: BLE001 - decoders raise what they like
        return _refused("I02", f"the picture is damaged: {error}", "save it again")
    return Picture(made.getvalue(), ())


def _how(kind: str, *, turned: bool) -> dict[str, Any]:
    if kind == "JPEG":
        kept = QUALITY if turned else "keep"
        return {"quality": kept, "optimize": True, "exif": b"", "comment": b""}
    if kind == "WEBP":
        return {"quality": QUALITY, "method": 4, "exif": b"", "xmp": b""}
    return {"optimize": False, "exif": b""}
