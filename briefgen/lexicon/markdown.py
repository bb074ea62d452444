"""Markdown without what is no words of its author: places stay where they are."""

from __future__ import annotations

import re

JOINER = "\u2060"
"""Stands for emphasis: neither a letter nor a space."""
SILENT = re.compile(
    r"<!--.*?-->"
    r"|^(?P<fence>`{3,}|~{3,}).*?(?:^(?P=fence)|\Z)"
    r"|(?<!`)(?P<tick>`+)[^`]+(?P=tick)"
    r"|\[\[[^\[\]|\n]{1,200}(?:\||\]\])"
    r"|\]\([^()\s]*(?:\s[^()]*)?\)"
    r"|^ {0,3}\[[^\]\n]+\]:[^\n]*"
    r"|<?https?://[^\s<>)]+>?",
    re.MULTILINE | re.DOTALL,
)
"""Comments, code, targets of references and links, addresses.


"""


def silenced(text: str) -> str:
    """The text with a space for every character that is not its author's words."""
    kept = SILENT.sub(_spaces, text)
    return kept.replace("*", JOINER).replace("_", JOINER)


def _spaces(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])
