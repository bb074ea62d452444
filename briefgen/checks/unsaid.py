"""Claims that nobody is on file as making."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.checks.rule import Finding, Rule
from briefgen.errors import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.resolve import Site


def unsaid(site: Site) -> Iterator[Finding]:
    """Each claim that no statement bears on."""
    for id_, ledger in site.claims.items():
        if not (ledger.assertions or ledger.replies or ledger.others):
            yield Finding(Field("claim", id_), f'no statement on file bears on the claim "{id_}"')


C02 = Rule(
    code="C02",
    severity="error",
    fault="claim without a statement",
    sees="a claim that no statement names in its field on",
    why="a claim that nobody made is the editors' own, and stands in nobody's name",
    example="""\
# claims/rocks-fell.yaml, and no event with on: [{claim: rocks-fell, stance: asserts}]
text: Rocks fell on the road
about: [borduria]
""",
    cure="add on: [{claim: …, stance: …}] to the statement that makes it, or take the claim out",
    find=unsaid,
)
