"""The theme's assets and the dossier's pictures, copied as they are."""

from __future__ import annotations

from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING

from briefgen.formats.making import output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.formats.making import Making
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
        read = partial(making.media, picture.path)
        yield output(picture.path, [("file", picture.digest)], read, NAME)
