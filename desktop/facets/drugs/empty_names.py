"""What an intervention is whose name says nothing ("program", "screening"): its description or a title tells it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from desktop.facets.drugs.care_in_titles import care_in_titles
from desktop.facets.drugs.given import Given
from desktop.facets.drugs.names import match_intervention
from desktop.facets.drugs.terms import DrugTerms
from desktop.facets.reading import Reading
from desktop.trials.trial import Intervention

_EDUCATION = "psychological_or_educational"
_SCREENED_BY = ("imaging", "questionnaire", "laboratory_test")
_CARE = ("exercise", "diet", "integrative_medicine")
_LONGEST_NAME = 180  # characters


def with_names_told(given: list[Given], reading: Reading, terms: DrugTerms) -> list[Given]:
    """Return what is given, where education that only an empty name tells is what the record says it is."""
    wording = terms.vocabulary.wording
    found: list[Given] = []
    for each in given:
        told: list[Given] = []
        if each.class_id == _EDUCATION and each.evidence.section == "interventions":
            intervention = _of(each, reading)
            if intervention and re.search(wording.screening_name, intervention.name, re.IGNORECASE):
                told = list(_described(intervention, reading, terms, _SCREENED_BY))
            elif intervention and re.search(wording.empty_name, intervention.name, re.IGNORECASE):
                told = list(_described(intervention, reading, terms, _CARE)) or _titled(reading, terms)
        found += [replace(one, arms=each.arms, basis="derived") for one in told] or [each]
    return found


def _of(given: Given, reading: Reading) -> Intervention | None:
    """Return the intervention on whose line in the section "interventions" something was found."""
    line = reading.sections["interventions"][: given.evidence.start].count("\n")
    names = reading.trial.interventions
    return names[line] if line < len(names) and given.evidence.quote in names[line].name else None


def _described(
    intervention: Intervention, reading: Reading, terms: DrugTerms, classes: tuple[str, ...]
) -> Iterator[Given]:
    """Yield the first of some classes that the first sentence of a description names."""
    first = intervention.description.split(". ", maxsplit=1)[0][:_LONGEST_NAME]
    beginning = f"{intervention.name}: {first}"
    place = reading.sections.get("intervention_details", "").find(beginning) if first else -1
    if place < 0:
        return
    start = place + len(intervention.name) + 2
    for match in match_intervention(first, "", terms.vocabulary):
        if match.class_id in classes and match.is_told:
            evidence = reading.evidence("intervention_details", start + match.start, start + match.end)
            yield Given(match.drug, match.class_id, evidence, match.rule, "derived", named=match.words)
            return


def _titled(reading: Reading, terms: DrugTerms) -> list[Given]:
    """Return the care that a title names, of a trial that registers nothing else."""
    if len(reading.trial.interventions) > 1:
        return []
    return [each for each in care_in_titles(reading, terms, ()) if each.class_id in _CARE]
