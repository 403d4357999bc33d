"""A clinician's own vocabulary files: they count, and their faults are told with the folder."""

import shutil
from pathlib import Path

import pytest

from desktop.errors import VocabularyError
from desktop.facets.drugs.names import match_intervention
from desktop.facets.layout import layout_faults
from desktop.facets.vocabularies import load_vocabularies, vocabulary_faults
from desktop.paths import RESOURCES


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "vocabulary"
    folder.mkdir()
    return folder


def test_without_own_files_the_shipped_ones_count(own: Path) -> None:
    assert load_vocabularies(RESOURCES, own).version == load_vocabularies(RESOURCES).version
    assert vocabulary_faults(RESOURCES, own) == ()


@pytest.mark.parametrize(
    "name",
    [
        "vocabularies/drugs.csv",
        "rules/phase.toml",
        "reading/force_words.toml",
        "reading/run_on.toml",
        "reading/layout.toml",
        "facets.toml",
    ],
)
def test_an_own_copy_counts_in_the_place_of_the_shipped_file(own: Path, name: str) -> None:
    copy = Path(shutil.copy(RESOURCES / name, own))
    assert load_vocabularies(RESOURCES, own).version == load_vocabularies(RESOURCES).version
    copy.write_text("nonsense\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match=rf"{copy.name}.*lie in"):
        load_vocabularies(RESOURCES, own)


@pytest.mark.parametrize("file", ["phrases/setting_words.toml", "receptor_words.toml"])
def test_an_own_copy_from_before_a_table_was_added_is_refused_with_its_name(own: Path, file: str) -> None:
    text = (RESOURCES / "reading" / file).read_text(encoding="utf-8")
    name = text.split("[hints.", 1)[1].split("]", 1)[0]
    copy = own / Path(file).name
    copy.write_text(text.replace(f"[hints.{name}]", f"[hints.{name}_once]"), encoding="utf-8")
    with pytest.raises(VocabularyError, match=rf"{copy.name}: \[hints\.{name}\] is missing"):
        load_vocabularies(RESOURCES, own)


def test_a_pattern_of_an_own_copy_that_is_no_expression_is_told_before_anything_is_read(own: Path) -> None:
    text = (RESOURCES / "reading" / "force_grammar.toml").read_text(encoding="utf-8")
    (own / "force_grammar.toml").write_text(text.replace("pattern = '", "pattern = '(?:", 1), encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"force_grammar\.toml, rule [\w.]+, pattern: not a regular expression"):
        load_vocabularies(RESOURCES, own)


def test_words_that_begin_a_criterion_are_held_to_their_texts(own: Path) -> None:
    text = (RESOURCES / "reading" / "run_on.toml").read_text(encoding="utf-8")
    (own / "run_on.toml").write_text(text.replace('"No", ', ""), encoding="utf-8")
    (fault,) = vocabulary_faults(RESOURCES, own)
    assert fault.startswith("run_on.toml: it must match 'Histologically confirmed cancer of the breast No metastases")
    (own / "run_on.toml").write_text(text.replace("goes_on = [", "goes_off = ["), encoding="utf-8")
    assert vocabulary_faults(RESOURCES, own) == ("run_on.toml: goes_on is no list of words.",)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("|part|group|", "|part|", "cohort: it must match 'sub-group B1' and does not."),
        ("[of_some]", "[of_others]", "of_some: its table, or the pattern in it, is missing."),
        ("<label>\\b'", "<letter>\\b'", "cohort_label: the term <letter> is not known."),
        ("pattern = 'following'", "pattern = '(following'", "following: not a regular expression"),
        ('reject = ["T2 and"]', "reject = []", "or_anywhere: it needs texts to match and texts to reject."),
        ('reject = ["T2 and"]', 'reject = "T2 and"', "or_anywhere: reject must be a list of texts."),
    ],
)
def test_the_layout_of_criteria_is_held_to_its_texts(own: Path, old: str, new: str, fault: str) -> None:
    text = (RESOURCES / "reading" / "layout.toml").read_text(encoding="utf-8")
    assert text.count(old) == 1
    (own / "layout.toml").write_text(text.replace(old, new), encoding="utf-8")
    assert any(fault in told for told in layout_faults(RESOURCES / "reading", own))


