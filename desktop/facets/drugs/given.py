"""One thing that a trial gives its patients, as read from one place of its text."""

from dataclasses import dataclass, replace

from desktop.facets.drugs.match import DrugMatch
from desktop.trials.finding import Basis, Evidence


@dataclass(frozen=True)
class Given:
    """Hold one thing given, with its evidence and the places of the arms it is given in, in the trial's list."""

    drug: str | None
    class_id: str
    evidence: Evidence
    rule: str
    basis: Basis
    arms: frozenset[int] = frozenset()
    specific: bool = True
    any_of: bool = False
    named: str = ""

    @property
    def name(self) -> str:
        """Return the preferred name, for an unknown one the words as registered."""
        return self.drug or self.named or self.evidence.quote


def given_by(
    match: DrugMatch,
    evidence: Evidence,
    basis: Basis = "stated",
    arms: frozenset[int] = frozenset(),
    *,
    specific: bool = True,
    any_of: bool = False,
) -> Given:
    """Return the thing that a match says is given, named by the words that matched."""
    return Given(match.drug, match.class_id, evidence, match.rule, basis, arms, specific, any_of, match.words)


def with_any_of(given: Given) -> Given:
    """Return a thing given with a rule that says it is one of several to choose from."""
    return replace(given, rule=f"{given.rule} (any of)") if given.any_of else given
