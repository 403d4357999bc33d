"""What a document lacks is told in whole English sentences."""

import pytest

from desktop.trials.absence_words import import_in_words


@pytest.mark.parametrize(
    ("format_", "begins"),
    [
        ("ris", "1 trial came from an article, which has no "),
        ("isrctn_xml", "1 trial came from an ISRCTN record, which has no "),
        ("ctis_csv", "1 trial came from a CTIS table, which has no "),
        ("euctr_text", "1 trial came from a EU register text, which has no "),
        ("medpath", "1 trial came from a MedPath page, which has no "),
    ],
)
def test_a_single_document_has_the_article_that_is_spoken(format_: str, begins: str) -> None:
    assert import_in_words(format_, 1, (["eligibility"], []), [("Sex", 1)]).startswith(begins)
