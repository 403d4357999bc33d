"""Everything the facets know, loaded once from resources and handed around whole."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from desktop.errors import VocabularyError
from desktop.facets.definitions import Facets
from desktop.facets.drugs.checks import drug_vocabulary_faults
from desktop.facets.drugs.files import FILES
from desktop.facets.drugs.vocabulary import DrugVocabulary, load_drug_vocabulary
from desktop.facets.own_files import own_files
from desktop.facets.rules import Rules, load_rules, rule_faults
from desktop.facets.shown import DRUG_FOLDER, FACET_FILE, shown_facets

_RULE_FOLDER = "rules"


@dataclass(frozen=True)
class Vocabularies:
    """Hold the facets, the rules that read them from text, and the drugs; ``version`` changes with any file."""

    facets: Facets
    rules: Rules
    drugs: DrugVocabulary
    version: str


def load_vocabularies(resources: Path, own: Path | None = None) -> Vocabularies:
    """Return the vocabularies of a resources folder; a user's ``own`` copies count instead of files of the same name.

    Raises:
        VocabularyError: a file is missing or at fault; the message names file, row and fault.
    """
    try:
        drugs = load_drug_vocabulary(resources / DRUG_FOLDER, own)
        rules = load_rules(resources / _RULE_FOLDER, own)
        facets = shown_facets(resources, own)
    except VocabularyError as error:
        if not own_files(own):
            raise
        raise VocabularyError(f"{error} Your own copies of such files lie in {own}.") from error
    version = hashlib.sha256(f"{drugs.version} {rules.version}".encode()).hexdigest()[:8]
    return Vocabularies(facets, rules, drugs, version)


def vocabulary_faults(resources: Path, own: Path | None = None) -> tuple[str, ...]:
    """Return every fault of the vocabularies and rules, one plain sentence each; none means sound."""
    faults = (
        *_strangers(resources, own),
        *drug_vocabulary_faults(resources / DRUG_FOLDER, own),
        *rule_faults(resources / _RULE_FOLDER, own),
    )
    if not faults:
        try:
            load_vocabularies(resources, own)
        except VocabularyError as error:
            return (str(error),)
    return faults


def _strangers(resources: Path, own: Path | None) -> tuple[str, ...]:
    """Return a sentence for every own file that stands for no shipped one, and so counts for nothing."""
    shipped = {FACET_FILE, *FILES, *(each.name for each in (resources / _RULE_FOLDER).glob("*.toml"))}
    return tuple(
        f"{each} is no copy of a vocabulary file and is not read; the names are {', '.join(sorted(shipped))}."
        for each in own_files(own)
        if each.name not in shipped
    )
