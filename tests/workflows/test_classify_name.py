"""An unknown drug is given a class by the user, and is used at once."""

from pathlib import Path

import pytest

from desktop.catalogue.catalogue import Catalogue
from desktop.catalogue.finding.query import parse_query
from desktop.errors import StorageError, VocabularyError
from desktop.facets.vocabularies import Vocabularies, load_vocabularies, vocabulary_faults
from desktop.paths import RESOURCES
from desktop.workflows.classify_name import classes_file, put_back, read_again, trials_giving, write_classes
from desktop.workflows.import_documents import import_documents
from tests.documents_of_ours import an_xml


def a_study(trial_id: str, drug: str) -> bytes:
    given = (
        f"<intervention><intervention_type>Drug</intervention_type><intervention_name>{drug}</intervention_name>"
        "</intervention></clinical_study>"
    )
    return an_xml(trial_id).replace(b"</clinical_study>", given.encode())


@pytest.fixture
def filled(catalogue: Catalogue, vocabularies: Vocabularies, tmp_path: Path) -> Catalogue:
    for trial_id, drug in (("NCT09990001", "ZYX-17"), ("NCT09990002", "ZYX-17"), ("NCT09990003", "QRS-881")):
        (tmp_path / f"{trial_id}.xml").write_bytes(a_study(trial_id, drug))
    import_documents([tmp_path], catalogue, vocabularies)
    assert catalogue.trials.names() == {"ZYX-17": 2, "QRS-881": 1}
    first = catalogue.trials.with_unknown_name("ZYX-17")[0]
    assert catalogue.trials.names_within(1 << first) == {"ZYX-17": 1}
    return catalogue


def test_a_name_with_a_class_is_found_by_it_in_all_trials_that_give_it(filled: Catalogue, tmp_path: Path) -> None:
    own = tmp_path / "vocabulary"
    write_classes({"ZYX-17": "taxane"}, own)
    assert read_again(trials_giving(["ZYX-17"], filled), filled, load_vocabularies(RESOURCES, own)) == 2
    assert filled.trials.names() == {"QRS-881": 1}
    vocabularies = load_vocabularies(RESOURCES, own)
    assert len(filled.index.search(parse_query("class:taxane", vocabularies.facets).query)) == 2


def test_a_second_class_takes_the_place_of_the_first_and_other_names_stay(tmp_path: Path) -> None:
    for name, class_id in (("ZYX-17", "taxane"), ("“A”, b 12", "vaccine_therapy"), ("ZYX-17", "anthracycline")):
        write_classes({name: class_id}, tmp_path)
    lines = (tmp_path / "added_drugs.csv").read_text(encoding="utf-8").split()
    assert lines[:2] == ["name,class", "ZYX-17,anthracycline"]
    assert len(lines) > 2


def test_what_the_user_has_added_is_sound(tmp_path: Path) -> None:
    write_classes({"ZYX-17": "taxane"}, tmp_path)
    assert vocabulary_faults(RESOURCES, tmp_path) == ()


def test_a_name_that_is_too_short_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="“AB” is too short"):
        write_classes({"AB": "taxane"}, tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_list_that_is_none_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "added_drugs.csv"
    file.write_text("one;two\n1;2\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match="is no list of names and classes"):
        write_classes({"ZYX-17": "taxane"}, tmp_path)
    assert file.read_text(encoding="utf-8") == "one;two\n1;2\n"


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "vocabulary").write_text("a file", encoding="utf-8")
    with pytest.raises(StorageError, match="check the folder"):
        write_classes({"ZYX-17": "taxane"}, tmp_path / "vocabulary")


def test_a_list_that_something_else_has_changed_is_not_put_back(tmp_path: Path) -> None:
    write_classes({"ZYX-17": "taxane"}, tmp_path)
    before = classes_file(tmp_path)
    write_classes({"QRS-881": "taxane"}, tmp_path)
    with pytest.raises(VocabularyError, match="was changed by another program"):
        put_back(None, before, tmp_path)
    now = classes_file(tmp_path)
    assert now is not None
    assert b"QRS-881" in now
    put_back(before, now, tmp_path)
    assert classes_file(tmp_path) == before
