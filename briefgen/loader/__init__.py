"""Authors' files to records, with the place of every value. The sole reader of ``content/``.

``load(root, state)`` gives a ``Loaded``, or raises with every problem of every file.
``files.scan`` needs none of what ``load`` needs, and importing it costs nothing.

What is reported, each with a place and what to do:

====  ========  ========================================================================
code  severity  says
====  ========  ========================================================================
Y01   error     the file is not UTF-8
Y02   error     the text file is larger than 1 MB
Y03   error     a control character, or what is no character of Unicode
Y04   warning   an invisible bidi control, which is left out of every page
Y05   error     not YAML: an unclosed quote, a tab, a colon in plain text, and so on
Y06   error     a key stands twice in one mapping, perhaps in another NFC form
Y07   error     a YAML tag
Y08   error     a second YAML document in one file
Y09   error     a merge key
Y10   error     a key that is not text
Y11   error     an alias that is undefined, refers to itself, or one too many
Y12   error     nesting deeper than 50 levels
Y13   warning   a file that holds no record
Y14   error     a list, mapping or text where another was expected
Y15   error     front matter that is missing, not closed or not a mapping
Y16   warning   a file below ``content/`` that is not part of the dossier
Y17   error     a field or an item without a value
Y18   warning   a text without quotes that ends at a ``#`` before a letter or a digit
F01   error     a field that the kind of record does not have
F02   error     a required field is missing
F03   error     a value that its field's type refuses
F04   error     a value that is not one of those allowed
F05   error     a list, mapping or text where the field wants another
F06   error     fields that do not fit together
D01   error     not a date, or a reversed interval
S01   error     a source is missing
Q01   error     an event that quotes somebody has no actor or no date
C05   error     a figure does not say who gave it
K05   error     a waiver gives no reason
A02   error     not an id
A03   error     an id whose address briefgen's own pages take
A04   error     an id that another record of its kind has
A05   error     an id or language that differs from the file's name
A06   error     a file's name, or what it leads to, cannot be used
M01   error     an HTML comment that is never closed
M02   warning   a link with a scheme that is not allowed; its words are kept
M03   error     a link to an address that is not full
M04   error     a picture without an alternative text
M05   error     a picture that does not lie in ``content/media/``
M06   error     Markdown nested deeper than 40 levels
M07   warning   an invisible bidi control in Markdown, which is left out
M08   error     a text longer than a million characters
M09   error     a link to a heading that the text does not have
I01   error     a picture of too many bytes or pixels
I02   error     a picture that is damaged
I03   error     a kind of picture that a dossier does not hold
I04   error     an SVG drawing that is refused
I05   warning   what was left out of an SVG drawing
I06   error     a picture whose name says another kind
I07   error     a picture that a text shows is not there
R01   error     ``quotes.lock`` is damaged
R02   error     ``quotes.lock`` is of a newer version
R03   warning   ``quotes.lock`` names a record or a quote that is gone
E01   error     the lock of an edition is damaged
E02   error     the lock of an edition is of a newer version
E03   warning   the latest edition names a record that is gone
E04   error     two editions of one name
E05   error     ``dossier.yaml`` names an edition that is not on file
R05   error     a field cannot be written into an author's file
G01   error     there is no ``content/`` folder
G02   error     there is no ``dossier.yaml``
G03   error     ``dossier.yaml`` does not hold fields
O12   error     a file that cannot be read
====  ========  ========================================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.loader.dossier import Loaded, forget, load
    from briefgen.loader.media import media_bytes
    from briefgen.loader.places import Places
    from briefgen.loader.shelf import Few

__all__ = ["Few", "Loaded", "Places", "forget", "load", "media_bytes"]

_HOMES = {
    "Few": "shelf",
    "Loaded": "dossier",
    "Places": "places",
    "forget": "dossier",
    "load": "dossier",
    "media_bytes": "media",
}


def __getattr__(name: str) -> object:
    """Fetch what is asked for: a run in which nothing changed asks for none of it."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
