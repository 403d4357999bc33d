"""Brain metastases: required, allowed (on whatever condition) or excluded; one value for a trial."""

from desktop.facets.matching import Hit, best, finding, hits
from desktop.facets.reading import Reading
from desktop.facets.rules import Rules
from desktop.trials.finding import Finding

_FACET = "brain_metastases"
_TITLE = ("title", "official_title")
_IN = ("inclusion_criteria", "eligibility")
_OUT = ("exclusion_criteria",)
# A condition under which patients may enter outweighs the bare exclusion that it qualifies.
_ORDER = ("required", "allowed", "excluded")


def find_brain_metastases(reading: Reading, rules: Rules) -> list[Finding]:
    """Return whether patients with brain metastases may enter: findings of one value, or none where nothing says it."""
    found: list[Hit] = [
        *hits(reading, rules.scoped(_FACET, "title"), _TITLE),
        *hits(reading, rules.scoped(_FACET, "criteria", "in"), _IN),
        *hits(reading, rules.scoped(_FACET, "criteria", "out"), _OUT),
    ]
    for value in _ORDER:
        agreeing = [finding(reading, hit) for hit in found if hit.rule.value == value]
        if agreeing:
            return best(agreeing)
    return []
