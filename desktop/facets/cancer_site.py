"""Cancer site: whether a trial is about breast cancer, another or none, by its conditions, titles and keywords."""

from desktop.facets.matching import best_hits
from desktop.facets.reading import Reading
from desktop.facets.rules import Rules
from desktop.trials.finding import Finding

FACET = "cancer_site"
NO_CANCER = "none"

_NAMING = ("title", "official_title", "conditions", "keywords")
# Asked in this order where none of these names an organ: an article has no conditions, and often a title without one.
_TELLING = ("brief_summary", "abstract", "inclusion_criteria", "eligibility")

# Undivided criteria tell of people who cannot enter, too.
_OF_PEOPLE = ("brief_summary", "abstract", "inclusion_criteria")


def find_cancer_site(reading: Reading, rules: Rules) -> list[Finding]:
    """Return the sites of the cancers that a trial is about, with their evidence; a trial of several carries each.

    A cancer without an organ counts as another one. A record whose conditions are given, and which names no cancer
    there, in its titles or among its keywords, and no people with one in its summary or criteria, has the value "none";
    one without conditions has no value then.
    """
    if found := _found(reading, rules, "site", _NAMING):
        return found
    for telling in _TELLING:
        if sites := _found(reading, rules, "site", _sections(reading, (telling,))):
            # A text that names several speaks of others for comparison; the breast is what this catalogue is for.
            return [each for each in sites if each.value == "breast"] or sites
    return (
        _found(reading, rules, "general", _NAMING)
        or _found(reading, rules, "people", _sections(reading, _OF_PEOPLE))
        or _no_cancer(reading)
    )


def _found(reading: Reading, rules: Rules, scope: str, sections: tuple[str, ...]) -> list[Finding]:
    return best_hits(reading, rules.scoped(FACET, scope), sections)


def _sections(reading: Reading, beginnings: tuple[str, ...]) -> tuple[str, ...]:
    # An abstract may be one text, or several with labels.
    return tuple(name for name in reading.sections if name.startswith(beginnings))


def _no_cancer(reading: Reading) -> list[Finding]:
    conditions = reading.sections.get("conditions", "")
    if not conditions:
        return []
    evidence = reading.evidence("conditions", 0, len(conditions))
    return [Finding(FACET, NO_CANCER, "cancer_site.none_named", "derived", evidence)]
