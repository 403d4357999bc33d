"""Of agreeing places the first few are kept, and no finding is made for a value that has them."""

from desktop.facets.matching import MOST_EVIDENCE, best, best_of
from desktop.trials.finding import Evidence, Finding


def a_finding(value: str, quote: str) -> Finding:
    return Finding("colour", value, "colour.rule", "stated", Evidence("title", 0, len(quote), quote))


def test_no_more_findings_are_made_than_are_kept() -> None:
    made: list[str] = []

    def make(told: tuple[str, str]) -> Finding:
        made.append(told[1])
        return a_finding(*told)

    told = [("red", "a rose"), ("red", "a rose"), *(("red", f"poppy {n}") for n in range(99)), ("blue", "a cornflower")]
    kept = best_of(told, lambda each: each[0], make)
    assert [each.evidence.quote for each in kept] == ["a rose", "poppy 0", "poppy 1", "a cornflower"]
    assert len(made) == MOST_EVIDENCE + 2
    assert kept == best(a_finding(*each) for each in told)
