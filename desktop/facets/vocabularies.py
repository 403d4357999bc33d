"""Everything the facets know, loaded once from resources and handed around whole."""

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from desktop.errors import VocabularyError
from desktop.facets.abstract_parts import AbstractParts
from desktop.facets.drugs.checks import drug_vocabulary_faults
from desktop.facets.drugs.terms import DrugTerms, drug_terms
from desktop.facets.drugs.vocabulary import DrugVocabulary, load_drug_vocabulary
from desktop.facets.drugs.vocabulary_files import FILES
from desktop.facets.entry.eligibility_faults import eligibility_faults
from desktop.facets.entry.eligibility_lexicon import MARKERS, EligibilityLexicon, load_eligibility_lexicon
from desktop.facets.entry.lexicon import RECEPTOR, Lexicon, lexicon_faults, load_lexicon
from desktop.facets.entry.phrases import PHRASE_FOLDER, Phrases, load_phrases, phrase_faults
from desktop.facets.entry.required_markers import FACET as MARKER_FACET
from desktop.facets.hinted_words import HintedWords
from desktop.facets.layout import Layout, layout_faults, load_layout
from desktop.facets.own_files import ADDED, own_files
from desktop.facets.rules import Rules, load_rules, rule_faults
from desktop.facets.run_on import RunOn, load_run_on, run_on_faults
from desktop.facets.shown import DRUG_FOLDER, FACET_FILE, shown_facets
from desktop.trials.facets import Facets

_RULE_FOLDER = "rules"
_READING_FOLDER = "reading"


@dataclass(frozen=True)
class Vocabularies:
    """Hold the facets, what reads them from text, and the drugs; ``version`` changes with any file."""

    facets: Facets
    rules: Rules
    lexicon: Lexicon
    eligibility: EligibilityLexicon
    drugs: DrugVocabulary
    phrases: Phrases
    run_on: RunOn
    layout: Layout
    version: str

    @cached_property
    def abstract_parts(self) -> AbstractParts:
        """Return what tells from its label what a part of an abstract is about."""
        return AbstractParts(self.rules)

    @cached_property
    def hinted_words(self) -> HintedWords:
        """Return what tells of each word of a trial which hints it may hold."""
        own, books = self.eligibility.hints, (self.phrases.setting, self.phrases.brain_metastases, self.phrases.ecog)
        of_receptors = self.lexicon.receptor_hint, self.lexicon[RECEPTOR].hints["receptors"]
        of_phrases = (hint for book in books for hint in book.hints.values())
        of_entry = (own.either, own.always, own.often, self.eligibility.treatments.hint, own.people, own.men)
        of_rules = (rule.hint for rules in self.rules.by_facet.values() for rule in rules if rule.hint)
        return HintedWords((*of_receptors, *of_entry, self.eligibility.unlisted.hint, *of_phrases, *of_rules))


def load_vocabularies(resources: Path, own: Path | None = None) -> Vocabularies:
    """Return the vocabularies of a resources folder; a user's ``own`` copies count instead of files of the same name.

    Raises:
        VocabularyError: a file is missing or at fault; the message names file, row and fault.
    """
    with _place_of_copies_told(own):
        drugs = load_drug_vocabulary(resources / DRUG_FOLDER, own)
        rules = load_rules(resources / _RULE_FOLDER, own)
        lexicon = load_lexicon(resources / _READING_FOLDER, own)
        eligibility = load_eligibility_lexicon(resources / _READING_FOLDER, own)
        facets = shown_facets(resources, own)
        phrases = load_phrases(resources / _READING_FOLDER, own)
        run_on = load_run_on(resources / _READING_FOLDER, own)
        layout = load_layout(resources / _READING_FOLDER, own)
    versions = " ".join(each.version for each in (drugs, rules, lexicon, eligibility, phrases, run_on, layout))
    version = hashlib.sha256(versions.encode()).hexdigest()[:8]
    return Vocabularies(facets, rules, lexicon, eligibility, drugs, phrases, run_on, layout, version)


def load_drugs(resources: Path, own: Path | None = None) -> DrugTerms:
    """Return the drugs of a resources folder by all their names, for which no rule and no grammar is read.

    Raises:
        VocabularyError: a file is missing or at fault; the message names file, row and fault.
    """
    with _place_of_copies_told(own):
        return drug_terms(load_drug_vocabulary(resources / DRUG_FOLDER, own))


@contextlib.contextmanager
def _place_of_copies_told(own: Path | None) -> Iterator[None]:
    try:
        yield
    except VocabularyError as error:
        if not own_files(own):
            raise
        raise VocabularyError(f"{error} Your own copies of such files lie in {own}.") from error


def vocabulary_faults(resources: Path, own: Path | None = None) -> tuple[str, ...]:
    """Return every fault of the vocabularies and rules, one plain sentence each; none means sound."""
    faults = (
        *_strangers(resources, own),
        *drug_vocabulary_faults(resources / DRUG_FOLDER, own),
        *rule_faults(resources / _RULE_FOLDER, own),
        *lexicon_faults(resources / _READING_FOLDER, own),
        *eligibility_faults(resources / _READING_FOLDER, own),
        *phrase_faults(resources / _READING_FOLDER, own),
        *run_on_faults(resources / _READING_FOLDER, own),
        *layout_faults(resources / _READING_FOLDER, own),
    )
    if faults:
        return faults
    try:
        loaded = load_vocabularies(resources, own)
    except VocabularyError as error:
        return (str(error),)
    shown = loaded.facets[MARKER_FACET].by_id
    return tuple(
        f"{FACET_FILE}: {MARKER_FACET} has no value {name}, a marker of {MARKERS}; add it to filter by it."
        for name in loaded.eligibility.markers
        if name not in shown
    )


def _strangers(resources: Path, own: Path | None) -> tuple[str, ...]:
    """Return a sentence for every own file that stands for no shipped one, and so counts for nothing."""
    reading = resources / _READING_FOLDER
    folders = (resources / _RULE_FOLDER, reading, reading / PHRASE_FOLDER)
    shipped = {FACET_FILE, *FILES, ADDED, *(each.name for folder in folders for each in folder.glob("*.toml"))}
    return tuple(
        f"{each} is no copy of a word list and is not read; the names are {', '.join(sorted(shipped))}."
        for each in own_files(own)
        if each.name not in shipped
    )
