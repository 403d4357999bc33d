"""Age and sex from the criteria, where the record has no field that tells them."""

from collections.abc import Iterator, Sequence

from desktop.facets.entry.eligibility_lexicon import EligibilityLexicon, counted
from desktop.facets.entry.grammar import groups_named
from desktop.facets.entry.tokens import tokens_of
from desktop.facets.entry.units import Unit, units
from desktop.facets.hints import Hint
from desktop.facets.matching import best
from desktop.facets.reading import Reading
from desktop.trials.finding import Finding
from desktop.trials.people import FEMALE, MALE, age_groups, registered_people

PEOPLE_HINT = Hint(
    ("aged", "age ", "age:", "ages ", "of age", "years old", "year old", "older", "yrs", "male", "women", "men ")
)
_YOUNGEST_TOLD, _OLDEST = 5, 200
_LONGEST_AGE = 3  # figures


def find_people(reading: Reading, lexicon: EligibilityLexicon) -> list[Finding]:
    """Return the ages and the sexes of those who may enter, as far as no field of the record tells them."""
    told = {facet for facet, _ in registered_people(reading.trial.eligibility)}
    if told == {"age", "sex"}:
        return []
    found: dict[str, list[Finding]] = {"age": [], "sex": []}
    for unit in units(reading, PEOPLE_HINT, (0,)):
        if all(facet in told or own for facet, own in found.items()):
            break
        for facet, values, rule, place in _said(unit, lexicon):
            # The first criterion that tells it is the rule for all; what comes later speaks of some of them.
            if facet not in told and not found[facet]:
                found[facet] = [
                    Finding(
                        facet,
                        value,
                        rule,
                        "implied" if unit.side == "out" else "stated",
                        reading.quote(unit.span, *place),
                    )
                    for value in values
                ]
    return best([*found["age"], *found["sex"]])


def _said(unit: Unit, lexicon: EligibilityLexicon) -> Iterator[tuple[str, Sequence[str], str, tuple[int, int]]]:
    tokens = counted(tokens_of(unit.span.plain, lexicon.words))
    letters = lexicon.of_lines
    spelled = "".join([letters[each.kind] for each in tokens])
    told: set[str] = set()
    for rule in lexicon.people.worth_trying(spelled):
        facet, side = rule.id.split(".")[0], "in" if unit.side == "in" else "out"
        match = rule.pattern.search(spelled) if facet not in told and side in rule.fields["sides"] else None
        if match is None:
            continue
        place = tokens[match.start()].start, tokens[match.end() - 1].end
        texts = [tokens[start].text for start, _ in groups_named(match, "n")]
        numbers = [int(each) for each in texts if each.isdecimal() and len(each) <= _LONGEST_AGE]
        values = _ages(rule.fields["value"], numbers) if facet == "age" else _sexes(rule.fields["value"])
        if values:
            told.add(facet)
            yield facet, values, rule.id, place


def _sexes(value: str) -> Sequence[str]:
    return (FEMALE, MALE) if value == "both" else (value,)


def _ages(value: str, numbers: Sequence[int]) -> Sequence[str]:
    if not numbers or max(numbers) > _OLDEST or (value != "between" and numbers[0] <= _YOUNGEST_TOLD):
        return ()
    low, high = min(numbers), max(numbers)
    limits = {
        "between": (low, high),
        "from": (low, _OLDEST),
        "above": (low + 1, _OLDEST),
        "to": (0, low),
        "below": (0, low - 1),
    }[value]
    return age_groups(*limits)
