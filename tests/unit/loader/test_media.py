"""Pictures: what is published of them, and what is refused."""

from __future__ import annotations

import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from briefgen.loader import media, svg

SVG = 'xmlns="http://www.w3.org/2000/svg"'

LOOP = f'<svg {SVG}><g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g></svg>'


def drawn(kind: str, mode: str = "RGB", **options: object) -> bytes:
    made = io.BytesIO()
    Image.radial_gradient("L").convert(mode).resize((40, 20)).save(made, kind, **options)
    return made.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    made = Image.Exif()
    made[0x0112], made[0x010F] = orientation, "SECRET"
    return made


@pytest.mark.parametrize(
    ("name", "raw", "size"),
    [
        ("a.jpg", drawn("JPEG", exif=exif(), comment=b"SECRET"), (40, 20)),
        ("a.JPEG", drawn("JPEG", exif=exif(6)), (20, 40)),
        ("a.jpg", drawn("JPEG", "L"), (40, 20)),
        ("a.jpg", drawn("JPEG", "CMYK"), (40, 20)),
        ("a.png", drawn("PNG", exif=exif(8)), (20, 40)),
        ("a.png", drawn("PNG", "P", transparency=0), (40, 20)),
        ("a.png", drawn("PNG", "LA"), (40, 20)),
        ("a.png", drawn("PNG", "1"), (40, 20)),
        ("a.webp", drawn("WEBP", exif=exif(3)), (40, 20)),
    ],
)
def test_a_picture_is_upright_and_bare(name: str, raw: bytes, size: tuple[int, int]) -> None:
    made = media.prepare(raw, name)
    assert made.found == ()
    assert made == media.prepare(raw, name)
    assert b"SECRET" not in made.data
    with Image.open(io.BytesIO(made.data)) as image, Image.open(io.BytesIO(raw)) as before:
        assert image.size == size
        assert dict(image.getexif()) == {}
        assert image.info.get("transparency") == before.info.get("transparency")


def test_the_profile_of_colours_is_kept() -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind, name in (("JPEG", "a.jpg"), ("PNG", "a.png")):
        made = media.prepare(drawn(kind, icc_profile=profile), name)
        with Image.open(io.BytesIO(made.data)) as image:
            assert image.info["icc_profile"] == profile


