"""Pictures: what is published is what the key is of."""

from __future__ import annotations

from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

import pytest

from briefgen import theme
from briefgen.audience import Visible
from briefgen.errors import Span, StorageError
from briefgen.formats import assets
from briefgen.formats.making import Making
from briefgen.model.dossier import Media
from briefgen.resolve import resolve
from tests.unit import records


def test_a_picture_that_changes_while_it_is_published_is_refused() -> None:
    """Else it would be kept under the key of the one that was loaded, for good."""
    loaded = Media("media/draw.svg", blake2b(b"loaded", digest_size=16).digest())
    event = records.event("made", "2025-03-05", "arland")
    held = replace(records.dossier(event), media=(loaded,))
    now = {"media/draw.svg": b"loaded"}
    site = resolve(Visible(held, frozenset()))
    making = Making(site, (), theme.load(Path(), "default"), now.__getitem__)
    (picture,) = (one for one in assets.outputs(making) if one.path in now)
    assert picture.make() == b"loaded"
    now["media/draw.svg"] = b"changed meanwhile"
    with pytest.raises(StorageError) as raised:
        picture.make()
    (told,) = raised.value.diagnostics
    assert (told.code, told.place) == ("O13", Span("content/media/draw.svg"))
