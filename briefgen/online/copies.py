"""Copies: whether an archive holds what is dead (the Wayback Machine's availability API).

https://archive.org/help/wayback_api.php; another service may answer in the same form.
"""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from briefgen.model.fields import address
from briefgen.online import addresses, hosts
from briefgen.online.answers import Copy
from briefgen.online.fetch import SilenceError

if TYPE_CHECKING:
    from briefgen.online.polite import Visitor

LIMIT = 65_536
"""Bytes of an answer that are read."""


def find(url: str, visitor: Visitor, service: str) -> Copy | None:
    """The copy of an address that the service names, or None, also if it does not answer."""
    mark = "&" if "?" in service else "?"
    try:
        asked = addresses.parse(f"{service}{mark}url={quote(url, safe='')}")
        reply = visitor.body(asked, LIMIT)
        return read(reply.body) if reply.status == 200 else None
    except (
        SilenceError,
        ValueError,
        hosts.NamelessError,
        hosts.PrivateError,
        hosts.UnknownError,
    ):
        return None


def read(body: bytes) -> Copy | None:
    """The copy that an answer names; None if it names none that could be used."""
    try:
        found: Any = json.loads(body)["archived_snapshots"]["closest"]
        if not found["available"] or not str(found.get("status", "200")).startswith("2"):
            return None
        taken = datetime.datetime.strptime(str(found["timestamp"])[:8] + "Z", "%Y%m%d%z")
        return Copy(address(str(addresses.parse(str(found["url"])))), taken.date())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
