"""The states of receptors as sets: HER2 over six cells and ERBB2 mutations, hormone receptors over two."""

from collections.abc import Mapping

from desktop.facets.entry.scores import names_of

HER2, HR = "her2", "hr"
_NEGATIVE = frozenset(("0", "ultralow", "1", "2-"))
_POSITIVE = frozenset(("2+", "3"))
_STATES: Mapping[str, Mapping[str, frozenset[str]]] = {
    HER2: {
        "positive": _POSITIVE,
        "low": frozenset(("1", "2-")),
        "ultralow": frozenset(("ultralow",)),
        "zero": frozenset(("0",)),
        "negative": _NEGATIVE,
        "mutated": frozenset(("mutated",)),
    },
    HR: {"positive": frozenset("+"), "negative": frozenset("-")},
}
ALL: Mapping[str, frozenset[str]] = {HER2: _NEGATIVE | _POSITIVE, HR: frozenset("+-")}
"""All cells of a facet; a mutation is none of them, for it stands beside any status."""


def is_named(facet: str, state: str) -> bool:
    """Tell whether a state is a group of patients, and no general word ("any", "known")."""
    return state in _STATES[facet]


def enrolled_cells(facet: str, state: str, told: frozenset[str]) -> frozenset[str]:
    """Return the cells that a group means whom a trial takes; ``told`` are those that scores named, if they did."""
    cells = _STATES[facet][state]
    return cells & told or cells


def refused_cells(facet: str, state: str, told: frozenset[str]) -> frozenset[str]:
    """Return the cells that a group means whom a trial refuses; a score of 2 without more is refused whatever it is."""
    if not told:
        return _STATES[facet][state]
    undecided = frozenset(("2-", "2+")) if "2" in told else frozenset()
    # Who refuses the score 3 means HER2-positive disease.
    positive = _POSITIVE if "3" in told else frozenset()
    return (told - {"2"}) | undecided | positive


def names_left(facet: str, cells: frozenset[str]) -> tuple[str, ...]:
    """Return the groups that cells make, none where they are all cells or no cells."""
    if not cells or cells == ALL[facet]:
        return ()
    if facet == HER2:
        return names_of(cells)
    return tuple(state for state, own in _STATES[HR].items() if own <= cells)
