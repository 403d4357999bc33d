"""Setting: the stage of disease or of care that the trial's patients are in; several may hold."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from desktop.facets.matching import Hit, best, finding, hits, hits_in
from desktop.facets.reading import Reading, Span
from desktop.facets.rules import RuleGroup, Rules
from desktop.trials.finding import Finding

_FACET = "setting"
_TITLES = ("title", "official_title")
_CRITERIA = ("inclusion_criteria", "eligibility")
_SUMMARY = ("brief_summary",)
_REST = ("keywords", "arms", "detailed_description")
# Prior treatment and organ function fill the later criteria; the disease itself is named among the first.
_CRITERIA_READ = 12
_WITH_SURGERY = {"neoadjuvant", "adjuvant"}
_SUPPORTIVE = "survivorship_supportive"
_ADVANCED = {"locally_advanced", "metastatic"}
_CARE = {"prevention", "screening_diagnosis", _SUPPORTIVE}
_TELLS_DISEASE = ("title", "official_title", "conditions", "keywords", "brief_summary")
_STAGE_RULE = "setting.locally_advanced.stage"
_FINDINGS_PART = re.compile(r"abstract_.*(?:background|result|finding|conclusion|interpretation|funding|discussion)")


def find_setting(reading: Reading, rules: Rules) -> list[Finding]:
    """Return the settings with their evidence, most trusted places first; none where nothing says a setting.

    The disease is read from titles, conditions and the inclusion criterion that names it; what the trial is for from
    the registry's primary purpose, the titles and an abstract's methods. Only where all are silent the summary, and
    then the rest of the text, decide.
    """
    disease, aim = rules.scoped(_FACET, "disease"), rules.scoped(_FACET, "aim")
    both = rules.scoped(_FACET, "disease", "aim")
    supportive = list(hits(reading, rules.scoped(_FACET, "purpose"), ("design",)))
    titled = [*supportive, *hits(reading, both, _TITLES)]
    # Older records register "adjuvant therapy" among the procedures.
    modality = (hit for hit in hits(reading, aim, ("interventions",)) if hit.rule.value in _WITH_SURGERY)
    found = [*titled, *modality]
    # The conditions of a supportive-care trial are whatever its patients may have, not what it is about.
    if not any(hit.rule.value == _SUPPORTIVE for hit in titled):
        found += hits(reading, disease, ("conditions",))
        found += _in_criteria(reading, disease)
    found += _in_prose(reading, rules, aim, _abstract_parts(reading))
    if found:
        found += _in_purpose(reading, rules, disease)
    if not any(hit.rule.value != "early" for hit in found):
        for wanted, sections in ((both, _SUMMARY), (both, _abstract_parts(reading)), (disease, _REST)):
            found += _in_prose(reading, rules, wanted, sections)
            if found:
                break
    if not found:
        # "Lymphedema" among the conditions tells what the trial is about only where nothing else does.
        found = [hit for hit in hits(reading, aim, ("conditions",)) if hit.rule.value == _SUPPORTIVE]
    if not _is_about_cancer(reading, rules):
        found = [hit for hit in found if hit.rule.value not in _CARE]
    return best(finding(reading, hit) for hit in _kept(found))


def _is_about_cancer(reading: Reading, rules: Rules) -> bool:
    if reading.trial.kind == "publication":
        return True
    cancer = rules.scoped(_FACET, "cancer")
    return any(cancer.matches(reading.sections.get(section, "")) for section in _TELLS_DISEASE)


def _in_criteria(reading: Reading, disease: RuleGroup) -> Iterator[Hit]:
    for section in _CRITERIA:
        if section in reading.sections:
            yield from hits_in(_early(reading, section, disease), disease)


def _early(reading: Reading, section: str, disease: RuleGroup) -> Iterator[Span]:
    """Yield the hinted ones among a section's first sentences, without taking apart more of it than that asks for."""
    first = islice(reading.sentences(section), _CRITERIA_READ)
    for hinted in reading.hinted(section, disease.hint):
        if hinted not in first:  # which moves on to the hinted sentence, or to the end
            return
        yield hinted


def _in_prose(reading: Reading, rules: Rules, wanted: RuleGroup, sections: Iterable[str]) -> Iterator[Hit]:
    background, purpose = rules.scoped(_FACET, "background"), rules.scoped(_FACET, "purpose_told")
    for hit in hits(reading, wanted, sections):
        told = hit.sentence.plain, hit.sentence.lowered
        tells = hit.rule.value not in _CARE or purpose.matches(*told)
        if tells and not background.matches(*told):
            yield hit


def _in_purpose(reading: Reading, rules: Rules, disease: RuleGroup) -> Iterator[Hit]:
    """Yield what the summary's sentences of purpose add of advanced disease, which titles tend to shorten."""
    purpose = rules.scoped(_FACET, "purpose_told")
    for hit in _in_prose(reading, rules, disease, _SUMMARY):
        if hit.rule.value in _ADVANCED and purpose.matches(hit.sentence.plain, hit.sentence.lowered):
            yield hit


def _abstract_parts(reading: Reading) -> list[str]:
    return [name for name in reading.sections if name.startswith("abstract") and not _FINDINGS_PART.match(name)]


def _kept(found: list[Hit]) -> list[Hit]:
    """Return the hits without those that only repeat, in vaguer words, what treatment round surgery says."""
    if not _WITH_SURGERY & {hit.rule.value for hit in found}:
        return found
    return [hit for hit in found if hit.rule.value != "early" and hit.rule.id != _STAGE_RULE]
