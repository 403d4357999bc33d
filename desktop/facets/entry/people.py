"""Age and sex from the criteria, where the record has no field that tells them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from desktop.facets.entry.eligibility_lexicon import EligibilityLexicon, counted
from desktop.facets.entry.grammar import groups_named
from desktop.facets.entry.sentences import enrols, has_criteria, ranks_read
from desktop.facets.entry.tokens import tokens_of
from desktop.facets.entry.units import Unit, units
from desktop.facets.matching import best
from desktop.facets.reading import Reading
from desktop.trials.finding import Basis, Finding
from desktop.trials.people import FEMALE, MALE, age_groups, registered_people

_YOUNGEST_TOLD, _OLDEST = 5, 200
_LONGEST_AGE = 3  # figures
_BEGINNING = 40  # letters: a line about one sex begins with it
_FACETS = ("age", "sex")
_CRITERIA = ("in", "out")
_MALE, _TRIAL = frozenset(("male", "both_sexes")), "study"
_RANGES = ("between", "to_below")
_TOO = {"male_too": MALE, "female_too": FEMALE}


def find_people(reading: Reading, lexicon: EligibilityLexicon) -> list[Finding]:
    """Return the ages and the sexes of those who may enter, as far as no field of the record tells them."""
    told = {facet for facet, _ in registered_people(reading.trial.eligibility)}
    if told == {"age", "sex"}:
        return []
    found: dict[str, list[Finding]] = {}
    too: dict[str, Finding] = {}
    for unit in units(reading, lexicon.hints.people, (0,)):
        known = {facet for facet in _FACETS if facet in told or facet in found}
        if "sex" not in told and lexicon.hints.men.search(unit.span.lowered[:_BEGINNING]):
            known.discard("sex")  # further lines may name the other sex
        if len(known) == len(_FACETS):
            continue
        for facet, values, rule, place in _said(unit, lexicon, known):
            own = [_finding(reading, unit, facet, value, rule, place) for value in values]
            if facet == "sex" and values[0] in _TOO:
                too.setdefault(_TOO[values[0]], own[0])
            else:
                # The first criterion that tells it is the rule for all; what comes later speaks of some of them.
                found.setdefault(facet, own)
    sexes = _sexes_together(found.get("sex", []), too)
    if not sexes and "sex" not in told and not has_criteria(reading):
        sexes = _enrolled_women(reading, lexicon)
    return best([*found.get("age", ()), *sexes])


def _enrolled_women(reading: Reading, lexicon: EligibilityLexicon) -> list[Finding]:
    """Return that women enter where a document without criteria says so and speaks of no men."""
    found: list[Finding] = []
    for unit in units(reading, lexicon.hints.men, ranks_read(reading)):
        tokens = counted(tokens_of(unit.span.plain, lexicon.words))
        kinds = {each.kind for each in tokens}
        if kinds & _MALE:
            return []
        if unit.side == "label" or (_TRIAL in kinds and enrols(unit, tokens)):
            said = _said(unit, lexicon, ("age",))
            found += [_finding(reading, unit, facet, values[0], rule, place) for facet, values, rule, place in said]
    return found


def _sexes_together(told: list[Finding], too: Mapping[str, Finding]) -> list[Finding]:
    """Return the sexes that one line names as those who enter, with the other where further lines speak of it."""
    if not told and len(too) == 1:
        return []
    named = {each.value for each in told}
    return [*told, *(each for sex, each in too.items() if sex not in named)]


def _finding(reading: Reading, unit: Unit, facet: str, value: str, rule: str, place: tuple[int, int]) -> Finding:
    basis: Basis = "implied" if unit.side == "out" or value in _TOO else "stated"
    return Finding(facet, _TOO.get(value, value), rule, basis, reading.quote(unit.span, *place))


def _said(
    unit: Unit, lexicon: EligibilityLexicon, known: Collection[str]
) -> Iterator[tuple[str, Sequence[str], str, tuple[int, int]]]:
    tokens = counted(tokens_of(unit.span.plain, lexicon.words))
    letters = lexicon.of_lines
    spelled = "".join([letters[each.kind] for each in tokens])
    told = set(known)
    for rule in lexicon.people.worth_trying(spelled, unit.side if unit.side in _CRITERIA else "prose"):
        facet = rule.id.split(".")[0]
        match = rule.pattern.search(spelled) if facet not in told else None
        if match is None:
            continue
        place = tokens[match.start()].start, tokens[match.end() - 1].end
        texts = [tokens[start].text for start, _ in groups_named(match, "n")]
        numbers = [int(each) for each in texts if each.isdecimal() and len(each) <= _LONGEST_AGE]
        numbers = [rule.fields["n"]] if "n" in rule.fields else numbers
        behind = [each.text for _, end in groups_named(match, "n") for each in tokens[end : end + 1]]
        if not _are_ages(rule.fields, numbers, behind, lexicon):
            continue
        values = _ages(rule.fields["value"], numbers) if facet == "age" else _sexes(rule.fields["value"])
        if values:
            told.add(facet)
            yield facet, values, rule.id, place


def _are_ages(
    fields: Mapping[str, Any], numbers: Iterable[int], behind: Iterable[str], lexicon: EligibilityLexicon
) -> bool:
    """Tell whether numbers are ages as a rule wants them: between its bounds, and counted in years if it says so."""
    low, high = fields.get("ages", (0, _OLDEST))
    return all(low <= each <= high for each in numbers) and (
        not fields.get("years") or all(map(lexicon.tells["years"].pattern.search, behind))
    )


def _sexes(value: str) -> Sequence[str]:
    return (FEMALE, MALE) if value == "both" else (value,)


def _ages(value: str, numbers: Sequence[int]) -> Sequence[str]:
    if not numbers or max(numbers) > _OLDEST or (value not in _RANGES and numbers[0] <= _YOUNGEST_TOLD):
        return ()
    low, high = min(numbers), max(numbers)
    limits = {
        "between": (low, high),
        "to_below": (low, high - 1),
        "from": (low, _OLDEST),
        "above": (low + 1, _OLDEST),
        "to": (0, low),
        "below": (0, low - 1),
    }[value]
    return age_groups(*limits)
