"""Editions: what is kept of one, and what changed between two.

``plain``
    the plain form of a record, and digests of it that later versions of briefgen repeat
``lock``
    the file that keeps an edition: read and written
``compare``
    two editions to a list of differences, each record once

Everything here is pure. ``loader.editions`` reads the files, ``scaffold.edition`` writes
them, and ``resolve.since`` makes an edition of the records as they are now.
"""
