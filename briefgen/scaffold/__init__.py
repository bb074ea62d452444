"""What ``init``, ``new`` and ``schema`` write: files for authors to go on from.

``schema`` says what a file of each kind may hold; ``skeleton`` makes a record to fill in
from the same schema; ``project`` makes a small whole dossier out of ``sample/``. Files
that exist are never written over, except the schemas, which are ours.

=====  ==========================================================
code   fault
=====  ==========================================================
N01    the folder for a new dossier holds records already
N02    there is no kind of that name
N03    nothing to make an id of
N04    an id or a date that cannot be one
N05    the file of the new record exists
N06    a file or folder cannot be written
N07    a folder that is no place for schemas, or holds others
=====  ==========================================================
"""

from briefgen.scaffold.project import init, left
from briefgen.scaffold.record import new
from briefgen.scaffold.schema import schemas, vouch

__all__ = ["init", "left", "new", "schemas", "vouch"]
