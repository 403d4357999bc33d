import dataclasses
from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.catalogue.storing.stored import Document
from desktop.facets.annotate import annotate
from desktop.facets.vocabularies import Vocabularies
from desktop.paths import RESOURCES
from desktop.workflows.check_catalogue import check_catalogue
from desktop.workflows.restore_backup import available_backups, restore_backup
from desktop.workflows.show_trial import sections_of, trial_as_json
from tests.catalogue.deliveries import Delivery, deliver
from tests.examples import a_trial, criteria, drugs

TRIAL = a_trial(
    summary="A phase 2 study in HER2-positive breast cancer.",
    interventions=drugs("Trastuzumab"),
    eligibility=criteria(("HER2-positive",), ("Pregnancy",)),
)


@pytest.fixture
def filled(catalogue: Catalogue, vocabularies: Vocabularies) -> Catalogue:
    document = Document("ours.xml", "ctgov_xml", "utf-8", b"content")
    deliver(catalogue, [Delivery(document, (TRIAL,))], lambda trial: (trial, annotate(trial, vocabularies)))
    return catalogue


def test_a_sound_catalogue_has_no_faults(filled: Catalogue) -> None:
    assert check_catalogue(filled, RESOURCES) == ()


def test_evidence_that_is_not_the_text_is_found(catalogue: Catalogue, vocabularies: Vocabularies) -> None:
    findings = annotate(TRIAL, vocabularies)
    wrong = dataclasses.replace(findings[0], evidence=dataclasses.replace(findings[0].evidence, quote="something else"))
    deliver(catalogue, [Delivery(Document("o", "ctgov_xml", "utf-8", b"x"), (TRIAL,))], lambda trial: (trial, (wrong,)))
    faults = check_catalogue(catalogue, RESOURCES)
    assert faults == (f"NCT09990001: the evidence for {wrong.facet} {wrong.value} is not the text at its place.",)


def test_repair_mends_what_can_be_built_again(filled: Catalogue) -> None:
    filled._known.texts.clear()
    assert check_catalogue(filled, RESOURCES) != ()
    assert check_catalogue(filled, RESOURCES, repair=True) == ()
    assert len(filled.index.search(TrialQuery("trastuzumab"))) == 1


def test_a_shown_trial_holds_everything(filled: Catalogue) -> None:
    number = filled.index.search(TrialQuery())[0]
    stored = filled.trials.get(number)
    assert stored is not None
    whole = trial_as_json(filled.index.rows([number])[0], stored)
    assert whole["sections"] == sections_of(stored)
    assert whole["eligibility"]["inclusion"] == ["HER2-positive"]  # type: ignore[index]
    assert whole["warnings"] == []
    assert whole["sources"][0]["file"] == "ours.xml"  # type: ignore[index]


def test_a_copy_can_be_restored(filled: Catalogue, tmp_path: Path, vocabularies: Vocabularies) -> None:
    filled.back_up()
    filled.close()
    path = tmp_path / "catalogue.db"
    path.write_bytes(b"damaged")
    (backup,) = available_backups(path)
    kept = restore_backup(backup, path)
    assert kept.read_bytes() == b"damaged"
    again = Catalogue(path, vocabularies.facets.value_ids)
    assert len(again) == 1
    again.close()
