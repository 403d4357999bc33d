"""What the account and the criteria tell that is given, in a record that lists neither interventions nor arms."""

import re
from collections.abc import Collection, Iterator
from itertools import islice

from desktop.facets.drugs.aims import aimed
from desktop.facets.drugs.care_in_titles import is_given_in
from desktop.facets.drugs.context import class_told
from desktop.facets.drugs.given import Given, given_by
from desktop.facets.drugs.mentions import Mention, NamedDrugs
from desktop.facets.drugs.names import match_intervention
from desktop.facets.drugs.rows import NOT_CLASSIFIED
from desktop.facets.drugs.terms import DrugTerms
from desktop.facets.drugs.tried import Tried
from desktop.facets.expression import for_small_letters
from desktop.facets.reading import ACCOUNT, CRITERIA, Reading

_MOST_PARTS = 50
_CELLS = "cell_or_gene_therapy"
_CODE = re.compile(r"(?<![\w-])(?!CD\d)[A-Za-z]{1,8}[- ]?\d{2,}[A-Za-z0-9-]*(?!\s*:)")
"""A code name ("TBio-4101"), none of a study ("KEYNOTE-522: …")."""


def given_in_bare_record(named: NamedDrugs, known: Collection[str]) -> Iterator[Given]:
    """Yield what such a record gives beyond the classes ``known`` from its titles; nothing of any other record."""
    if not (named.reading.trial.interventions or named.reading.trial.arms):
        yield from _listed_in_account(named.reading, named.terms)
        yield from _given_in_parts(named, known)
        yield from told_of_codes(named, known)
        yield from Tried(named).given(known)


def _listed_in_account(reading: Reading, terms: DrugTerms) -> Iterator[Given]:
    """Yield what an account lists behind a label ("Intervention/treatment: blood sampling, cardiac MRI")."""
    label = for_small_letters(terms.vocabulary.wording.listed_in_account)
    for section in ACCOUNT:
        found = label.search(reading.lowered(section))
        if not found:
            continue
        begin, end = found.span("list")
        for match in match_intervention(reading.sections[section][begin:end], "", terms.vocabulary):
            if match.is_told:
                evidence = reading.evidence(section, begin + match.start, begin + match.end)
                yield given_by(match, evidence)


def _given_in_parts(named: NamedDrugs, known: Collection[str]) -> Iterator[Given]:
    """Yield the cancer drugs of the parts that criteria speak of ("QQ-12 in combination with pembrolizumab cohort")."""
    reading, terms = named.reading, named.terms
    part = for_small_letters(terms.vocabulary.wording.part_in_criteria)
    for section in CRITERIA:
        low = reading.lowered(section)
        for found in islice(part.finditer(low), _MOST_PARTS):
            for mention in _at(named, section, found.start("what"), found.end("what")):
                if terms.treats_cancer(mention.drug.class_id) and mention.drug.class_id not in known:
                    evidence = named.evidence(section, mention)
                    yield Given(mention.drug.name, mention.drug.class_id, evidence, mention.rule, "stated")


def _at(named: NamedDrugs, section: str, start: int, end: int) -> Iterator[Mention]:
    """Yield the drugs that make up a stretch of a section."""
    for mention in named.between(section, 0, len(named.reading.sections[section])):
        if mention.start == start and mention.end == end and mention.drug.specific:
            yield mention


def told_of_codes(named: NamedDrugs, known: Collection[str]) -> Iterator[Given]:
    """Yield what a record tells of a code name in its title that no list knows ("QQ-12, a monoclonal antibody")."""
    reading, terms = named.reading, named.terms
    if _CELLS in known:
        return
    title = reading.sections.get("title", "")
    mentions = named.between("title", 0, len(title))
    for code in _CODE.finditer(title):
        letters, _, number = code.group().partition(" ")
        if number and letters.islower():  # "in 420 women"
            continue
        if any(each.start < code.end() and code.start() < each.end for each in mentions):
            continue
        if not is_given_in(title, *code.span(), terms):
            continue
        told = class_told(reading, code.group(), terms)
        if not told and reading.trial.kind == "publication" and _has_an_aim(title, terms):
            yield Given(
                None, NOT_CLASSIFIED, reading.evidence("title", *code.span()), "none", "derived", named=code.group()
            )
        if told and terms.treats_cancer(told[0]) and told[0] not in known:
            class_id, rule, evidence = told
            yield Given(None, class_id, evidence, rule, "derived", named=code.group())


def _has_an_aim(title: str, terms: DrugTerms) -> bool:
    """Tell whether a title says what something is for whose name no list knows ("QQ-12 for hot flushes")."""
    unknown = {NOT_CLASSIFIED}
    aims = terms.vocabulary.aims
    return any(NOT_CLASSIFIED in aim.classes and aimed(aim, "", unknown, title) for aim in aims)
