"""What the lines of the facet panel say, and their order."""

from dataclasses import replace

from desktop.facets.shown import shown_facets
from desktop.paths import RESOURCES
from desktop.ui.search.facet_access import described
from desktop.ui.search.facet_lines import in_order, lines_around, value_lines
from desktop.workflows.filter_trials import FacetCounts

HER2 = shown_facets(RESOURCES)["her2"]


NUMBERS = {"positive": 0, "low": 0, "ultralow": 3, "needs_review": 0, "not_stated": 5}
COUNTS = FacetCounts(
    HER2,
    NUMBERS,
    second_counts={value: count + 1 for value, count in NUMBERS.items()},
    absent=frozenset({"positive", "needs_review"}),
)


def test_what_no_trial_carries_follows_and_what_only_the_filters_leave_empty_keeps_its_place() -> None:
    order = [value.value for value in in_order(COUNTS, "clinical")]
    assert order == ["low", "ultralow", "positive", "needs_review", "not_stated"]
    by_count = [value.value for value in in_order(COUNTS, "count")]
    assert by_count == ["ultralow", "low", "positive", "needs_review", "not_stated"]


def test_the_two_numbers_are_explained_in_words_and_spoken_so() -> None:
    lines = {place: line for place, line, _ in lines_around(HER2, "", second=False)}
    assert lines["her2", "numbers", ""].label == "Numbers: name it / would accept"
    values = {place[2]: (line, told) for place, line, told in value_lines(COUNTS, second=False)}
    line, told = values["ultralow"]
    assert line.numbers == (3, 4)
    assert told == "Numbers: name it / would accept"
    assert described(line) == "3 trials name it, 4 would accept such a patient"
    assert described(replace(line, mark="excluded")).startswith("excluded, ")
    assert described(values["needs_review"][0]) == "0 trials"
