"""briefgen: records of who said what about whom, made into a dossier for web and print.

This docstring is the map. Read it before anything else.

The one idea
    A page is an address plus a frozen *view*: a value that holds everything its
    template may see. Rendering is therefore a pure function, and the key of an
    output is a digest of its view, the theme and the versions of the tools. A view is
    a pure function too: of a few records, whose digests the loader keeps. Where there
    are many views, these digests stand for them in the key (``pages.keys``), and only
    views whose key is new are made. There is one way to build; an incremental build
    is a build that found some keys unchanged. Where pages alone are made (``--only html``)
    and events merely say more, it looks only at the records around them, after the keys
    have shown that these are all that the pages are made of (``build.bodies``).

The flow
    ``load -> visible -> resolve -> plan -> check -> outputs -> publish``

    =============  ==========================================  =======
    stage          does                                        effects
    =============  ==========================================  =======
    load           files to records; every problem of shape    reads
    visible        keeps what this audience may see            none
    resolve        ids become things; replies are computed     none
    plan           things become pages: address and view       none
    check          editorial judgement                         none
    outputs        pages and theme to bytes, lazily            none
    publish        the new site or the old one, never a mix    writes
    =============  ==========================================  =======

    Each stage gathers all its problems, then stops.

The rooms, lowest first; an import goes up this table only (``tests/meta`` proves it)
    ============  ==============================================================
    errors        spans, diagnostics, the few exceptions and their exit codes
    value         what every frozen value shares: equality, and a digest of content
    versions      what made the bytes: briefgen's code and its packages
    dates/        EDTF: parse, bounds; how dates lie to each other
    lexicon/      words that take a side, and in whose voice a text has them
    model/        the kinds of record, one noun a file
    state/        what one run remembers for the next, keyed by content
    prose         Markdown to safe HTML with references left open; filled later
    quotes/       quoted words against a copy of their source; what is known of them
    editions/     what is kept of an edition, and what changed between two
    loader/       authors' files to records, with the place of every value
    audience/     what this audience may see, and what stands for the rest
    resolve/      references, backlinks, offices, claims and their replies
    plan          Page, Link: addresses, and no two pages at one of them
    checks/       one file a rule, or a family of rules that share one idea
    pages/        one file a kind of page: its View and its ``plan(shelf, frame)``
    theme         templates, style sheets, fonts, catalogues; ``render(page)``
    formats/      html, data and pdf/: pages and theme to outputs
    leaks/        what was dropped, looked for in every byte of every output
    publish       staging folder, lock, exchange, prune
    build         the stages composed
    verify        build again from nothing elsewhere, and compare
    snapshots/    private copies of sources: taken, and held against the quotes
    online/       whether sources still answer at their addresses; ``check --online`` alone asks
    scaffold      what ``init``, ``new`` and ``schema`` write
    serve         watch, build, reload
    cli           arguments in, diagnostics out, exit code
    ============  ==============================================================

Exclusive rights
    Only ``loader`` imports yaml; only ``prose`` markdown_it and nh3; only ``theme``
    jinja2 and babel; only ``formats.pdf.worker`` weasyprint;
    only ``snapshots`` trafilatura and pypdf; only ``online`` urllib3. Only ``cli`` and
    ``serve`` print. Only ``lexicon``, ``loader``, ``state``, ``theme``, ``formats.pdf``,
    ``versions``, ``publish``, ``verify``, ``snapshots``, ``scaffold``, ``serve`` and ``cli``
    touch files.

Invariants
    1. Places in authors' files stay out of records: a comment added to a file
       changes no page. ``loader.Places`` finds the place again from a field's path.
    2. Values hold tuples, never sets or dictionaries.
    3. Nothing but ``cli`` asks what day it is: today is an argument.
    4. Pruning is against the full plan, whichever formats were asked for.
    5. Every label in ``PAGES``, ``CHECKS`` and ``FORMATS`` is listed by hand; the order
       there is the order of the book.
    6. A rule reads the body of an event alone, or not at all: what it finds among records
       is the same whatever bodies say (``checks.outline``).
    7. What a project remembers is data. Code that is kept, compiled templates, lies in the
       user's own cache folder, and is taken from nowhere that others can write to.

To add
    ================  =======================================================
    a record field    one line in ``model/``; to show it, one in the view and the template
    a kind of page    one file in ``pages/``, a template, a line in ``PAGES``
    a check           one file in ``checks/``, its cases, a line in ``CHECKS``; if it looks
                      at each record alone and reads bodies, one in ``BODIES`` too
    a format          one file in ``formats/``, a line in ``FORMATS``
    ================  =======================================================
"""

__version__ = "0.1.0"
