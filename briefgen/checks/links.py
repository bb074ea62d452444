"""Links that lead nowhere; the network is asked in ``online``, and only on request."""

from __future__ import annotations

from briefgen.checks.rule import Rule

S07 = Rule(
    code="S07",
    severity="warning",
    stage="online",
    fault="dead link",
    sees=(
        "the address of a source, or of its archived copy, that answers 404 or 410 or whose host"
        " has no name any more. Redirects, hosts that do not answer, that refuse a program (401,"
        " 403, 429) or that fail (5xx), and addresses that are not public are told as notes:"
        " none of these is known to be dead. It cannot see whether the page still says what is"
        " quoted from it, nor one that says in a page of its own that it was not found. Asked are"
        " the sources that the audience sees, by briefgen check --online alone, never by a build"
    ),
    why="a reader cannot look up what the record rests on",
    example="""\
# sources.yaml, when the page is gone
- {id: a, title: …, type: webpage, issued: 2025-01-02, url: "https://example.org/gone"}
""",
    cure="look for the page's new address, or add archive: {url: …, date: …} and say in note that"
    " the page is gone",
)
