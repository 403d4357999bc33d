"""Deriving again: what changes is shown before it is saved, and a clinician's own readings stand."""

from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import TrialQuery
from desktop.catalogue.storing.stored import Document
from desktop.errors import StorageError
from desktop.facets.vocabularies import Vocabularies, load_vocabularies
from desktop.paths import RESOURCES
from desktop.trials.own_work import Correction
from desktop.workflows.derive_again import derive_again, save_derivation
from desktop.workflows.import_documents import import_documents
from tests.catalogue.deliveries import Delivery, deliver
from tests.documents_of_ours import an_xml
from tests.examples import a_trial


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Return a folder with a user's own drugs.csv, in which an invented name is a taxane."""
    folder = tmp_path / "vocabulary"
    folder.mkdir()
    shipped = (RESOURCES / "vocabularies" / "drugs.csv").read_text(encoding="utf-8")
    header, rest = shipped.split("\n", 1)
    row = "Zyxotaxol,taxane,drug,verified,ZYX-17,,,own," + "," * (header.count(",") - 8)
    (folder / "drugs.csv").write_text(f"{header}\n{row}\n{rest}", encoding="utf-8")
    return folder


@pytest.fixture
def filled(catalogue: Catalogue, vocabularies: Vocabularies, tmp_path: Path) -> Catalogue:
    (tmp_path / "one.xml").write_bytes(
        an_xml("NCT09990001").replace(
            b"</clinical_study>",
            b"<intervention><intervention_type>Drug</intervention_type>"
            b"<intervention_name>ZYX-17</intervention_name></intervention></clinical_study>",
        )
    )
    import_documents([tmp_path / "one.xml"], catalogue, vocabularies)
    return catalogue


def test_the_same_vocabulary_changes_nothing(filled: Catalogue, vocabularies: Vocabularies) -> None:
    derivation = derive_again(filled, vocabularies)
    assert (derivation.changes, derivation.derived) == ((), ())


def test_a_name_that_the_vocabulary_does_not_know_is_listed(filled: Catalogue) -> None:
    assert filled.trials.names() == {"ZYX-17": 1}


def test_what_an_own_vocabulary_would_change_is_shown_before_it_is_saved(filled: Catalogue, own: Path) -> None:
    derivation = derive_again(filled, load_vocabularies(RESOURCES, own))
    (change,) = [each for each in derivation.changes if each.facet == "drug_classes"]
    assert (change.key, change.after) == ("NCT09990001", ("her2_antibody", "taxane"))
    assert filled.trials.names() == {"ZYX-17": 1}
    save_derivation(derivation, filled)
    assert filled.trials.names() == {}
    assert len(filled.index.search(TrialQuery().selecting("drug_classes", ("taxane",)))) == 1
    assert len(filled.index.search(TrialQuery("zyxotaxol"))) == 1
    assert filled.faults() == ()


def test_a_correction_stands_over_what_is_derived_again(filled: Catalogue, own: Path) -> None:
    (number,) = filled.index.search(TrialQuery())
    hers = Correction("drug_classes", ("placebo",), ("not_classified",), "It is a placebo", "2026-11-20T10:00:00+01:00")
    filled.correct(number, "drug_classes", hers)
    save_derivation(derive_again(filled, load_vocabularies(RESOURCES, own)), filled)
    assert filled.index.rows([number])[0].values["drug_classes"] == ("placebo",)
    assert "source_changed" in filled.index.rows([number])[0].values["review"]


def test_stopping_gives_nothing(filled: Catalogue, own: Path) -> None:
    derivation = derive_again(filled, load_vocabularies(RESOURCES, own), should_stop=lambda: True)
    assert derivation.derived == ()


def test_deriving_that_ends_early_says_how_much_is_saved(
    catalogue: Catalogue, vocabularies: Vocabularies, monkeypatch: pytest.MonkeyPatch
) -> None:
    trials = tuple(a_trial(f"NCT0999000{number}", title=f"HER2-positive study {number}") for number in range(3))
    deliver(catalogue, [Delivery(Document("a.xml", "ctgov_xml", "utf-8", b"a"), trials)], lambda trial: (trial, ()))
    derivation = derive_again(catalogue, vocabularies)
    save = catalogue.save_findings
    full_at = [2, 1]
    batches: list[object] = []

    def full(derived: object) -> None:
        batches.append(derived)
        if len(batches) == full_at[0]:
            raise StorageError("The disk is full.")
        save(derived)

    monkeypatch.setattr("desktop.workflows.derive_again._BATCH", 2)
    monkeypatch.setattr(catalogue, "save_findings", full)
    with pytest.raises(StorageError, match=r"is full\. Of 3 trials 2 are saved; read again for the rest\."):
        save_derivation(derivation, catalogue)
    assert len(derive_again(catalogue, vocabularies).derived) == 1
    batches.clear()
    full_at.pop(0)
    with pytest.raises(StorageError, match=r"is full\. Nothing is saved\."):
        save_derivation(derivation, catalogue)
