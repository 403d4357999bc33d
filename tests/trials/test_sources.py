import pytest

from desktop.documents import read
from desktop.trials.sources import (
    FORMATS,
    PARTS,
    REGISTRIES,
    fullness,
    registry_of,
    source_format,
    trust_in,
)


def test_every_format_of_the_table_has_a_reader_and_every_reader_a_format() -> None:
    assert {each.id for each in read._FORMATS} == {each.id for each in FORMATS}


def test_every_format_is_of_a_registry_in_the_table_and_lacks_parts_of_a_trial() -> None:
    for each in FORMATS:
        assert registry_of(each.id) in REGISTRIES
        assert set(each.lacks) | set(each.never_empty) <= set(PARTS)


def test_a_format_that_is_not_in_the_table_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        source_format("forgotten")


def test_the_registry_of_record_is_believed_first_then_other_registries_mirrors_and_aggregators() -> None:
    formats = sorted(("ictrp", "medpath", "euctr_text", "ctgov_json"), key=lambda each: trust_in(each, "NCT"))
    assert formats == ["ctgov_json", "euctr_text", "ictrp", "medpath"]
    assert trust_in("euctr_text", "EudraCT") < trust_in("ctgov_json", "EudraCT")


def test_pubmed_is_believed_before_other_libraries_and_those_before_portal_pages() -> None:
    formats = sorted(("research_portal", "ris", "medline"), key=lambda each: trust_in(each, "DOI"))
    assert formats == ["medline", "ris", "research_portal"]


def test_of_the_formats_of_one_registry_the_fullest_comes_first() -> None:
    formats = ("ctgov_csv_legacy", "ctgov_csv", "ctgov_xml", "ctgov_json")
    assert sorted(formats, key=fullness) == [*reversed(formats)]
