"""Quoted words against a copy of their source: found, or not, and how they differ.

``nearest.look(quote, copy.Copy.of(text))`` gives ``match.Found`` with the place in the text, or
``nearest.Miss`` with what comes nearest. All of it is pure; ``snapshots`` has the files, ``lock``
the record of what was found, which is all that a build reads.

What may differ between a quote and its source, and nothing else:

- the shape of quotation marks, apostrophes, dashes and hyphens, and spaces of any kind;
- ligatures and other compatibility forms (NFKC, ``œ`` and ``oe``), soft hyphens, the Arabic
  tatweel, and words parted by a hyphen at the end of a line;
- words left out at ``[…]``, ``(…)``, ``…`` or the same in points;
- words put in or changed in square brackets: ``[Mali]``, ``[T]he``, ``accuse[d]``;
- a point, comma, colon or semicolon after the last word of the quote or before an elision.

Letters keep their case, and accents and marks count. What is left out at an elision must
lie between its neighbours in *one passage* of the source:

- at most ``pattern.ELIDED`` words, and no more than one break between paragraphs; a quote has
  no more than twenty pieces;
- within one pair of quotation marks, or outside all of them: words that close one quotation
  and open another belong to two, and perhaps to two speakers;
- within one turn: a paragraph that begins with a dash, or a name and a colon, begins another.

So ``« A », he said, « B »`` are two quotes here, although one speaker said both: which names
stand between the marks is nothing that a program should guess.
"""
