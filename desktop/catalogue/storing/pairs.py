"""Make the facet values by which a search finds a trial, from findings and corrections."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from typing import TYPE_CHECKING

from desktop.catalogue.finding.cohorts import COHORTS, facet_and_value
from desktop.catalogue.finding.searched_facets import IMPORTED, REGISTRY_MONTH, RETRIEVED
from desktop.trials.absence import is_absent
from desktop.trials.cohorts import cohort_values
from desktop.trials.countries import country_name
from desktop.trials.facets import AGE_LIMIT, NOT_IN_DOCUMENT, NOT_STATED, SECOND
from desktop.trials.finding import derived_values
from desktop.trials.freshness import FRESHNESS_FACET, freshness
from desktop.trials.of_some import OF_SOME_FACET, values_of_some
from desktop.trials.own_work import corrections_in
from desktop.trials.people import age_limits, registered_people
from desktop.trials.recruitment import RECRUITMENT_FACET, countries_open, recruitment

if TYPE_CHECKING:
    from desktop.trials.absence import Reads
    from desktop.trials.finding import Finding
    from desktop.trials.own_work import Correction, OwnWork
    from desktop.trials.trial import Trial

Pairs = tuple[tuple[str, str], ...]
"""(facet, value) pairs, each once."""

SOURCES_FACET = "sources"
"""The facet that the catalogue sets itself: one document, several, disagreeing, a possible duplicate."""
REVIEW_FACET = "review"
"""The facet for what a clinician should review, and for what she has reviewed."""
UNCLASSIFIED = "unclassified"
"""The facet for names that the vocabulary does not know; they are counted, but not shown in the panel."""

# The registries' words for lead sponsors; any other sponsor is a hospital, a university, a foundation or a person.
_SPONSORS = {
    "industry": "industry",
    "nih": "nih",
    "network": "network",
    "fed": "government",
    "u_s_fed": "government",
    "other_gov": "government",
    # CTIS, ISRCTN and ANZCTR
    "pharmaceutical_company": "industry",
    "commercial": "industry",
    "commercial_sector_industry": "industry",
    "government": "government",
    "government_body": "government",
    "other_collaborative_groups": "network",
}
_SIZES = ((1_000, "1000_and_more"), (200, "200_to_999"), (50, "50_to_199"), (0, "under_50"))
_CLASSES = "drug_classes"
_DRUGS = "drugs"
_UNKNOWN_CLASS = "not_classified"
_SILENT = (NOT_STATED, NOT_IN_DOCUMENT)
# A record without arms has no roles; then every given drug counts as investigated.
_INVESTIGATED = ("experimental", "unknown")


def facet_pairs(findings: Iterable[Finding], corrections: Iterable[Correction] = ()) -> Pairs:
    """Return the values by which a search finds a trial; a clinician's values replace the derived ones.

    Drug classes are in it twice: under ``drug_classes~`` only the investigated ones.
    """
    findings = tuple(findings)
    pairs = dict.fromkeys((finding.facet, finding.value) for finding in findings)
    investigated = [f.value for f in findings if f.facet == _CLASSES and f.role in _INVESTIGATED]
    pairs |= dict.fromkeys((_CLASSES + SECOND, value) for value in investigated)
    seen = set()
    for correction in corrections:
        seen.add(correction.facet)
        pairs = _corrected(pairs, correction, derived_values(findings, correction.facet))
    pairs |= dict.fromkeys((UNCLASSIFIED, name) for name in unclassified_names(findings))
    pairs |= dict.fromkeys(_cohort_pairs(findings, seen))
    some = (pair for pair in values_of_some(findings) if pair[0] not in seen)
    pairs |= dict.fromkeys((OF_SOME_FACET, facet_and_value(*pair)) for pair in some)
    if ("her2", "needs_review") in pairs and "her2" not in seen:
        pairs[REVIEW_FACET, "her2_undecided"] = None
    if (_CLASSES, _UNKNOWN_CLASS) in pairs:
        pairs[REVIEW_FACET, "unknown_drug"] = None
    return tuple(pairs)


def _cohort_pairs(findings: Iterable[Finding], corrected: Container[str]) -> Iterator[tuple[str, str]]:
    """Yield the values of each cohort, for facets in which cohorts differ and which the user has not corrected."""
    for place, facets in enumerate(cohort_values(findings, corrected).values()):
        for facet, values in facets.items():
            for value in values:
                yield COHORTS[min(place, len(COHORTS) - 1)], facet_and_value(facet, value)


def registered_pairs(trial: Trial) -> Pairs:
    """Return the values from fields of the record: country, sponsor, start, size, date, age, sex."""
    sponsor = next((each.sponsor_class for each in trial.sponsors if each.lead and each.sponsor_class), "")
    size = next((name for least, name in _SIZES if trial.enrollment is not None and trial.enrollment >= least), "")
    word = re.sub(r"\W+", "_", sponsor.lower()).strip("_")
    # Records from older programs still have the spelling of the registry.
    pairs = [("country", country_name(each)) for each in dict.fromkeys(site.country for site in trial.sites)]
    pairs += [("sponsor_class", _SPONSORS.get(word, "other") if word else ""), ("start_year", trial.dates.start[:4])]
    pairs += [("size", size), (REGISTRY_MONTH, trial.registry_date[:7]), *registered_people(trial.eligibility)]
    return tuple(dict.fromkeys((facet, value) for facet, value in pairs if value))


def timed_pairs(trial: Trial, pairs: Pairs, imported: str) -> Pairs:
    """Return the values for recruitment: its group, the open countries, and how old the data are.

    ``pairs`` are the other values of the trial, including the valid status.
    """
    status = next((value for facet, value in pairs if facet == "status"), "")
    group = recruitment(status) if status else ""
    there = (("country" + SECOND, country) for country in countries_open(trial, group))
    values = (
        (RECRUITMENT_FACET, group),
        (FRESHNESS_FACET, freshness(trial, group, imported)),
        (RETRIEVED, trial.dates.downloaded),
        (IMPORTED, imported[: len("2026-01-31")]),
        *there,
    )
    return tuple((facet, value) for facet, value in values if value)


def all_pairs(
    trial: Trial,
    findings: Iterable[Finding],
    own_work: Iterable[OwnWork],
    sources: Iterable[str],
    reads: Reads,
    imported: str,
) -> Pairs:
    """Return every value by which a search finds a stored trial.

    ``imported`` is the ISO time of import of its latest document. ``sources`` are the values of the catalogue's own
    facet, ``reads`` is {facet: parts of a trial that it is read from}.
    """
    own_work = tuple(own_work)
    corrections = corrections_in(own_work)
    found = (*facet_pairs(findings, corrections), *registered_pairs(trial))
    found += timed_pairs(trial, found, imported)
    groups = derived_values(findings, "age")
    found += tuple((AGE_LIMIT, limit) for limit in age_limits(trial.eligibility, groups))
    own = dict.fromkeys(pair for each in own_work for pair in each.found_as)
    counted = ((SOURCES_FACET, each) for each in sources)
    return (*found, *absent_pairs(trial, found, corrections, reads), *own, *counted)


def absent_pairs(trial: Trial, pairs: Pairs, corrections: Iterable[Correction], reads: Reads) -> Pairs:
    """Return ``not_in_document`` for each facet that has no value and is read from a part that the documents lack.

    A clinician's correction of a facet, even to "not stated", has precedence.
    """
    if not trial.absent:
        return ()
    answered = {facet for facet, _ in pairs} | {each.facet for each in corrections}
    silent = (facet for facet, parts in reads.items() if facet not in answered and is_absent(trial, parts))
    return tuple((facet, NOT_IN_DOCUMENT) for facet in silent)


def unclassified_names(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return the names of treatments that the vocabulary does not know, as registered."""
    findings = tuple(findings)
    unknown = {f.evidence for f in findings if (f.facet, f.value) == (_CLASSES, _UNKNOWN_CLASS)}
    return tuple(dict.fromkeys(f.value for f in findings if f.facet == _DRUGS and f.evidence in unknown))


def _corrected(
    pairs: dict[tuple[str, str], None], correction: Correction, derived: tuple[str, ...]
) -> dict[tuple[str, str], None]:
    facet, second = correction.facet, correction.facet + SECOND
    added = [value for value in correction.values if value not in _SILENT]
    kept = {pair: None for pair in pairs if pair[0] not in (facet, second)}
    kept |= dict.fromkeys((facet, value) for value in added)
    if facet == _CLASSES:
        # A class that the clinician adds counts as investigated, because nothing contradicts that.
        kept |= {(second, value): None for value in added if (second, value) in pairs or value not in derived}
    kept[REVIEW_FACET, "corrected"] = None
    if correction.is_overtaken(derived):
        kept[REVIEW_FACET, "source_changed"] = None
    return kept
