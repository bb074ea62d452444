"""Private copies of sources: taken, and held against the quotes that cite them.

``take`` keeps the text of a saved page, PDF or text below ``content/snapshots/`` and records
its sha256 in the source. ``verify`` looks for every quote in the copies that lie here and
writes ``content/quotes.lock``. No build reads a copy, and none is published.

What is reported here, beside what the loader says:

====  ======================================================================
code  says
====  ======================================================================
R04   the packages that read web pages and PDFs are not installed
R06   a file to copy holds no text
R07   it is neither text, HTML nor PDF
R08   it is an encrypted PDF
R09   it is larger than 50 MB
R10   it is damaged
R11   there is no source of that id
R12   a file cannot be read or written
R13   there is a copy of another text already
====  ======================================================================
"""

from __future__ import annotations

from briefgen.snapshots.taking import Taken, take
from briefgen.snapshots.verifying import Result, Verified, verify

__all__ = ["Result", "Taken", "Verified", "take", "verify"]