@pytest.mark.parametrize(
    ("name", "raw", "code", "says"),
    [
        ("a.gif", drawn("GIF"), "I03", ".gif is not a kind"),
        ("a.pgn", drawn("PNG"), "I03", ".pgn is not a kind"),
        ("a.png", drawn("JPEG"), "I06", "the name says PNG, the file is JPEG"),
        ("a.png", b"", "I02", "not a picture"),
        ("a.png", drawn("GIF"), "I02", "not a picture"),
        ("a.png", drawn("PNG")[:-20], "I02", "its end is missing"),
        ("a.jpg", drawn("JPEG")[:400], "I02", "damaged"),
        ("a.png", b"x" * 20_000_001, "I01", "20 MB (limit 20)"),
        ("a.svg", b"<html/>", "I04", "not an SVG drawing"),
        ("a.svg", b"", "I04", "not well-formed"),
        ("a.svg", b"<svg", "I04", "not well-formed"),
        ("a.svg", b"<?xml version='1.0' encoding='x'?><svg/>", "I04", "SVG refused"),
        ("a.svg", f"<!DOCTYPE svg><svg {SVG}/>".encode(), "I04", "DTD not allowed"),
        ("a.svg", f"<svg {SVG}>{'<g>' * 60}{'</g>' * 60}</svg>".encode(), "I04", "deeper than 50"),
        ("a.svg", f"<svg {SVG}>{'<g/>' * 10_000}</svg>".encode(), "I04", "10,000 elements"),
        (
            "a.svg",
            LOOP.encode(),
            "I04",
            "refers to itself",
        ),
        (
            "a.svg",
            (
                f'<svg {SVG}><pattern id="p0"><g/></pattern>'
                + "".join(
                    f'<pattern id="p{n}">' + f'<rect fill="url(#p{n - 1})"/>' * 9 + "</pattern>"
                    for n in range(1, 9)
                )
                + "</svg>"
            ).encode(),
            "I04",
            "expands to more than 10,000",
        ),
        (
            "a.svg",
            (
                f"<svg {SVG}>"
                + "".join(f'<g id="a{n}"><use href="#a{n - 1}"/></g>' for n in range(999, 0, -1))
                + "</svg>"
            ).encode(),
            "I04",
            "nested too deeply",
        ),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_picture_that_is_refused(name: str, raw: bytes, code: str, says: str) -> None:
    started = time.process_time()
    made = media.prepare(raw, name)
    assert time.process_time() - started < 3
    assert made.data == b""
    assert [one.code for one in made.found] == [code]
    assert says in made.found[0].message


@pytest.mark.lasting
@pytest.mark.parametrize(("height", "megapixels"), [(5_001, 50), (10_000, 100)])
def test_a_picture_of_too_many_points_is_refused(height: int, megapixels: int) -> None:
    raw = io.BytesIO()
    Image.new("1", (10_000, height)).save(raw, "PNG")
    (found,) = media.prepare(raw.getvalue(), "a.png").found
    assert found.code == "I01"
    assert f"image is {megapixels} megapixels (limit 50)" in found.message


@pytest.mark.parametrize(
    ("inside", "expected", "dropped"),
    [
        ("<title>a &lt; b</title>", "<title>a &lt; b</title>", ()),
        ('<rect width="1" style="fill:red"/>', '<rect style="fill:red" width="1"/>', ()),
        ('<use href="#a"/>', '<use href="#a"/>', ()),
        (
            '<use xlink:href="#a" xmlns:xlink="http://www.w3.org/1999/xlink"/>',
            '<use href="#a"/>',
            (),
        ),
        ('<rect fill="url( #a )"/>', '<rect fill="url( #a )"/>', ()),
        ('<rect x="&quot;&amp;"/>', "<rect x='\"&amp;'/>", ()),
        ("<metadata><x/></metadata><i:y xmlns:i='urn:i'/>", "", ()),
        ("<script>alert(1)</script>", "", ("script",)),
        ('<a href="javascript:x"><g/></a>', "<g><g/></g>", ("href",)),
        ('<rect onclick="x" ONLOAD="y"/>', "<rect/>", ("ONLOAD", "onclick")),
        ('<use href="https://e.org/#a"/>', "<use/>", ("href",)),
        ('<rect fill="url(https://e.org)"/>', "<rect/>", ("fill",)),
        ("<rect style=\"fill:url('//e.org')\"/>", "<rect/>", ("style",)),
        ("<style>@import 'x'; a{}</style>", "<style/>", ("style",)),
        ("<style>a{fill:u\\72l(x)}</style>", "<style/>", ("style",)),
        ("<style>a{fill:red}</style>", "<style>a{fill:red}</style>", ()),
        ("<foreignObject><p/></foreignObject><g/>", "<g/>", ("foreignObject",)),
        ('<image href="data:image/png;base64,AA"/>', "", ("image",)),
        ('<animate attributeName="href" to="javascript:x"/>', "", ("animate",)),
        ('<svg:g xmlns:svg="http://www.w3.org/2000/svg"/>', "<g/>", ()),
    ],
)
def test_a_drawing_is_rewritten(inside: str, expected: str, dropped: tuple[str, ...]) -> None:
    made, left = svg.rewritten(f"<svg {SVG}>{inside}</svg>".encode())
    whole = f"<svg {SVG}>{expected}</svg>\n" if expected else f"<svg {SVG}/>\n"
    assert made.decode() == whole
    assert left == dropped
    assert svg.rewritten(made) == (made, ())


@given(
    st.sampled_from(["a.png", "a.jpg", "a.webp", "a.svg"]),
    st.sampled_from(
        [drawn("PNG"), drawn("JPEG"), drawn("WEBP"), f"<svg {SVG}><g/></svg>".encode()]
    ),
    st.lists(st.tuples(st.integers(0, 400), st.binary(max_size=4)), max_size=4),
)
def test_any_bytes_are_a_picture_or_a_finding(
    name: str, raw: bytes, edits: list[tuple[int, bytes]]
) -> None:
    for at, new in edits:
        raw = raw[:at] + new + raw[at + len(new) :]
    made = media.prepare(raw, name)
    assert bool(made.data) != any(one.severity == "error" for one in made.found)
