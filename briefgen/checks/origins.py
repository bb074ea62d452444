"""Claims that one voice carries, however many links there are to it.

A claim's record says that somebody made it. The original text settles that by itself, so
where it is among the origins nothing is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefgen.checks.rule import Finding, Rule
from briefgen.errors import Field
from briefgen.resolve.origins import behind, origins

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model import Claim, Source
    from briefgen.resolve import Site

PARTISAN = ("party", "state-media")


class _Carried(NamedTuple):
    claim: Claim
    cited: tuple[str, ...]
    origins: tuple[str, ...]


def single(site: Site) -> Iterator[Finding]:
    """Each claim whose sources have one origin between them, unless it is the original text."""
    for claim, cited, roots in _reported(site):
        if len(roots) == 1:
            yield Finding(Field("claim", claim.id), _told(claim.id, cited, roots[0]))


def _told(claim: str, cited: tuple[str, ...], root: str) -> str:
    if len(cited) == 1:
        drawn = "" if cited == (root,) else f', which draws on "{root}"'
        return f'one source alone carries the claim "{claim}": "{cited[0]}"{drawn}'
    return f'{len(cited)} sources, one origin: the claim "{claim}" goes back to "{root}" alone'


def one_sided(site: Site) -> Iterator[Finding]:
    """Each claim about one side whose every origin is an outlet of a rival's."""
    for claim, _, roots in _reported(site):
        about = {side for actor in claim.about if (side := site.sides.get(actor))}
        voices = {_rival(site.sources[root], about, site) for root in roots}
        if about and None not in voices:
            named = ", ".join(f'"{root}"' for root in roots)
            rivals = " and ".join(f'"{side}"' for side in sorted(filter(None, voices)))
            yield Finding(
                Field("claim", claim.id),
                f'the claim "{claim.id}", about "{", ".join(claim.about)}", rests on outlets of'
                f" {rivals} alone: {named}",
            )


def _rival(source: Source, about: set[str], site: Site) -> str | None:
    """The side that an outlet speaks for, when it is a rival of those a claim is about."""
    if source.affiliation not in PARTISAN or source.side is None:
        return None
    side = site.sides.get(source.side)
    return None if side in about else side


def _reported(site: Site) -> Iterator[_Carried]:
    """Each claim that was made, with what carries it, unless the original text does."""
    for ledger in site.claims.values():
        cited = behind(ledger)
        roots = origins(cited, site.sources)
        if roots and not any(site.sources[root].original for root in roots):
            yield _Carried(ledger.claim, cited, roots)


S03 = Rule(
    code="S03",
    severity="warning",
    fault="claim of a single origin",
    sees=(
        "a claim whose assertions are all reported by one source, or by several that go back to"
        " one through based_on; an origin marked original: true is let be, for it settles that"
        " the claim was made. It cannot see what a source draws on without its record saying so"
    ),
    why="five reports of one dispatch are one witness, and look like five",
    example="""\
# sources.yaml: the only two that report the claim
- {id: agency, title: …, type: article, issued: 2025-01-02}
- id: daily
  title: …
  type: article-newspaper
  issued: 2025-01-02
  based_on: {ref: agency, how: reprints}
""",
    cure="cite a source of another origin, or the original text (original: true), or say why not",
    find=single,
)

S10 = Rule(
    code="S10",
    severity="warning",
    fault="claim carried by a rival's outlets alone",
    sees=(
        "a claim about one subject of the dossier, all of whose origins have affiliation party or"
        " state-media and a side that is another subject; a reprint counts as what it reprints,"
        " and an origin marked original: true is let be. It cannot see the leaning of an outlet"
        " whose record names no side"
    ),
    why="a government's own outlets are the least independent witness of what its rival did",
    example="""\
# claims.yaml: about: mali; the only source of the statement that asserts it:
- {id: aps, title: …, type: article, issued: 2025-04-02, affiliation: state-media, side: algeria}
""",
    cure="cite an independent source as well, or the original text (original: true)",
    find=one_sided,
)
