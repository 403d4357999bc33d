"""ECOG maximum: the highest performance status (ECOG, WHO, Zubrod: one scale) with which a patient may enter."""

from collections.abc import Iterator

from desktop.facets.matching import Hit, best, finding, hits
from desktop.facets.reading import Reading
from desktop.facets.rules import Rules
from desktop.trials.finding import Finding

_FACET = "ecog_max"
_IN = ("inclusion_criteria", "eligibility")
_OUT = ("exclusion_criteria",)
_PROSE = ("brief_summary", "detailed_description")


def find_ecog(reading: Reading, rules: Rules) -> list[Finding]:
    """Return the highest performance status allowed, "0" to "4", with its evidence; none where none is stated.

    Of several limits (one for each cohort, say) the highest is the trial's. What the inclusion criteria say goes before
    what follows from the exclusion criteria, and both before the summary or the abstract.
    """
    inside, outside = rules.scoped(_FACET, "in"), rules.scoped(_FACET, "out")
    prose = (*_PROSE, *(name for name in reading.sections if name.startswith("abstract")))
    for scope, sections in ((inside, _IN), (outside, _OUT), (inside, prose)):
        limits = list(_limits(hits(reading, scope, sections)))
        if limits:
            highest = max(limit for limit, _ in limits)
            return best(
                finding(reading, hit, facet=_FACET, value=str(highest)) for limit, hit in limits if limit == highest
            )
    return []


def _limits(found: Iterator[Hit]) -> Iterator[tuple[int, Hit]]:
    for hit in found:
        groups = hit.match.groupdict()
        grade = int(groups["top"] or groups["top2"])
        limit = grade - 1 if hit.rule.value == "below_top" else grade
        if 0 <= limit <= 4:
            yield limit, hit
