"""Phase: the registry's own field first, then the title, then the summary; words about other studies never decide."""

from desktop.facets.matching import best, finding, hits
from desktop.facets.reading import TITLES, Reading
from desktop.facets.rules import Rules
from desktop.trials.finding import Finding
from desktop.trials.sections import ABSTRACT_PREFIX

_TEXTS = ("brief_summary", "abstract_purpose", "abstract_methods", "abstract", "detailed_description")
_OF_AUTHORS = "authors"  # parts of an abstract that tell who pays whom ("Phase I studies: Example Ltd")


def find_phase(reading: Reading, rules: Rules) -> list[Finding]:
    """Return the phase with its evidence: findings of one value, or none where nothing says a phase.

    Values: design/facets, "Phase" (early_1, 1, 1/2, 2, 2/3, 3, 4, not_applicable). Where an aggregator's field
    contradicts the title, the title decides: they have been seen to say "Phase 1" of European phase 2 and 3 trials. So
    it does of an article, whose title is its authors' own and whose phase a library's.
    """
    field = _from_field(reading, rules)
    of_others = reading.trial.aggregated or reading.trial.kind == "publication"
    if field and not of_others:
        return field
    titled = _first_value(reading, rules, TITLES)
    if field and titled and titled[0].value != field[0].value:
        return titled
    return field or titled or _from_texts(reading, rules)


def _from_field(reading: Reading, rules: Rules) -> list[Finding]:
    text = reading.sections.get("phase", "")
    rule = rules.scoped("phase", "field").first(text)
    if rule is None:
        return []
    return [Finding("phase", rule.value, rule.id, rule.basis, reading.evidence("phase", 0, len(text)))]


def _from_texts(reading: Reading, rules: Rules) -> list[Finding]:
    parts = (name for name in reading.sections if name.startswith(ABSTRACT_PREFIX))
    further = (name for name in parts if _OF_AUTHORS not in reading.kinds_of(name))
    for section in (*_TEXTS, *further):
        if found := _first_value(reading, rules, (section,)):
            return found
    return []


def _first_value(reading: Reading, rules: Rules, sections: tuple[str, ...]) -> list[Finding]:
    found = [finding(reading, hit) for hit in hits(reading, rules.scoped("phase", "text"), sections)]
    return best(each for each in found if each.value == found[0].value)
