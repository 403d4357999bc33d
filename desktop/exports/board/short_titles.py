"""Shorten titles for a narrow column: remove beginnings that many titles share."""

import re
import tomllib
from functools import cache
from pathlib import Path

_SEARCHED = 400
"""The number of letters of a title in which such a beginning is searched for."""


def short_title(title: str, resources: Path) -> str:
    """Return a title without words such as "A Phase 2 Study of", if enough is left to identify the trial."""
    opening, least = _opening(resources)
    found = opening.match(title[:_SEARCHED])
    rest = title[found.end() :].strip() if found else ""
    if len(rest) < least:
        return title
    return rest[:1].upper() + rest[1:] if rest.split()[0].islower() else rest


@cache
def _opening(resources: Path) -> tuple[re.Pattern[str], int]:
    """Return (pattern of a beginning to remove, number of letters that must be left)."""
    known = tomllib.loads((resources / "export" / "title_openings.toml").read_text(encoding="utf-8"))
    design, study, doing, aim = (known[name].replace("\n", "") for name in ("design", "study", "doing", "aim"))
    aims = rf"(?:(?:{aim})\s*(?:,\s*and\s+|,\s*|/\s*|and\s+|&\s+)?)+(?:of|for|with|on)\s+"
    words = rf"^(?:(?:an?|the)\s+)?(?:(?:{design})[\s,;/&]*(?:and\s+)?)*(?:{study})\s+(?:{doing})\s*"
    return re.compile(rf"{words}(?:the\s+)?(?:{aims}(?:the\s+)?)?", re.IGNORECASE), known["least_left"]
