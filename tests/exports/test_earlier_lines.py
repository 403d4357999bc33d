"""Earlier lines of treatment leave the program as limits, not as a row of numbers."""

import pytest

from desktop.exports.csv_columns import chosen_columns
from desktop.exports.trial_page import trial_page
from desktop.facets.shown import shown_facets
from desktop.paths import RESOURCES
from desktop.sheet.describe import sheet_of
from desktop.sheet.wording import wording
from tests.examples import a_trial, criteria
from tests.exports.exported import a_context, exported, found

WORDS = wording(shown_facets(RESOURCES), RESOURCES)
TEXT = "One to three prior lines for metastatic disease"
TRIAL = a_trial(eligibility=criteria((TEXT,)))
FINDINGS = tuple(found(TRIAL, "lines", value, "inclusion_criteria", TEXT) for value in "123")


def cell(column: str, values: tuple[str, ...]) -> str:
    (chosen,) = chosen_columns([column])
    context = a_context(wording=WORDS)
    return "; ".join(chosen.values(exported(TRIAL, values={"lines": values}), context))


@pytest.mark.parametrize(
    ("values", "fewest", "most"),
    [
        (("1", "2", "3"), "1", "3"),
        (("0", "1", "2"), "", "2"),
        (("2", "3", "4", "5", "6", "7"), "2", ""),
        (("not_stated",), "", ""),
    ],
)
def test_a_table_has_the_fewest_and_the_most(values: tuple[str, ...], fewest: str, most: str) -> None:
    assert (cell("min_prior_lines", values), cell("max_prior_lines", values)) == (fewest, most)


def test_a_table_says_where_the_document_has_no_criteria() -> None:
    assert cell("max_prior_lines", ("not_in_document",)) == "Not in this download"


def test_a_page_says_them_once_with_one_sentence() -> None:
    sheet = sheet_of(exported(TRIAL, FINDINGS, {"lines": ("1", "2", "3")}), WORDS)
    page = trial_page(sheet, RESOURCES)
    assert page.count(WORDS.facet_label("lines")) == 2
    assert page.count("1 to 3") == 2
    assert page.count(f"“{TEXT}”") == 1
