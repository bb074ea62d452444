"""The theme's assets and the dossier's pictures, copied as they are."""

from __future__ import annotations

from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING

from briefgen.errors import Diagnostic, Span, StorageError
from briefgen.formats.making import output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.formats.making import Making
    from briefgen.model.dossier import Media
    from briefgen.plan import Output

NAME = "html"


def outputs(making: Making) -> Iterator[Output]:
    """A file for each asset of the theme and each picture."""
    theme = making.theme
    for path in theme.files:
        if path.startswith("assets/"):
            made = blake2b(theme.read(path), digest_size=16).digest()
            yield output(path, [("file", made)], partial(theme.read, path), NAME)
    for picture in making.site.dossier.media:
        make = partial(_same, making, picture)
        yield output(picture.path, [("file", picture.digest)], make, NAME)


def _same(making: Making, picture: Media) -> bytes:
    """The picture that was loaded: else its key would stand for another for good."""
    made = making.media(picture.path)
    if blake2b(made, digest_size=len(picture.digest)).digest() != picture.digest:
        fault = "changed while the site was being made"
        raise StorageError(Diagnostic("O13", fault, Span(f"content/{picture.path}"), "build again"))
    return made
