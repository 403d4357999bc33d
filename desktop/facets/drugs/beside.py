"""What titles and account say is given beside the interventions of a record that has no arms."""

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from desktop.facets.drugs.given import Given
from desktop.facets.drugs.mentions import NamedDrugs
from desktop.facets.drugs.rows import NOT_CLASSIFIED, Drug
from desktop.facets.drugs.terms import DrugTerms
from desktop.facets.drugs.titles import Titles
from desktop.facets.drugs.tried import TREAT_TOO, Tried
from desktop.facets.expression import for_small_letters
from desktop.facets.reading import ACCOUNT, TITLES, Span

_ENROLLED = ("inclusion_criteria", "eligibility")
_RADIOTHERAPY = "radiotherapy"
_PLACEBO = "placebo"
_STANDARD = "standard_of_care"


def given_beside(named: NamedDrugs, known: Collection[str], registered: Collection[Given]) -> Iterator[Given]:
    """Yield the drugs against cancer, beyond the classes ``known``, of a record that lists interventions but no arms.

    Such a record is a row of a table or an excerpt: its list may name what is new, and only its texts the partners.
    """
    trial = named.reading.trial
    if trial.arms or not trial.interventions:
        return
    tried = Tried(named)
    drugs = {each.drug for each in registered if each.drug}
    titles = [(span, span.start) for section in TITLES for span in named.reading.sentences(section)]
    told = [*titles, *tried.sentences()]
    joins = for_small_letters(tried.wording.joins_to_registered)
    joined = [each for span, start in told for each in _joined(named, span, start, joins, known, drugs)]
    joined += _joined_in_criteria(named, {*known, *(each.class_id for each in joined)}, drugs)
    yield from joined
    classes = {*known, *(each.class_id for each in joined)}
    treats = any(map(named.terms.treats_cancer, classes))
    if not treats:
        titled = Titles(named.reading, named.terms, classes).studied()
        yield from (each for each in titled if _is_cancer_drug(each, named.terms))
    if treats or classes & {_RADIOTHERAPY, NOT_CLASSIFIED}:
        yield from tried.beside(classes)
    placebo = list(tried.placebo(classes))
    yield from placebo
    if not placebo and not classes & {_PLACEBO, _STANDARD}:
        yield from _untreated(named, tried)


def _untreated(named: NamedDrugs, tried: Tried) -> Iterator[Given]:
    """Yield standard of care where the account compares with no treatment ("to receive letrozole or observation")."""
    told, allots = (for_small_letters(each) for each in (tried.wording.untreated_told, tried.wording.randomised_to))
    spans = [span for part in ACCOUNT for span in named.reading.sentences(part) if allots.search(span.lowered)]
    for span in (*(span for span, _ in tried.sentences()), *spans):
        if match := told.search(span.lowered):
            start, end = match.span("what")
            evidence = named.reading.evidence(span.section, span.start + start, span.start + end)
            yield Given(None, _STANDARD, evidence, "text:no_treatment", "stated")
            return


def _is_no_standard(drug: Drug) -> bool:
    """Tell whether a drug is named; in "letrozole and standard-of-care radiation" the standard is none."""
    return drug.class_id != _STANDARD


def _is_cancer_drug(given: Given, terms: DrugTerms) -> bool:
    return given.drug is not None and terms.drugs[given.drug].specific and terms.treats_cancer(given.class_id)


def _joined_in_criteria(named: NamedDrugs, known: Collection[str], registered: Collection[str]) -> Iterator[Given]:
    """Yield the partners that criteria name for a part of the patients ("Cohort B: QQ-12 in combination with X")."""
    joins = for_small_letters(named.terms.vocabulary.wording.joins_in_criteria)
    for section in _ENROLLED:
        told = joins.search(named.reading.lowered(section)) is not None
        for span in named.reading.sentences(section) if told else ():
            if joins.search(span.lowered):
                yield from _joined(named, span, span.start, joins, known, registered)


def _joined(
    named: NamedDrugs,
    span: Span,
    start: int,
    joins: re.Pattern[str],
    known: Collection[str],
    registered: Collection[str],
) -> Iterator[Given]:
    """Yield what a sentence from some place on joins to what is registered ("metformin plus aromatase inhibitor")."""
    adds = for_small_letters(named.terms.vocabulary.wording.adds)
    given = [mention for mention, _ in named.given(span.section, start, span.end, _is_no_standard)]
    for first, second in pairwise(given):
        begin, end = first.start - span.start, first.end - span.start
        between = joins.fullmatch(span.lowered, end, second.start - span.start)
        to = between and between.groupdict().get("to")
        if not between or (to and not adds.search(span.lowered, 0, begin)):
            continue
        new, other = (first, second) if second.drug.name in registered else (second, first)
        told = other.drug.name in registered and new.drug.name not in registered
        treats = named.terms.treats_cancer(new.drug.class_id) or new.drug.class_id in TREAT_TOO
        if told and treats and new.drug.class_id not in known:
            yield named.as_given(span.section, new)
