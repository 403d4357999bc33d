"""Interventions that are copies of the arms: their lines ("Mammography: before surgery") are the list."""

import re
from collections.abc import Iterator
from itertools import islice

from desktop.facets.drugs.arms import Arms
from desktop.facets.drugs.given import Given, given_by
from desktop.facets.drugs.names import match_intervention
from desktop.facets.drugs.registered import Registered, registered_in
from desktop.facets.drugs.rows import NOT_CLASSIFIED
from desktop.facets.drugs.terms import DrugTerms
from desktop.facets.reading import Reading

_HEADING = re.compile(r"(?<=\n)[ \t•*-]*(?P<name>[^\n:.;]{2,60}?)[ \t]*:(?=[ \t]+\S)")
_MOST_HEADINGS = 60


def with_lines_of_copies(given: list[Given], reading: Reading, terms: DrugTerms, arms: Arms) -> list[Given]:
    """Return what is given, and what the lines below an arm's account name where interventions only repeat the arms.

    Some exports have no list of interventions: each stands as a line below what is told of its arm.
    """
    labels = {arm.label for arm in reading.trial.arms}
    for registered in registered_in(reading):
        intervention, places = registered
        if intervention.kind or intervention.name not in labels:
            continue
        if listed := list(_listed(registered, reading, terms, arms)):
            start, end = places.line
            own = [each for each in given if each.evidence.section == "interventions"]
            unknown = [e for e in own if e.class_id == NOT_CLASSIFIED and start <= e.evidence.start < end]
            given = [each for each in given if each not in unknown] + listed
    return given


def _listed(registered: Registered, reading: Reading, terms: DrugTerms, arms: Arms) -> Iterator[Given]:
    intervention, places = registered
    begin, _ = places.description
    for heading in islice(_HEADING.finditer(intervention.description), _MOST_HEADINGS):
        for match in match_intervention(heading["name"], "", terms.vocabulary):
            if match.class_id != NOT_CLASSIFIED and match.is_told:
                first = begin + heading.start("name")
                evidence = reading.evidence("intervention_details", first + match.start, first + match.end)
                listing = arms.listing(intervention.name)
                yield given_by(match, evidence, arms=listing, specific=match.specific)
