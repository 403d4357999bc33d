"""HER2 status: which HER2 groups a trial enrols, several where it enrols several."""

from desktop.facets.matching import best
from desktop.facets.reading import Reading
from desktop.facets.receptor_statements import Statement, receptor_statements
from desktop.facets.rules import Rules
from desktop.trials.finding import Finding

_FACET = "her2"
_SUBDIVIDED = {"low", "ultralow", "zero"}


def find_her2(reading: Reading, rules: Rules) -> list[Finding]:
    """Return the HER2 groups that the trial enrols, with their evidence; none where nothing is said of entry.

    Values: design/facets, "HER2 status". Titles, conditions and criteria together decide; where they are silent, what
    follows from the exclusion criteria, then the summary, then the rest of the text. A general word ("status known",
    "HER2-expressing") counts only where no group is named.
    """
    own: list[Statement] = []
    for places, statements in receptor_statements(reading, rules):
        own = [each for each in statements if each.receptor == _FACET]
        named = [each for each in own if not each.weak and each.state not in ("any", "needs_review")]
        decisive = _settled([each for each in named if each.place in places])
        if decisive:
            return best(_finding(reading, each) for each in decisive)
        # "Any status may enter" outweighs what less trusted places say of one group.
        if whatever := [each for each in own if each.state == "any" and not each.weak and each.place in places]:
            return best(_finding(reading, each) for each in whatever)
    for state in ("any", "needs_review"):
        general = [each for each in own if each.state == state and each.place != "refused"]
        if general:
            return best(_finding(reading, each) for each in general)
    return []


def _settled(statements: list[Statement]) -> list[Statement]:
    # Explicit text wins over what follows from triple-negative: "HER2-low, triple-negative" enrols HER2-low.
    subdivided = [each for each in statements if each.state in _SUBDIVIDED]
    if any(each.place == "title" for each in subdivided):
        return [each for each in statements if each.basis != "derived"]
    sentences = {each.sentence for each in subdivided}
    return [each for each in statements if each.basis != "derived" or each.sentence not in sentences]


def _finding(reading: Reading, each: Statement) -> Finding:
    return Finding(
        facet=_FACET,
        value=each.state,
        rule=each.rule,
        basis=each.basis,
        evidence=reading.quote(each.sentence, each.start, each.end),
        cohort=each.cohort,
    )
