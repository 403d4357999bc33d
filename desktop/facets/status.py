"""Status: the registry's own word, told apart only by how it is spelt."""

import re

from desktop.facets.reading import Reading
from desktop.facets.rules import Rules
from desktop.trials.finding import Finding

_NOT_A_LETTER = re.compile(r"[\W_]+")


def find_status(reading: Reading, rules: Rules) -> list[Finding]:
    """Return the recruitment status as the registry's word in lower case with underscores; none if it says none.

    A rule gives the registry's spellings of one word the same value ("Unknown status" and "UNKNOWN"); a word no rule
    knows is kept as it is, since registries may add words.
    """
    text = reading.sections.get("status", "")
    value = _NOT_A_LETTER.sub("_", text.lower()).strip("_")
    if not value:
        return []
    rule = rules.scoped("status").first(text)
    value, rule_id = (rule.value, rule.id) if rule else (value, "status.registry_word")
    return [Finding("status", value, rule_id, "stated", reading.evidence("status", 0, len(text)))]