def test_a_fault_names_file_row_and_what_is_wrong(own: Path) -> None:
    text = (RESOURCES / "vocabularies" / "drugs.csv").read_text(encoding="utf-8")
    (own / "drugs.csv").write_text(text.replace("Paclitaxel,taxane", "Paclitaxel,taxan", 1), encoding="utf-8")
    (fault,) = vocabulary_faults(RESOURCES, own)
    assert fault == "drugs.csv, line 3: Paclitaxel has the unknown class “taxan”."


def test_a_rule_that_misses_its_own_example_is_told(own: Path) -> None:
    text = (RESOURCES / "rules" / "phase.toml").read_text(encoding="utf-8")
    assert 'match = ["' in text
    (own / "phase.toml").write_text(text.replace('match = ["', 'match = ["no such words here", "', 1), encoding="utf-8")
    assert any("must match 'no such words here'" in fault for fault in vocabulary_faults(RESOURCES, own))


@pytest.mark.parametrize("name", ["receptor_words", "receptor_grammar", "force_words", "force_grammar"])
def test_words_and_grammar_that_miss_their_own_example_are_told(own: Path, name: str) -> None:
    text = (RESOURCES / "reading" / f"{name}.toml").read_text(encoding="utf-8")
    assert 'match = ["' in text
    copy = own / f"{name}.toml"
    copy.write_text(text.replace('match = ["', 'match = ["no such thing here", "', 1), encoding="utf-8")
    assert load_vocabularies(RESOURCES, own).version != load_vocabularies(RESOURCES).version
    (fault,) = vocabulary_faults(RESOURCES, own)
    assert fault.startswith(f"{name}.toml, ")
    assert "'no such thing here'" in fault


def test_a_file_of_another_name_is_told_not_to_be_read(own: Path) -> None:
    (own / "drug.csv").write_text("name\n", encoding="utf-8")
    (fault,) = vocabulary_faults(RESOURCES, own)
    assert "drug.csv is no copy of a word list" in fault
    assert "drugs.csv" in fault


def test_an_added_name_has_its_class_beside_the_shipped_drugs(own: Path) -> None:
    (own / "added_drugs.csv").write_text("name,class\nZXP-991,taxane\n", encoding="utf-8")
    vocabularies = load_vocabularies(RESOURCES, own)
    assert vocabularies.version != load_vocabularies(RESOURCES).version
    (found,) = match_intervention("Oral ZXP-991", "DRUG", vocabularies.drugs, "")
    assert (found.drug, found.class_id) == ("ZXP-991", "taxane")
    assert vocabulary_faults(RESOURCES, own) == ()


def test_an_added_name_counts_before_a_shipped_drug_of_that_name(own: Path) -> None:
    (own / "added_drugs.csv").write_text("name,class\nTaxol,anthracycline\n", encoding="utf-8")
    (found,) = match_intervention("Taxol", "DRUG", load_vocabularies(RESOURCES, own).drugs, "")
    assert found.class_id == "anthracycline"
    assert vocabulary_faults(RESOURCES, own) == ()


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("ZXP-991,taxan", "added_drugs.csv, line 2: ZXP-991 has the unknown class “taxan”."),
        ("ZX,taxane", "added_drugs.csv, ZX: “ZX” is too short to be a name."),
        ("ZXP-991", "added_drugs.csv, line 2: the row has too many or too few cells."),
    ],
)
def test_a_fault_of_the_added_names_names_file_and_row(own: Path, row: str, fault: str) -> None:
    (own / "added_drugs.csv").write_text(f"name,class\n{row}\n", encoding="utf-8")
    assert vocabulary_faults(RESOURCES, own) == (fault,)
