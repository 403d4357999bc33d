"""Hormone receptor status (ER and/or PgR): which groups a trial enrols."""

from collections.abc import Iterable

from desktop.facets.matching import best
from desktop.facets.reading import Reading
from desktop.facets.receptor_statements import Statement, receptor_statements
from desktop.facets.rules import Rules
from desktop.trials.finding import Finding

_FACET = "hr"


def find_hormone_receptor(reading: Reading, rules: Rules) -> list[Finding]:
    """Return the hormone receptor groups that the trial enrols, with their evidence; none where nothing is said.

    Values: positive, negative, any. One positive receptor makes disease positive; a negative progesterone receptor
    alone says nothing. Places count as for HER2. Where one sentence takes both groups and tells no different HER2
    status for them ("HR-/HER2+ or HR+/HER2+ may enrol"), the status does not matter: any.
    """
    own: list[Statement] = []
    for places, statements in receptor_statements(reading, rules):
        own = [each for each in statements if each.receptor == _FACET]
        named = _one_positive_is_positive(each for each in own if not each.weak and each.state != "any")
        decisive = [each for each in named if each.place in places]
        if decisive:
            her2 = [each for each in statements if each.receptor == "her2"]
            both = _sentences_of_both([*decisive, *her2])
            either = [each for each in decisive if each.basis == "stated" and _place(each) in both]
            return best(_finding(reading, each, "any" if either else each.state) for each in either or decisive)
        # "Any status may enter" outweighs what less trusted places say of one group.
        if whatever := [each for each in own if each.state == "any" and not each.weak and each.place in places]:
            return best(_finding(reading, each, "any") for each in whatever)
    general = [each for each in own if each.state == "any" and not each.only_pgr and each.place != "refused"]
    return best(_finding(reading, each, "any") for each in general)


def _one_positive_is_positive(statements: Iterable[Statement]) -> list[Statement]:
    statements = list(statements)
    positive = {(_place(each), each.cohort) for each in statements if each.state == "positive" and each.only_pgr}
    return [
        each
        for each in statements
        if each.state == "positive"
        or not (each.only_pgr or (each.basis == "stated" and (_place(each), each.cohort) in positive))
    ]


def _sentences_of_both(statements: Iterable[Statement]) -> set[tuple[str, int]]:
    """Return the places of the sentences that take both groups and do not part them by HER2 status."""
    own: dict[tuple[str, int], set[str]] = {}
    her2: dict[tuple[str, int], set[str]] = {}
    for each in statements:
        if each.basis == "stated" and each.receptor == "her2":
            her2.setdefault(_place(each), set()).add(each.state)
        elif each.basis == "stated" and each.receptor == _FACET and not each.only_pgr:
            own.setdefault(_place(each), set()).add(each.state)
    return {
        place for place, states in own.items() if {"positive", "negative"} <= states and len(her2.get(place, ())) == 1
    }


def _place(each: Statement) -> tuple[str, int]:
    return each.sentence.section, each.sentence.start


def _finding(reading: Reading, each: Statement, value: str) -> Finding:
    return Finding(
        facet=_FACET,
        value=value,
        rule=each.rule,
        basis=each.basis,
        evidence=reading.quote(each.sentence, each.start, each.end),
        cohort=each.cohort,
    )
