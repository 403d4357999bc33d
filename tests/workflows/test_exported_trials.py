import dataclasses

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.storing.stored import Document
from desktop.exports.csv_columns import COLUMNS, Column
from desktop.trials.parts import EVERY_PART, Part, Parts
from desktop.trials.trial import Contact, Section
from desktop.workflows.exported_trials import ExportedTrials
from tests.catalogue.deliveries import Delivery, deliver
from tests.exports.exported import a_context, a_publication, a_registration


@pytest.fixture
def rich(catalogue: Catalogue) -> Catalogue:
    """Fill a catalogue with trials that have something in every part."""
    given = (a_registration(), a_publication())
    registered = dataclasses.replace(
        given[0].trial,
        contacts=(Contact("Dr A", "Central Contact"),),
        narrative=(*given[0].trial.narrative, Section("detailed_description", "At length.")),
    )
    findings = {registered.key: given[0].stored.findings, given[1].trial.key: given[1].stored.findings}
    document = Document("two.json", "ctgov_json", "utf-8", b"{}")
    delivery = Delivery(document, (registered, given[1].trial))
    deliver(catalogue, [delivery], lambda trial: (trial, findings[trial.key]))
    return catalogue


def cells(catalogue: Catalogue, column: Column, parts: Parts) -> list[list[str]]:
    exported = ExportedTrials(catalogue, [1, 2], parts)
    return [list(column.values(each, a_context())) for each in exported]


@pytest.mark.parametrize("column", COLUMNS, ids=[column.id for column in COLUMNS])
def test_a_column_names_every_part_it_reads(rich: Catalogue, column: Column) -> None:
    assert cells(rich, column, frozenset(column.reads)) == cells(rich, column, EVERY_PART)


@pytest.mark.parametrize("column", [each for each in COLUMNS if each.reads], ids=lambda column: column.id)
def test_a_column_reads_the_parts_it_names(rich: Catalogue, column: Column) -> None:
    assert cells(rich, column, frozenset()) != cells(rich, column, EVERY_PART)


@pytest.mark.parametrize("part", sorted(EVERY_PART))
def test_only_the_parts_asked_for_come(rich: Catalogue, part: Part) -> None:
    trial, without = (next(iter(ExportedTrials(rich, [1], parts))) for parts in (EVERY_PART, EVERY_PART - {part}))
    eligibility = trial.trial.eligibility
    expected = {
        "criteria": {"eligibility": dataclasses.replace(eligibility, inclusion=(), exclusion=())},
        "findings": {},
    }.get(part, {part: ()})
    assert without.trial == dataclasses.replace(trial.trial, **expected)
    assert without.stored.findings == (() if part == "findings" else trial.stored.findings)
    assert without != trial


def test_countries_are_those_of_the_sites_whatever_facets_there_are(rich: Catalogue) -> None:
    column = next(each for each in COLUMNS if each.id == "countries")
    without = Catalogue(rich.path, {"phase": ("2", "not_stated")})
    for catalogue in (rich, without):
        assert cells(catalogue, column, frozenset()) == [["France", "Japan"], []]
    without.close()
