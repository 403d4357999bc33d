"""The values that a trial is found by: from findings, and from the fields of its record."""

import pytest

from desktop.catalogue.storing.pairs import facet_pairs, registered_pairs
from desktop.trials.finding import Evidence, Finding
from desktop.trials.trial import Dates, Site, Sponsor
from tests.examples import a_trial


def given(value: str, role: str, start: int = 0) -> Finding:
    return Finding("drug_classes", value, "test", "stated", Evidence("interventions", start, start + 1, "x"), role)  # type: ignore[arg-type]


def test_the_fields_of_a_record_are_values_each_once() -> None:
    trial = a_trial(
        sites=(Site(country="Austria"), Site(country="China"), Site(country="Austria"), Site()),
        sponsors=(Sponsor("Maker", "INDUSTRY", lead=False), Sponsor("Agency", "U.S. Fed")),
        dates=Dates(start="2024-03"),
        enrollment=200,
    )
    assert registered_pairs(trial) == (
        ("country", "Austria"),
        ("country", "China"),
        ("sponsor_class", "government"),
        ("start_year", "2024"),
        ("size", "200_to_999"),
    )


@pytest.mark.parametrize(
    ("patients", "size"), [(0, "under_50"), (49, "under_50"), (50, "50_to_199"), (1_000, "1000_and_more")]
)
def test_the_number_of_patients_has_four_sizes(patients: int, size: str) -> None:
    assert registered_pairs(a_trial(enrollment=patients)) == (("size", size),)


def test_a_silent_record_has_none_of_them() -> None:
    assert registered_pairs(a_trial()) == ()


def test_only_experimental_classes_and_those_without_a_role_are_investigated() -> None:
    findings = [given("taxane", "backbone"), given("her2_adc", "experimental"), given("serm", "unknown")]
    investigated = {value for facet, value in facet_pairs(findings) if facet == "drug_classes~"}
    assert investigated == {"her2_adc", "serm"}


def test_a_name_is_unclassified_by_the_words_that_its_class_was_not_found_in() -> None:
    unknown = given("not_classified", "experimental", start=5)
    named = Finding("drugs", "ZYX-17", "none", "stated", unknown.evidence)
    known = Finding("drugs", "Paclitaxel", "drug:Paclitaxel", "stated", Evidence("interventions", 0, 1, "x"))
    pairs = facet_pairs([unknown, named, known])
    assert ("unclassified", "ZYX-17") in pairs
    assert ("unclassified", "Paclitaxel") not in pairs
    assert ("review", "unknown_drug") in pairs
