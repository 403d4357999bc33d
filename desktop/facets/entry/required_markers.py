"""Markers required for entry: mutations, expression and the like without which nobody may enter."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from desktop.facets.entry.eligibility_lexicon import MARKER, MARKER_STATE, UNLISTED, EligibilityLexicon
from desktop.facets.entry.mention_rules import Said, said_of_mentions
from desktop.facets.entry.sentences import (
    BREAST,
    CANCERS,
    Sentence,
    continues_another_cancer,
    enrols,
    is_of_another_cancer,
    sentence_of,
    sentences,
)
from desktop.facets.entry.tokens import Token, tokens_of
from desktop.facets.entry.units import Unit, units
from desktop.facets.entry.unlisted_markers import with_symbols
from desktop.facets.hints import Hint
from desktop.facets.matching import best
from desktop.facets.reading import Reading, Span, plain
from desktop.trials.finding import Finding

FACET = "biomarkers"
_PARTS = {"PI3K/AKT/mTOR pathway": ("PIK3CA", "AKT1", "PTEN", "MTOR")}
_REFUSED = "marker.refused"
_ASKING = ("inclusion_criteria", "eligibility", "title")
_FARTHEST_HEADING = 1_500  # characters
_MOST_ALTERNATIVES = 12
_MOST_BESIDE = 6  # lines
_LONGEST_ALTERNATIVE = 300  # characters
_MOST_WORDS = 2
_OF_BREAST = BREAST | {"subgroup"}
_OF_LISTS = CANCERS | {"subgroup", "comma", "or", "and", "slash", "word", "site", "advanced", "open", "close"}
_TELLING_MORE = frozenset(("with", "which"))
_PRESENT = frozenset(("positive", "mutation", "at_least", "above"))


def find_required_markers(reading: Reading, lexicon: EligibilityLexicon) -> list[Finding]:
    """Return a finding for each marker that is required of those who enter, or of those in one cohort."""
    told = [each for sentence in sentences(reading, lexicon) for each in _required(reading, sentence, lexicon)]
    told += _unlisted(reading, lexicon)
    found = [_finding(reading, *each, lexicon) for each in told]
    named = {each.value for each in found}
    # A pathway is only the name for its genes where these are told as well.
    return best(each for each in found if not named & set(_PARTS.get(each.value, ())))


def _required(reading: Reading, sentence: Sentence, lexicon: EligibilityLexicon) -> Iterator[tuple[Sentence, Said]]:
    kinds = {each.kind for each in sentence.tokens}
    if sentence.unit.side == "out" or not any(each.startswith((MARKER, MARKER_STATE)) for each in kinds):
        return
    if sentence.unit.side == "prose" and ("percent" in kinds or not enrols(sentence.unit, sentence.tokens)):
        return
    all_said = said_of_mentions(sentence, lexicon.of_markers, lexicon.marker_rules)
    # "EGFR mutation-negative (no L858R mutation in EGFR)" asks for none, however often it names the gene.
    absent = {sentence.tokens[each.place].kind: each.place for each in reversed(all_said) if each.rule == _REFUSED}
    said = [
        each
        for each in all_said
        if each.value == "required"
        and each.place <= absent.get(sentence.tokens[each.place].kind, each.place)
        and not _is_elsewhere(sentence.tokens, each.place, lexicon.hints.carrying)
    ]
    if not said or continues_another_cancer(reading, sentence, lexicon):
        return
    if not _is_one_choice_of_several(reading, sentence, lexicon):
        yield from ((sentence, each) for each in said)


def _is_elsewhere(tokens: Sequence[Token], place: int, carrying: Hint) -> bool:
    """Tell whether what stands at a place is of another cancer, which stands in no list with breast cancer."""
    if not is_of_another_cancer(tokens, place):
        return False
    beside = (*range(place - 1, -1, -1), *range(place + 1, len(tokens)))
    named = next((at for at in beside if tokens[at].kind in CANCERS), place)
    if named < place and tokens[named].text.startswith("other"):
        return True  # "breast cancer or other cancer known to express it"
    if named < place and not any(_tells_more(each, carrying) for each in tokens[named + 1 : place]):
        return True  # an item of the list itself: "melanoma, triple-negative breast cancer, MSI-high tumours"
    listed = (_listed_from(tokens, named, step) for step in (-1, 1))
    return not any(kind in _OF_BREAST for kinds in listed for kind in kinds)


def _tells_more(token: Token, carrying: Hint) -> bool:
    return token.kind in _TELLING_MORE or (token.kind == "mutation" and carrying.search(token.text) is not None)


def _listed_from(tokens: Sequence[Token], place: int, step: int) -> Iterator[str]:
    """Yield the kinds of words from the name of a cancer on as long as cancers are listed, each in a word or two."""
    words = 0
    while 0 <= place < len(tokens) and tokens[place].kind in _OF_LISTS and words <= _MOST_WORDS:
        kind = tokens[place].kind
        yield kind
        words = words + 1 if kind == "word" else 0
        place += step


def _unlisted(reading: Reading, lexicon: EligibilityLexicon) -> Iterator[tuple[Sentence, Said]]:
    """Yield the markers that no list names, and that criteria or a title ask for."""
    asking = _ASKING[: -1 if reading.trial.kind == "publication" else None]  # whose title tells its subject
    hint, found = lexicon.unlisted.hint, lexicon.unlisted.in_text
    spans = (each for name in asking if name in reading.sections for each in reading.hinted(name, hint))
    told = {(span.section, span.start): symbols for span in spans if (symbols := found(span.plain))}
    for unit in units(reading, hint, (0, 1), only=asking) if told else ():
        if asked := told.get((unit.span.section, unit.span.start)):
            yield from _asked_for(reading, unit, asked, lexicon)


def _asked_for(
    reading: Reading, unit: Unit, symbols: Sequence[tuple[int, int]], lexicon: EligibilityLexicon
) -> Iterator[tuple[Sentence, Said]]:
    sentence = sentence_of(unit, lexicon.words)
    moved = [(start + sentence.offset, end + sentence.offset) for start, end in symbols]
    sentence = sentence._replace(tokens=with_symbols(sentence.tokens, moved, UNLISTED))
    said = _required(reading, sentence, lexicon)
    yield from (each for each in said if sentence.tokens[each[1].place].kind == UNLISTED)


def _finding(reading: Reading, sentence: Sentence, said: Said, lexicon: EligibilityLexicon) -> Finding:
    kind = sentence.tokens[said.place].kind
    place = sentence.span(said.place, said.place + 1)
    name = lexicon.unlisted.named(sentence.unit.span.plain, *place) if kind == UNLISTED else kind.split(" ", 1)[1]
    evidence = reading.quote(sentence.unit.span, *place)
    return Finding(FACET, name, said.rule, "stated", evidence, cohort=sentence.cohort(*place))


def _is_one_choice_of_several(reading: Reading, sentence: Sentence, lexicon: EligibilityLexicon) -> bool:
    """Tell whether something else is enough instead of this one, and names no marker."""
    span = sentence.unit.span
    if sentence.unit.side != "in":
        return False
    parts = reading.layout.or_in_capitals.split(span.plain)[: _MOST_ALTERNATIVES + 1]
    if lexicon.tells["in_blood"].pattern.search(span.lowered):
        return True
    if _is_one_way(span.lowered, lexicon):
        return True
    parts = parts if len(parts) > 1 else []
    others = (*sentence.unit.alternatives[:_MOST_ALTERNATIVES], *parts, *_listed_beside(reading, span))
    tests = _names_a_test({each.kind for each in sentence.tokens}, lexicon)
    return not all(_names_a_marker(each, lexicon, tests=tests) for each in others)


def _names_a_test(kinds: AbstractSet[str], lexicon: EligibilityLexicon) -> bool:
    return any(MARKER + name in kinds for name in lexicon.gene_tests)


def _is_one_way(text: str, lexicon: EligibilityLexicon) -> bool:
    """Tell whether a sentence lists ways to enter of which one names no marker ("one of: grade 3, Ki-67 ≥ 30 %")."""
    told = lexicon.tells["one_way"].pattern.search(text)
    if told is None or told["of_stage"]:
        return told is not None
    return lexicon.tells["no_marker"].pattern.search(told["list"]) is not None


def _listed_beside(reading: Reading, span: Span) -> list[str]:
    """Return the lines beside a sentence that stand below "at least one of the following:", or below its first item."""
    text = reading.sections[span.section]
    above = text[max(0, span.start - _FARTHEST_HEADING) : span.start].split("\n")[:-1][-_MOST_BESIDE:]
    headings = [place for place, line in enumerate(above) if line.rstrip().endswith(":")]
    nested = [each for at, each in enumerate(headings) if headings[at:] == [*range(each, headings[-1] + 1)]]
    if not any(reading.layout.one_of_level.search(above[each]) for each in nested):
        return []
    below = text[span.end : span.end + _LONGEST_ALTERNATIVE].split("\n")[1:2]
    return [line for line in (*above[headings[-1] + 1 :], *below) if line.strip()]


def _names_a_marker(text: str, lexicon: EligibilityLexicon, *, tests: bool) -> bool:
    """Tell whether a text names a marker, and not that it is absent: "PD-L1-negative".

    Beside a test of gene expression (``tests``) another one does, and beside another marker none.
    """
    kinds = {each.kind for each in tokens_of(plain(text[:_LONGEST_ALTERNATIVE]), lexicon.words)}
    absent = "marker_absent" in kinds and kinds.isdisjoint(_PRESENT)
    is_named = any(each.startswith((MARKER, MARKER_STATE)) for each in kinds)
    if tests or _names_a_test(kinds, lexicon):
        return tests and _names_a_test(kinds, lexicon)
    return not absent and (is_named or bool(lexicon.unlisted.in_text(plain(text[:_LONGEST_ALTERNATIVE]))))
