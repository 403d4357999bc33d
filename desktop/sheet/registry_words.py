"""Write the codes of registries in ordinary words, for display only; the stored words do not change."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_CODE = r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*"
_CODES = re.compile(rf"{_CODE}(?:(?:[|,/]\s?|\s\(){_CODE}\)?)*")
_JOINT = re.compile(r"\s*[|/]\s*")
_NO_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class RegistryWords:
    """Hold the ordinary words for whole codes and parts of codes, and the design labels whose values are names.

    ``recruiting`` are the words, in lower case, with which a registry says that a site recruits.
    """

    whole: Mapping[str, str]
    part: Mapping[str, str]
    names: frozenset[str]
    recruiting: frozenset[str] = frozenset()

    def ordinary(self, words: str) -> str:
        """Return a code in ordinary words: "PHASE1|PHASE2" becomes "Phase 1/2"; other words are unchanged."""
        known = self.whole.get(words)
        if known:
            return known
        is_code = _CODES.fullmatch(words) is not None
        if is_code:
            lower = re.sub(_CODE, self._in_lower_case, words)
            words = lower[:1].upper() + lower[1:]
        return _joined(words, is_code=is_code)

    def is_name(self, label: str) -> bool:
        """Return whether the value of a design fact with this label is a name, which must not be changed."""
        return label in self.names

    def recruits(self, status: str) -> bool:
        """Return whether the status of a site says that it recruits; case and signs do not matter."""
        return _NO_LETTERS.sub(" ", status.lower()).strip() in self.recruiting

    def _in_lower_case(self, code: re.Match[str]) -> str:
        words = code[0].split("_")
        return " ".join(self.part.get(word) or re.sub(r"([A-Z])(\d)", r"\1 \2", word).lower() for word in words)


@cache
def load_registry_words(resources: Path) -> RegistryWords:
    """Return the words of registry_words.toml in a folder of resources; the file is read once."""
    content = tomllib.loads((resources / "registry_words.toml").read_text(encoding="utf-8"))
    names, recruiting = content["names"]["labels"], content["sites"]["recruiting"]
    return RegistryWords(content["whole"], content["part"], frozenset(names), frozenset(recruiting))


def _joined(words: str, *, is_code: bool) -> str:
    """Write the noun of joined values only once: "Phase 1/Phase 2" becomes "Phase 1/2"."""
    # A long text has many words, of which only the first two matter.
    values = [each.split(" ", 2) for each in _JOINT.split(words)]
    nouns = {each[0].casefold() for each in values}
    if len(values) > 1 and len(nouns) == 1 and all(len(each) == 2 for each in values):
        return f"{values[0][0]} {'/'.join(each[1] for each in values)}"
    return words.replace("|", ", ") if is_code else words
