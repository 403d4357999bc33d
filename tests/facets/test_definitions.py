from pathlib import Path

import pytest

from desktop.errors import VocabularyError
from desktop.facets.definitions import load_facets
from desktop.facets.shown import shown_facets
from desktop.facets.vocabularies import load_vocabularies, vocabulary_faults
from desktop.paths import RESOURCES
from desktop.trials.facets import NOT_STATED, FacetValue


def test_every_facet_ends_with_not_stated_and_has_its_buckets_last() -> None:
    for facet in load_vocabularies(RESOURCES).facets.all:
        assert facet.values[-1].id == NOT_STATED
        buckets = [value.is_bucket for value in facet.values]
        assert buckets == sorted(buckets)


def test_a_facet_that_documents_can_lack_says_so_before_not_stated() -> None:
    facets = load_vocabularies(RESOURCES).facets
    read = [facet.id for facet in facets.all if facet.reads]
    assert {"phase", "her2", "hr", "drug_classes", "setting", "status", "brain_metastases", "ecog_max"} <= set(read)
    for facet in facets.all:
        silent = [value.id for value in facet.values[-2:]]
        assert (silent == ["not_in_document", NOT_STATED]) == (facet.id in read)


def test_the_shipped_vocabularies_are_sound() -> None:
    assert vocabulary_faults(RESOURCES) == ()


def test_a_facet_is_known_by_its_aliases() -> None:
    facets = load_vocabularies(RESOURCES).facets
    assert facets.facet_id("class") == "drug_classes"
    assert facets.facet_id("colour") is None


def test_the_treatment_groups_stand_first() -> None:
    groups = list(load_vocabularies(RESOURCES).facets["drug_classes"].groups)
    assert groups[:8] == [
        "Endocrine therapy",
        "HER2-targeted therapy",
        "Antibody-drug conjugate",
        "Targeted therapy",
        "Immunotherapy",
        "Chemotherapy",
        "Supportive and other drugs",
        "Radiation, surgery and procedures",
    ]


def test_a_status_word_nobody_listed_reads_as_words() -> None:
    facets = load_vocabularies(RESOURCES).facets
    assert facets["status"].label_of("no_longer_available") == "No longer available"
    assert facets.is_value("status", "no_longer_available")
    assert not facets.is_value("her2", "blue")


def test_presets_name_values_that_exist() -> None:
    for facet in load_vocabularies(RESOURCES).facets.all:
        for preset in facet.presets:
            assert set(preset.values) <= set(facet.by_id)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("[[facet]\n", "not valid TOML"),
        ('[[facet]]\nid = "x"\n', "lacks or misspells"),
        ('[[facet]]\nid = "x"\nlabel = "X"\nvalue = [{ id = "a", lable = "A" }]\n', "lacks or misspells"),
        ('[[facet]]\nid = "x"\nlabel = "X"\naliases = ["x"]\nvalue = [{ id = "a", label = "A" }]\n', "x stands twice"),
        (
            '[[facet]]\nid = "x"\nlabel = "X"\nreads = ["criteria"]\nvalue = [{ id = "a", label = "A" }]\n',
            "no trial has the part criteria",
        ),
        (
            '[[facet]]\nid = "x"\nlabel = "X"\nvalue = [{ id = "a", label = "A" }, { id = "a", label = "B" }]\n',
            "x:a stands twice",
        ),
    ],
)
def test_a_fault_in_the_file_is_named(tmp_path: Path, content: str, fault: str) -> None:
    (tmp_path / "facets.toml").write_text(content)
    with pytest.raises(VocabularyError, match=fault):
        load_facets(tmp_path / "facets.toml", [FacetValue("v", "V")])


def test_letters_that_are_not_utf_8_are_named_as_the_fault(tmp_path: Path) -> None:
    (tmp_path / "facets.toml").write_bytes(b'[[facet]]\nid = "\xff"\n')
    with pytest.raises(VocabularyError, match=r"facets\.toml is not valid TOML"):
        shown_facets(RESOURCES, tmp_path)


def test_a_file_that_an_editor_began_with_a_mark_of_its_encoding_reads_the_same(tmp_path: Path) -> None:
    for file in (RESOURCES / "facets.toml", RESOURCES / "vocabularies" / "drug_classes.csv"):
        (tmp_path / file.name).write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert shown_facets(RESOURCES, tmp_path) == shown_facets(RESOURCES)


@pytest.mark.parametrize("rest", ["", ",,", ',"', "\x00"])
def test_a_row_of_the_drug_classes_that_is_cut_off_is_a_fault_of_the_file_or_has_no_label(
    tmp_path: Path, rest: str
) -> None:
    text = (RESOURCES / "vocabularies" / "drug_classes.csv").read_text(encoding="utf-8")
    (tmp_path / "drug_classes.csv").write_text(f"{text.rstrip()}\ncut_off{rest}", encoding="utf-8")
    values = shown_facets(RESOURCES, tmp_path)["drug_classes"].values
    assert all(isinstance(each.label, str) for each in values)


def test_recruitment_country_and_shortlist_stand_first() -> None:
    ids = [facet.id for facet in load_vocabularies(RESOURCES).facets.all]
    assert ids[:6] == ["recruitment", "status", "country", "shortlist", "phase", "her2"]
