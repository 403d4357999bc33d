"""A drug that one receptor group, or one cohort, alone must have had: it keeps nobody else out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from desktop.facets.entry.assertions import Assertion, assertions
from desktop.facets.entry.cells import ALL, HER2, HR, enrolled_cells, is_named
from desktop.facets.entry.lexicon import Lexicon
from desktop.facets.reading import Reading
from desktop.trials.cohorts import named_values
from desktop.trials.finding import Finding, derived_values

_FACETS = ("prior_cdk46", "prior_her2_adc")
_CRITERIA = (0,)  # ranks
_REQUIRED, _ALLOWED, _ANY = "required", "allowed", "any"


def softened(found: Sequence[Finding], reading: Reading, lexicon: Lexicon) -> list[Finding]:
    """Return findings in which a drug that only some of those whom the trial takes must have had is allowed.

    "Patients with HER2-low tumours must have received …" in a trial of HER2-negative disease; in a trial of HER2-low
    disease alone it is said of everybody.
    """
    of_some = {facet for facet in _FACETS if _is_of_some(facet, found, reading, lexicon)}
    return [
        replace(each, value=_ALLOWED, basis="implied") if each.facet in of_some and each.value == _REQUIRED else each
        for each in found
    ]


def _is_of_some(facet: str, found: Sequence[Finding], reading: Reading, lexicon: Lexicon) -> bool:
    required = [each for each in found if each.facet == facet and each.value == _REQUIRED]
    if not required:
        return False
    said = [each for each in assertions(reading, lexicon, _CRITERIA) if each.force == "subgroup"]
    told_apart = bool(named_values(found))  # whoever asks of one of several cohorts gets what it requires
    asked = [frozenset(_asked(each, said, () if told_apart else found)) for each in required]
    return any(_leave_some_out(receptor, asked, found) for receptor in (HER2, HR))


def _asked(required: Finding, said: Iterable[Assertion], found: Iterable[Finding]) -> Iterator[tuple[str, str]]:
    """Yield the receptor groups of which the sentence speaks that requires a drug, and those of its cohort."""
    place = required.evidence
    for each in said:
        span = each.unit.span
        if span.section == place.section and span.start <= place.start and place.end <= span.end:
            yield each.receptor, each.state
    for finding in found:
        if required.cohort and finding.cohort == required.cohort and finding.facet in (HER2, HR):
            yield finding.facet, finding.value


def _leave_some_out(receptor: str, asked: Sequence[frozenset[tuple[str, str]]], found: Iterable[Finding]) -> bool:
    """Tell whether each sentence speaks of groups by a receptor, and these are not all whom the trial takes."""
    groups = [_cells(receptor, (state for of, state in own if of == receptor)) for own in asked]
    taken = _cells(receptor, derived_values(found, receptor))
    return all(groups) and bool(taken - frozenset().union(*groups))


def _cells(receptor: str, states: Iterable[str]) -> frozenset[str]:
    """Return the cells of groups; none of what names no group."""
    own = [each for each in states if each == _ANY or is_named(receptor, each)]
    cells = (ALL[receptor] if each == _ANY else enrolled_cells(receptor, each, frozenset()) for each in own)
    return frozenset().union(*cells)
