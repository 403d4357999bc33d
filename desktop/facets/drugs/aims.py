"""Drugs whose class depends on what they are given for, or with what: resources/vocabularies/aims.toml."""

import re
from collections.abc import Collection
from dataclasses import replace

from desktop.facets.drugs.given import Given
from desktop.facets.drugs.rows import Aim, DrugVocabulary
from desktop.facets.reading import Reading


def by_aim(given: list[Given], reading: Reading, vocabulary: DrugVocabulary) -> list[Given]:
    """Return what is given, each drug in the class that its aim in this trial makes it."""
    classes = {each.class_id for each in given}
    titles = f"{reading.trial.title}\n{reading.trial.official_title}"
    holding = [aim for aim in vocabulary.aims if not classes.isdisjoint(aim.classes) and _holds(aim, classes, titles)]
    return [found for each in given for found in _in_its_classes(each, holding, reading)] if holding else given


def aimed(aim: Aim, drug: str, classes: Collection[str], titles: str) -> bool:
    """Tell whether an aim changes the class of a drug in a trial of some classes and titles, or with such details."""
    return (not aim.drugs or drug in aim.drugs) and _holds(aim, classes, titles) and _is_told(aim, titles)


def _holds(aim: Aim, classes: Collection[str], titles: str) -> bool:
    beside = not aim.beside or any(each in classes for each in aim.beside)
    return beside and (not aim.words or re.search(aim.words, titles, re.IGNORECASE) is not None)


def _is_told(aim: Aim, details: str) -> bool:
    return not aim.details or re.search(aim.details, details, re.IGNORECASE) is not None


def _details_of(given: Given, reading: Reading) -> str:
    """Return what is registered of the interventions whose names hold the words by which something is given."""
    words = given.evidence.quote.casefold()
    named = (each for each in reading.trial.interventions if words in each.name.casefold())
    return "\n".join(each.description for each in named)


def _in_its_classes(given: Given, aims: list[Aim], reading: Reading) -> list[Given]:
    for aim in aims:
        meant = given.class_id in aim.classes and (not aim.drugs or given.drug in aim.drugs)
        if meant and (not aim.details or _is_told(aim, _details_of(given, reading))):
            aimed_at = replace(given, class_id=aim.becomes, rule=f"{given.rule}, aim:{aim.id}", basis="derived")
            return [given, aimed_at] if aim.keeps else [aimed_at]
    return [given]
