"""The names of formats among the sources of a trial."""

from desktop.sheet.sources import format_in_words


def test_a_format_is_named_in_words() -> None:
    assert format_in_words("ctgov_json") == "ClinicalTrials.gov JSON"
    assert format_in_words("catalogue_json") == "Exports of this program (JSON)"
    assert format_in_words("Something newer") == "Something newer"
