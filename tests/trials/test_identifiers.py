import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.trials.identifiers import (
    NO_NUMBER,
    Identifier,
    find_registry_ids,
    identifier,
    name_in_sentence,
    shown_number,
)
from desktop.trials.keys import key_for


@pytest.mark.parametrize(
    ("written", "registry", "value"),
    [
        ("NCT02843126", "NCT", "NCT02843126"),
        ("nct02843126", "NCT", "NCT02843126"),
        ("2019-002663-10", "EudraCT", "2019-002663-10"),
        ("2022-500244-37-00", "CTIS", "2022-500244-37-00"),
        ("ISRCTN12949496", "ISRCTN", "ISRCTN12949496"),
        ("ChiCTR2000034346", "ChiCTR", "ChiCTR2000034346"),
        ("chictr2000034346", "ChiCTR", "ChiCTR2000034346"),
        ("ChiCTR-IPR-17011093", "ChiCTR", "ChiCTR-IPR-17011093"),
        ("jRCT2031210001", "jRCT", "jRCT2031210001"),
        ("jRCTs031180001", "jRCT", "jRCTs031180001"),
        ("CTRI/2020/01/022817", "CTRI", "CTRI/2020/01/022817"),
        ("ACTRN12618000001235", "ACTRN", "ACTRN12618000001235"),
        ("UMIN000012345", "UMIN", "UMIN000012345"),
        ("DRKS00012345", "DRKS", "DRKS00012345"),
        ("KCT0001234", "KCT", "KCT0001234"),
        ("10.1056/NEJMoa2114663", "DOI", "10.1056/NEJMoa2114663"),
        ("WHUH-BC-001", "other", "WHUH-BC-001"),
    ],
)
def test_an_identifier_is_known_by_its_shape(written: str, registry: str, value: str) -> None:
    assert identifier(written) == Identifier(registry, value)


def test_registry_numbers_are_found_inside_a_text() -> None:
    text = "Funded by X; ClinicalTrials.gov number, NCT02843126 (EudraCT 2019-002663-10); NCT 02843126."
    found = find_registry_ids(text)
    assert [each.value for each in found] == ["NCT02843126", "2019-002663-10"]


@pytest.mark.parametrize("text", ["NCT1234", "NCT123456789", "a 2019-002663-101 b", "phone 555-0123"])
def test_what_only_looks_like_a_number_is_left(text: str) -> None:
    assert find_registry_ids(text) == ()


def test_the_registry_of_record_names_the_trial() -> None:
    ids = [Identifier("PMID", "33034975"), Identifier("EudraCT", "2019-002663-10"), Identifier("NCT", "NCT02843126")]
    assert key_for(ids, "text") == "NCT02843126"


def test_a_publication_is_named_by_its_doi() -> None:
    ids = [Identifier("PMID", "33034975"), Identifier("DOI", "10.1056/NEJMoa2114663")]
    assert key_for(ids, "text") == "doi:10.1056/NEJMoa2114663"


def test_without_an_identifier_the_text_names_the_trial() -> None:
    assert key_for([], "One\r\ntwo  three") == key_for([], "One two\nthree")
    assert key_for([], "One two three") != key_for([], "One two four")


@given(st.text())
def test_every_text_gives_a_key(text: str) -> None:
    assert key_for([], text).startswith("doc-")


@pytest.mark.parametrize(
    ("key", "numbers", "shown", "named"),
    [
        ("NCT02843126", (), "NCT02843126", "NCT02843126"),
        ("doi:10.1000/xyz1", (), "10.1000/xyz1", "10.1000/xyz1"),
        ("doc-b953a8cd1ce4", ("OURS-1",), "OURS-1", "OURS-1"),
        ("doc-b953a8cd1ce4", (), NO_NUMBER, "“Results of a small study of women with…”"),
    ],
)
def test_a_reader_never_meets_a_key_of_our_own(key: str, numbers: tuple[str, ...], shown: str, named: str) -> None:
    assert shown_number(key, numbers) == shown
    assert name_in_sentence(key, "Results of a small study of women with cancer", numbers) == named
