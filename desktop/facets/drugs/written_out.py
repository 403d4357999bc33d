"""Names that are only an abbreviation ("DOSI"), and the words in which the record writes them out."""

import re
from collections.abc import Iterator
from itertools import islice

from desktop.facets.drugs.terms import DrugTerms
from desktop.facets.expression import for_small_letters
from desktop.facets.reading import TITLES, Reading
from desktop.facets.small_letters import lowered
from desktop.trials.finding import Evidence

_ABBREVIATION = re.compile(r"(?=(?:[a-z0-9-]*[A-Z]){3})[A-Za-z]{3,8}")
_WORD = re.compile(r"[A-Za-z]+")
_SECTIONS = (*TITLES, "brief_summary", "intervention_details", "arms", "detailed_description")
_MOST_READ = 5_000  # characters of a section: thousands of interventions may be abbreviations
_MOST_WORDS = 60  # of a title
_BRACKET = re.compile(r"\s?[(\[–-]\s?([A-Z][^()\[\]]{8,110})[)\]]")
_NEAREST = 60  # characters before "called" that tell what is called so
_WIDEST = 110  # characters before the brackets in which the words stand


def written_out(name: str, reading: Reading, terms: DrugTerms) -> Iterator[Evidence]:
    """Yield where the record writes out a name that is an abbreviation; nothing for any other name.

    The words stand before it in brackets ("Diffuse Optical Spectroscopic Imaging (DOSI)") or behind it in brackets,
    before "called", or in a title.
    """
    name = re.sub(terms.vocabulary.wording.programme_noun, "", name, flags=re.IGNORECASE)
    if not _ABBREVIATION.fullmatch(name):
        return
    yield from _explained(name, reading, terms)
    letters, small_words = name.lower(), terms.vocabulary.wording.small_words
    bracketed = re.compile(rf"\(\s*{name}\b")
    for section in _SECTIONS:
        text = reading.sections.get(section, "")[:_MOST_READ]
        for found in bracketed.finditer(text):
            words = list(_WORD.finditer(text, max(0, found.start() - _WIDEST), found.start()))
            if (first := _first_of(words, letters, small_words)) is not None:
                yield reading.evidence(section, words[first].start(), words[-1].end())
    for section in TITLES:
        words = list(islice(_WORD.finditer(reading.sections.get(section, "")), _MOST_WORDS))
        for after in range(len(letters), len(words) + 1):
            first = _first_of(words[:after], letters, small_words)
            if first is not None:
                yield reading.evidence(section, words[first].start(), words[after - 1].end())


def _explained(name: str, reading: Reading, terms: DrugTerms) -> Iterator[Evidence]:
    """Yield the bracket behind a name whose words have its initials, and what stands before "called" and the name."""
    called = for_small_letters(terms.vocabulary.wording.called)
    for section in _SECTIONS:
        text = reading.sections.get(section, "")[:_MOST_READ]
        for found in re.finditer(rf"\b{name}\b", text):
            bracket = _BRACKET.match(text, found.end())
            words = list(_WORD.finditer(text, *bracket.span(1))) if bracket else []
            if _first_of(words, name.lower(), terms.vocabulary.wording.small_words) == 0 and bracket:
                yield reading.evidence(section, *bracket.span(1))
            before = called.search(lowered(text[max(0, found.start() - _WIDEST) : found.start()]))
            if before:
                end = max(0, found.start() - _WIDEST) + before.start()
                clause = max(text.rfind(sign, 0, end) for sign in ".;:,(\n") + 1
                yield reading.evidence(section, max(clause, end - _NEAREST), end)


def _first_of(words: list[re.Match[str]], letters: str, small_words: str) -> int | None:
    """Return the place of the first of the last words whose initials are some letters, None if they are others.

    Small words among them count for nothing, or give an initial ("Quality of Life").
    """
    found = _ends_of(words, letters, small_words, counted=True)
    return _ends_of(words, letters, small_words, counted=False) if found is None else found


def _ends_of(words: list[re.Match[str]], letters: str, small_words: str, *, counted: bool) -> int | None:
    left = len(letters)
    for place in range(len(words) - 1, -1, -1):
        word = words[place].group().lower()
        small = re.search(small_words, word)
        if word[0] == letters[left - 1] and (counted or not small):
            left -= 1
            if not left:
                return place
        elif left == len(letters) or not small:
            return None
    return None
