"""What the labelled parts of an abstract are about: background, methods, results and the like."""

from functools import lru_cache

from desktop.facets.rules import Rules
from desktop.trials.sections import ABSTRACT_PREFIX

_FACET = "abstract_part"
_MOST_REMEMBERED = 1_024  # labels; journals have some fifty


class AbstractParts:
    """Tell from its label what a part of an abstract is about; resources/rules/abstract_parts.toml lists the kinds."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules.of(_FACET)
        self.kinds = lru_cache(_MOST_REMEMBERED)(self._kinds)
        """Return the kinds of a section; none if it is no labelled part of an abstract."""

    def _kinds(self, section: str) -> frozenset[str]:
        if not section.startswith(ABSTRACT_PREFIX):
            return frozenset()
        label = section.removeprefix(ABSTRACT_PREFIX).replace("_", " ")
        return frozenset(rule.value for rule in self._rules if rule.matches(label))
