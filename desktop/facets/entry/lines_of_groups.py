"""Lines that a criterion asks of one receptor group alone, in a trial that takes other patients as well."""

from collections.abc import Iterable, Sequence

from desktop.facets.entry.cells import HER2, HR
from desktop.facets.entry.eligibility_lexicon import EligibilityLexicon
from desktop.facets.entry.sentences import Sentence, headings_above
from desktop.facets.entry.tokens import Token, tokens_of
from desktop.facets.reading import Reading, plain
from desktop.trials.finding import Finding

_KEPT = "entry.receptors"
_MOST_BETWEEN = 8  # tokens between a group and what it needs
_ENDS = frozenset(("stop", "but", "no"))
# A heading of some patients has one of the first, one that tells what a group is has one of the others.
_OF_SOME, _NO_GROUP = frozenset(("of", "if", "people")), frozenset(("counting", "need", "at_least", "received"))
_SUBJECT = frozenset(("word", "people", "with", "dash", "slash", "breast", "mbc", "subgroup", "advanced", "number"))


def keep_receptors(reading: Reading, findings: Iterable[Finding]) -> None:
    """Keep the receptor groups that a trial takes, for those who read later what it asks of one of them."""
    reading.kept[_KEPT] = {(each.facet, each.value) for each in findings if each.facet in (HER2, HR)}


def group_meant(text: str, lexicon: EligibilityLexicon) -> str:
    """Return a group as it is told apart from others: "ER+" and "hormone receptor positive" are one; "" for no text."""
    if not text:
        return ""
    if _is(text, "low", lexicon) or _is(text, "triple_negative", lexicon):
        return text
    return f"{_facet_of(text, lexicon)} {'negative' if _is(text, 'negative', lexicon) else 'positive'}"


def group_above(reading: Reading, sentence: Sentence, lexicon: EligibilityLexicon) -> str:
    """Return the group of hormone receptors that a heading above is about: "For HR+ patients:"; "" for none."""
    for heading in headings_above(reading, sentence):
        tokens = tokens_of(plain(heading), lexicon.words)
        kinds = {each.kind for each in tokens}
        if not kinds.isdisjoint(_OF_SOME):
            groups = {each.text for each in tokens if each.kind == "subgroup" and _facet_of(each.text, lexicon) == HR}
            one = kinds.isdisjoint(_NO_GROUP) and len({group_meant(each, lexicon) for each in groups}) == 1
            return groups.pop() if one else ""
    return ""


def is_of_one_group(
    reading: Reading,
    tokens: Sequence[Token],
    place: tuple[int, int],
    lexicon: EligibilityLexicon,
    *,
    above: str = "",
) -> bool:
    """Tell whether a statement is about one receptor group: "HER2-positive patients must have had two lines".

    ``above`` is the group that the heading is about.
    Where the trial takes no other patients it is about all of them.
    """
    group = _subject(tokens, place[0]) or _needed_for(tokens, place[1]) or _begins_with(tokens, lexicon) or above
    return bool(group) and _takes_others(reading.kept.get(_KEPT, ()), group, lexicon)


def _subject(tokens: Sequence[Token], start: int) -> str:
    """Return the group of which something is needed in the clause before a statement, "" if there is none."""
    first = next((at + 1 for at in range(start - 1, -1, -1) if tokens[at].kind in _ENDS), 0)
    clause = tokens[first : start + 1]
    kinds = [each.kind for each in clause]
    group = next((at for at, kind in enumerate(kinds) if kind == "subgroup"), None)
    if group is None or not set(kinds[:group]) <= _SUBJECT | {"of", "if", "comma", "open", "close", "or"}:
        return ""
    behind = kinds[group + 1 : group + _MOST_BETWEEN]
    needed = behind.index("need") if "need" in behind else None
    colon = behind.index("colon") if kinds[:1] == ["of"] and "colon" in behind else None
    place = needed if needed is not None else colon
    return clause[group].text if place is not None and set(behind[:place]) <= _SUBJECT else ""


def _begins_with(tokens: Sequence[Token], lexicon: EligibilityLexicon) -> str:
    """Return the group that a criterion begins with, if it names none with other hormone receptors."""
    groups = [each.text for each in tokens if each.kind == "subgroup"]
    first = next((at for at, each in enumerate(tokens) if each.kind == "subgroup"), len(tokens))
    begins = {each.kind for each in tokens[:first]} <= _SUBJECT
    own = [each for each in groups if _facet_of(each, lexicon) == HR]
    return own[0] if begins and own and len({group_meant(each, lexicon) for each in own}) == 1 else ""


def _needed_for(tokens: Sequence[Token], end: int) -> str:
    """Return the group behind "... required for", "" if there is none."""
    behind = tokens[end : end + _MOST_BETWEEN]
    kinds = [each.kind for each in behind]
    if "need" not in kinds or "subgroup" not in kinds[kinds.index("need") :]:
        return ""
    place = kinds.index("subgroup", kinds.index("need"))
    between = kinds[kinds.index("need") + 1 : place]
    return behind[place].text if between[:1] == ["of"] and set(between[1:]) <= _SUBJECT else ""


def _takes_others(taken: Iterable[tuple[str, str]], group: str, lexicon: EligibilityLexicon) -> bool:
    facet = _facet_of(group, lexicon)
    negative = any(_is(group, name, lexicon) for name in ("triple_negative", "negative", "low"))
    own = {"negative", "low", "ultralow", "zero"} if negative else {"positive"}
    return any(name == facet and value not in own for name, value in taken)


def _facet_of(group: str, lexicon: EligibilityLexicon) -> str:
    return HER2 if _is(group, "of_her2", lexicon) else HR


def _is(group: str, name: str, lexicon: EligibilityLexicon) -> bool:
    return lexicon.tells[name].pattern.search(group) is not None
