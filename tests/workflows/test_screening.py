"""Decisions, reasons and notes of other programs become the user's own work, once."""

from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.facets.vocabularies import Vocabularies
from desktop.trials.shortlists import notes_in
from desktop.workflows.import_documents import import_documents
from desktop.workflows.shortlists import deciding, shortlists, trials_on

SAMPLES = Path(__file__).parent.parent / "documents" / "samples"


def decided(catalogue: Catalogue) -> dict[str, list[tuple[str, str]]]:
    return {
        each.name: [(it.entry.decision, it.entry.reason) for it in trials_on(catalogue, each.name)]
        for each in shortlists(catalogue)
    }


@pytest.mark.parametrize("name", ["rayyan.csv", "covidence.csv"])
def test_a_second_import_of_the_same_decisions_changes_nothing(
    catalogue: Catalogue, vocabularies: Vocabularies, name: str
) -> None:
    import_documents([SAMPLES / name], catalogue, vocabularies)
    before = catalogue.trials.all_own_work()
    assert before
    import_documents([SAMPLES / name], catalogue, vocabularies)
    assert catalogue.trials.all_own_work() == before


def test_the_decisions_of_several_reviewers_are_kept_and_labels_are_shortlists(
    catalogue: Catalogue, vocabularies: Vocabularies
) -> None:
    import_documents([SAMPLES / "rayyan.csv"], catalogue, vocabularies)
    found = decided(catalogue)
    assert set(found) == {"HER2", "second line", "Rayyan"}
    entries = [each.entry for each in trials_on(catalogue, "Rayyan")]
    said = {(each.decision) for entry in entries for each in (entry, *entry.earlier)}
    assert said == {"exclude", "include", "maybe"}
    notes = [note.text for own in catalogue.trials.all_own_work().values() for note in notes_in(own)]
    assert any("see the" in text for text in notes)


def test_what_the_user_decides_here_is_not_overwritten_by_another_import(
    catalogue: Catalogue, vocabularies: Vocabularies
) -> None:
    import_documents([SAMPLES / "covidence.csv"], catalogue, vocabularies)
    name = "Covidence"
    (first, *_) = trials_on(catalogue, name)
    catalogue.change_own_work(deciding(catalogue, name, first.key, "include"))
    import_documents([SAMPLES / "covidence.csv"], catalogue, vocabularies)
    assert trials_on(catalogue, name)[0].entry.decision == "include"
    assert [each.decision for each in trials_on(catalogue, name)[0].entry.earlier] == ["exclude"]
