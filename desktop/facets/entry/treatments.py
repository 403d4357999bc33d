"""The words for earlier treatments, loaded once: earlier_treatments.toml beside the words of eligibility."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from desktop.errors import VocabularyError
from desktop.facets.entry.grammar import Alphabet
from desktop.facets.entry.tokens import KINDS, MENTION
from desktop.facets.entry.words import WordList, Words, words_of
from desktop.facets.hints import Hint
from desktop.facets.toml_files import content_of, tables_in, texts

TREATMENT = "treatment "
"""Before the name of a treatment: the kind of its token."""
_OTHERWISE = "read_otherwise"
_REPLACED = "untreated"  # "chemotherapy-naive" is a treatment and a word of its own
_AS = ("drug", "chemo", "endocrine", "targeted", "systemic")
_READ_AS = {"cdk46": "drug", "her2_adc": "drug"}


@dataclass(frozen=True)
class Narrowing:
    """Hold the words by which a part of a treatment is meant, in small letters.

    ``together`` stand before one that is given with or as another, ``untried`` before new ones, ``aimed`` behind
    treatments of any kind. A word with one of ``drug_endings`` is a drug, known or not.
    """

    together: frozenset[str]
    untried: frozenset[str]
    aimed: frozenset[str]
    drug_endings: tuple[str, ...]


@dataclass(frozen=True)
class Treatments:
    """Hold the words of eligibility with the treatments among them; ``part_of`` gives of a drug its class by kind."""

    words: Words
    hint: Hint
    part_of: Mapping[str, str]
    read_as: Mapping[str, str]
    narrowing: Narrowing
    alphabet: Alphabet

    @cached_property
    def plain_letters(self) -> Mapping[str, str]:
        """Return the letters of all kinds, of treatments those as which other rules see them."""
        kinds = {*KINDS, *(each.kind for each in self.words.lists)}
        return {kind: self.alphabet.letter(self.read_as.get(kind, kind)) for kind in kinds}

    @cached_property
    def letters(self) -> Mapping[str, Mapping[str, str]]:
        """Return by the kind of a treatment the letters for reading what is said of it, which is the mention."""
        plain, mention = self.plain_letters, self.alphabet.letter(MENTION)
        return {kind: {**plain, kind: mention} for kind in plain if kind.startswith(TREATMENT)}


def load_treatments(file: Path, plain: Iterable[WordList], alphabet: Alphabet) -> Treatments:
    """Return the treatments of a file beside ``plain`` lists; a phrase of both is the treatment's.

    Raises:
        VocabularyError: the file is missing or at fault.
    """
    content = content_of(file)
    entries = tables_in(content, file.name, "treatment")
    try:
        named = [_of(entry, file.name) for entry in entries]
        read_as = {TREATMENT + entry["name"]: entry["as"] for entry in entries}
        part_of = {TREATMENT + entry["name"]: TREATMENT + entry["part_of"] for entry in entries if "part_of" in entry}
        hint = Hint(content["hints"])
        narrowing = _narrowing(content["narrowing"], f"{file.name}, [narrowing]")
        _ = content[_OTHERWISE]
    except (KeyError, TypeError) as error:
        raise VocabularyError(f"{file.name}: an entry lacks or misspells a field ({error}).") from error
    if wrong := next((each for each in read_as.values() if each not in _AS), None):
        raise VocabularyError(f"{file.name}: as must be one of {', '.join(_AS)}, not “{wrong}”.")
    if unknown := next((each for each in part_of.values() if each not in read_as), None):
        raise VocabularyError(f"{file.name}: there is no treatment “{unknown.removeprefix(TREATMENT)}”.")
    otherwise = {kind: texts(f"{file.name}, [{_OTHERWISE}]", content[_OTHERWISE], kind) for kind in content[_OTHERWISE]}
    claimed = {phrase.lower() for each in named for phrase in each.phrases}
    lists = tuple(_left(each, claimed, otherwise) for each in plain)
    return Treatments(words_of((*lists, *named), file.name), hint, part_of, _READ_AS | read_as, narrowing, alphabet)


def _narrowing(content: Mapping[str, Any], where: str) -> Narrowing:
    together, untried, aimed = (frozenset(texts(where, content, name)) for name in ("together", "untried", "aimed"))
    return Narrowing(together, untried, aimed, texts(where, content, "drug_endings"))


def _left(plain: WordList, claimed: Container[str], otherwise: Mapping[str, tuple[str, ...]]) -> WordList:
    """Return a list without the phrases of treatments and those that mean something else, and with its own of these."""
    elsewhere = {phrase for kind, phrases in otherwise.items() if kind != plain.kind for phrase in phrases}
    if plain.kind in otherwise and plain.kind == _REPLACED:
        return replace(plain, phrases=otherwise[plain.kind])
    kept = tuple(each for each in plain.phrases if each.lower() not in claimed and each not in elsewhere)
    return replace(plain, phrases=tuple(dict.fromkeys((*kept, *otherwise.get(plain.kind, ())))))


def _of(entry: Mapping[str, Any], file: str) -> WordList:
    where = f"{file}, treatment {entry['name']}"
    return WordList(TREATMENT + entry["name"], *(texts(where, entry, name) for name in ("phrases", "match", "reject")))
