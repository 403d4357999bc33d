"""Write names of authors as reference managers sort them: the family name first."""

import re
import tomllib
from functools import cache
from pathlib import Path

_INITIALS = re.compile(r"[A-Z]{1,3}")
_MOST_WORDS = 6


def family_first(name: str, resources: Path) -> str:
    """Return "Given Family" as "Family, Given", with particles and "Jr" in the right place; groups are unchanged."""
    known = _words(resources)
    words = name.split()
    is_group = any(word.casefold().strip(",") in known["groups"] for word in words)
    if "," in name or is_group or not 2 <= len(words) <= _MOST_WORDS:
        return name
    if _INITIALS.fullmatch(words[-1]) and words[-1] not in known["suffixes"]:
        return f"{' '.join(words[:-1])}, {words[-1]}"
    suffix = [words.pop()] if len(words) > 2 and words[-1] in known["suffixes"] else []
    begin = len(words) - 1
    while begin > 1 and words[begin - 1] in known["particles"]:
        begin -= 1
    return ", ".join((" ".join(words[begin:]), " ".join(words[:begin]), *suffix))


@cache
def _words(resources: Path) -> dict[str, frozenset[str]]:
    content = tomllib.loads((resources / "export" / "author_names.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in content.items()}
