"""Markers required for entry: mutations, expression and the like without which nobody may enter."""

from collections.abc import Iterator

from desktop.facets.entry.eligibility_lexicon import MARKER, MARKER_STATE, EligibilityLexicon
from desktop.facets.entry.mention_rules import Said, said_of_mentions
from desktop.facets.entry.sentences import Sentence, enrols, is_of_another_cancer, sentences
from desktop.facets.entry.tokens import tokens_of
from desktop.facets.matching import best
from desktop.facets.reading import Reading, plain
from desktop.trials.finding import Finding

FACET = "biomarkers"
_PARTS = {"PI3K/AKT/mTOR pathway": ("PIK3CA", "AKT1", "PTEN", "MTOR")}
_MOST_ALTERNATIVES = 12
_LONGEST_ALTERNATIVE = 300  # characters


def find_required_markers(reading: Reading, lexicon: EligibilityLexicon) -> list[Finding]:
    """Return a finding for each marker that is required of those who enter, or of those in one cohort."""
    told = [each for sentence in sentences(reading, lexicon) for each in _required(sentence, lexicon)]
    found = [_finding(reading, *each) for each in told]
    named = {each.value for each in found}
    # A pathway is only the name for its genes where these are told as well.
    return best(each for each in found if not named & set(_PARTS.get(each.value, ())))


def _required(sentence: Sentence, lexicon: EligibilityLexicon) -> Iterator[tuple[Sentence, Said]]:
    kinds = {each.kind for each in sentence.tokens}
    if sentence.unit.side == "out" or not any(each.startswith((MARKER, MARKER_STATE)) for each in kinds):
        return
    if sentence.unit.side == "prose" and ("percent" in kinds or not enrols(sentence.tokens)):
        return
    said = [
        each
        for each in said_of_mentions(sentence, lexicon.of_markers, lexicon.marker_rules)
        if each.value == "required" and not is_of_another_cancer(sentence.tokens, each.place)
    ]
    if said and not _is_one_choice_of_several(sentence, lexicon):
        yield from ((sentence, each) for each in said)


def _finding(reading: Reading, sentence: Sentence, said: Said) -> Finding:
    name = sentence.tokens[said.place].kind.split(" ", 1)[1]
    place = sentence.span(said.place, said.place + 1)
    evidence = reading.quote(sentence.unit.span, *place)
    return Finding(FACET, name, said.rule, "stated", evidence, cohort=sentence.cohort(*place))


def _is_one_choice_of_several(sentence: Sentence, lexicon: EligibilityLexicon) -> bool:
    """Tell whether another criterion is enough instead of this one, and names no marker."""
    others = sentence.unit.alternatives[:_MOST_ALTERNATIVES]
    return not all(_names_a_marker(each, lexicon) for each in others)


def _names_a_marker(text: str, lexicon: EligibilityLexicon) -> bool:
    tokens = tokens_of(plain(text[:_LONGEST_ALTERNATIVE]), lexicon.words)
    return any(each.kind.startswith((MARKER, MARKER_STATE)) for each in tokens)
