"""Trial to findings: every facet reads the trial once, and says what it found with the words it found it in."""

from dataclasses import replace

from desktop.facets.brain_metastases import find_brain_metastases
from desktop.facets.cancer_site import FACET, NO_CANCER, find_cancer_site
from desktop.facets.drugs.care import (
    bone_agent_given,
    care_given,
    habits_given,
    only_irradiates,
    only_operates,
    treats_cancer,
)
from desktop.facets.drugs.classes import find_drug_classes
from desktop.facets.ecog import find_ecog
from desktop.facets.entry.earlier_treatments import find_earlier_treatments, without_lone_cohorts
from desktop.facets.entry.of_whom import keep_receptors
from desktop.facets.entry.people import find_people
from desktop.facets.entry.prior_drugs import find_prior_drugs
from desktop.facets.entry.prior_lines import find_prior_lines
from desktop.facets.entry.receptors import find_receptors
from desktop.facets.entry.required_markers import find_required_markers
from desktop.facets.kind import find_kind
from desktop.facets.phase import find_phase
from desktop.facets.reading import Reading
from desktop.facets.setting import find_setting, implied_setting, is_curable
from desktop.facets.status import find_status
from desktop.facets.trials_of_others import tells_of_trials_of_others
from desktop.facets.vocabularies import Vocabularies
from desktop.trials.finding import Finding
from desktop.trials.trial import Trial

_RULE_FACETS = (
    find_phase,
    find_status,
    find_kind,
    find_cancer_site,
)

_OF_ANY_DOCUMENT = (find_status, find_kind, find_cancer_site)
_ELIGIBILITY_FACETS = (find_prior_lines, find_prior_drugs, find_earlier_treatments, find_required_markers, find_people)
# What is asked of a patient's cancer alone: "CNS disease" and "lines" are other things where no trial treats one.
_OF_CANCER = frozenset(("brain_metastases", "lines", "prior_cdk46", "prior_her2_adc"))


def as_annotated(trial: Trial) -> Trial:
    """Return a trial without its sites, which no facet reads: of many trials half of what other processes are sent."""
    return replace(trial, sites=()) if trial.sites else trial


def annotate(trial: Trial, vocabularies: Vocabularies) -> tuple[Finding, ...]:
    """Return the findings of a trial, facet by facet; a facet without information has none.

    A publication that reports no trial of its own has kind, status, cancer site and setting alone: the phases, patients
    and drugs it speaks of are those of other trials.
    """
    reading = Reading(
        trial,
        vocabularies.hinted_words,
        vocabularies.run_on,
        vocabularies.abstract_parts.kinds,
        vocabularies.layout,
    )
    if tells_of_trials_of_others(reading, vocabularies.rules):
        of_document = [finding for find in _OF_ANY_DOCUMENT for finding in find(reading, vocabularies.rules)]
        # Its keywords are subjects, not patients.
        settings = find_setting(reading, vocabularies.phrases.setting)
        return (*of_document, *(each for each in settings if each.evidence.section != "keywords"))
    found = [finding for find in _RULE_FACETS for finding in find(reading, vocabularies.rules)]
    receptors = find_receptors(reading, vocabularies.rules, vocabularies.lexicon)
    keep_receptors(reading, receptors)
    found += receptors
    found += [finding for find in _ELIGIBILITY_FACETS for finding in find(reading, vocabularies.eligibility)]
    drugs = find_drug_classes(reading, vocabularies.drugs)
    found += find_setting(
        reading,
        vocabularies.phrases.setting,
        care_given(drugs, vocabularies.drugs.care, reading.lowered("title")),
        vocabularies.drugs.care.always,
        bone_agent=bone_agent_given(drugs),
        habits=habits_given(drugs, vocabularies.drugs.care),
        cancer_drugs=treats_cancer(drugs, vocabularies.drugs),
        irradiates=only_irradiates(drugs),
        operates=only_operates(drugs),
        substances=any(each.facet == "drugs" for each in drugs),
    )
    found += find_brain_metastases(reading, vocabularies.phrases.brain_metastases)
    found += find_ecog(reading, vocabularies.phrases.ecog, vocabularies.eligibility.words)
    if not any(each.facet == "setting" for each in found):
        found += implied_setting(reading, vocabularies.phrases.setting, found)
    if any(each.facet == FACET and each.value == NO_CANCER for each in found):
        found = [each for each in found if each.facet not in _OF_CANCER]
    if is_curable(found):
        # Earlier treatment that a trial in early disease speaks of is no line for advanced disease.
        found = [each for each in found if each.facet != "lines"]
    return (*without_lone_cohorts(found), *drugs)
