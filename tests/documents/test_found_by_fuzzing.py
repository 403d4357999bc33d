"""Documents that `tests/fuzz_readers.py` has made and that took minutes, or ended in an error of ours."""

from collections.abc import Callable

import pytest

from desktop.documents.articles.publication_dates import publication_date
from desktop.documents.contents.registry_criteria import criteria_lists
from desktop.documents.contents.time_frames import is_time_frame
from desktop.documents.eastern_text import decoded_eastern
from desktop.documents.misread_places import misread_places
from desktop.documents.read import open_document
from desktop.documents.syntax.bibtex_entries import bibtex_entries
from desktop.errors import DocumentError
from desktop.facets.drugs.parts import parts_of
from desktop.facets.vocabularies import load_drugs
from desktop.paths import RESOURCES
from tests.steps import cpu_seconds

# Ten times as long would be a second for what is read in proportion, and minutes for what is not.
SECONDS = 4.0
NEWLINES = "\n"
TERMS = load_drugs(RESOURCES)


def read_all(text: str) -> list[object]:
    try:
        return list(open_document(text.encode("utf-8", "replace"), "a document").records)
    except DocumentError as fault:
        return [fault]


@pytest.mark.parametrize(
    "job",
    [
        lambda: list(bibtex_entries(f"@article{{a, title={{A}} ?{NEWLINES * 5_000}?}}")),
        lambda: list(bibtex_entries(f"@article{{{' ' * 20_000}?")),
        lambda: list(bibtex_entries(f"@article{{a{' ' * 60_000}?")),
        lambda: misread_places("éé" * 60_000, "é\ufffd" * 60_000),
        lambda: is_time_frame(f"Progression and {'2031-02-30' * 6_000}x"),
        lambda: publication_date("1990 " * 40_000 + "30 " * 40_000),
        lambda: read_all(f"%0 Journal Article\n%T A title\n%X It{' ' * 60_000}that\n"),
        lambda: read_all(f"%0 Journal Article\n%T A title\n%K a{' ' * 60_000}b\n"),
        lambda: read_all(f"1. J Ex. 2031;1:1.\n\nA title.\n\nDoe J.\n\nErratum in{' ' * 100_000}x\n\nPMID: 1\n"),
        lambda: read_all(f"MedPath\n{NEWLINES * 30_000}A title\n\nPhase 2\nConditions\nX\nLead Sponsor\nX\n"),
        lambda: read_all(f"@article{{a, title={{A}}, author={{A{' ' * 60_000}B}}}}"),
        lambda: parts_of(f"A{' ' * 60_000}B", TERMS),
        lambda: is_time_frame(f"From {'-1' * 300_000}"),
        lambda: criteria_lists(f"the{NEWLINES}" * 20_000, ""),
        lambda: decoded_eastern(b"\xe9\xea\xeb\xec " * 3 + b"aB" * 60_000),
    ],
    ids=[
        *(
            "bibtex",
            "blanks before a key",
            "blanks behind a key",
            "misread",
            "time frame",
            "date",
            "spaces",
            "keywords",
            "notice",
            "medpath",
            "authors",
            "drugs",
        ),
        *("numbers", "joined", "eastern"),
    ],
)
def test_a_long_run_of_one_sign_is_read_in_little_time(job: Callable[[], object]) -> None:
    assert cpu_seconds(job) < SECONDS


def test_a_text_with_a_line_end_in_it_may_stand_before_what_is_nested_too_deep() -> None:
    (fault,) = read_all('{"protocolSection": {"a": "b\nc"}, "d": ' + "[" * 100_000)
    assert isinstance(fault, DocumentError)
    assert "nested deeper than any trial" in str(fault)
