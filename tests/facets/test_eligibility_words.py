"""The words, markers and rules of the eligibility facets are held to their own examples."""

import shutil
from pathlib import Path

import pytest

from desktop.facets.entry.eligibility_faults import eligibility_faults
from desktop.facets.entry.eligibility_lexicon import load_eligibility_lexicon
from desktop.facets.shown import shown_facets
from desktop.facets.vocabularies import vocabulary_faults
from tests.conftest import PROJECT

READING = PROJECT / "resources" / "reading"


def faults(tmp_path: Path, file: str, old: str, new: str) -> tuple[str, ...]:
    shutil.copytree(READING, tmp_path / "reading")
    changed = tmp_path / "reading" / file
    text = changed.read_text(encoding="utf-8")
    assert old in text
    changed.write_text(text.replace(old, new, 1), encoding="utf-8")
    return eligibility_faults(tmp_path / "reading")


def test_the_shipped_files_are_sound() -> None:
    assert eligibility_faults(READING) == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("eligibility_words.toml", '"palbociclib", ', "", "eligibility_words.toml, words cdk46: it must be found in "),
        (
            "eligibility_words.toml",
            '"ribociclib", ',
            '"ribociclib", "CDK7", ',
            "words cdk46: it must not be found in 'CDK7'",
        ),
        ("eligibility_words.toml", '"palbociclib", ', '"palbociclib", "T DM1", ', "“T DM1” stands under"),
        ("eligibility_words.toml", "[tells.years]", "[tells.months]", "years: its table, or the pattern in it, is"),
        ("eligibility_words.toml", "'tnbc|triple'", "'tnbc'", "triple_negative: it must match 'triple negative'"),
        (
            "eligibility_words.toml",
            '"gender", ',
            '"informed", ',
            "hints.people: none of its words may stand in 'Signed",
        ),
        ("markers.toml", '"PIK3CA", "PI3KCA"', '"PI3KCA"', "markers.toml, marker PIK3CA: it must be found in "),
        ("markers.toml", 'hints = ["pik3ca", "pi3k"]\n', "", "lacks or misspells a field ('hints')"),
        ("prior_lines.toml", 'limit = "none"', 'limit = "nil"', "limit must be one of at_least, "),
        ("prior_lines.toml", 'with = ["earlier", ', 'with = "earlier" #', "rule lines.exactly: with must be a list"),
        ("prior_drugs.toml", 'sides = ["in"', 'sides = ["inside"', "sides must be some of in, label, out, prose"),
        ("prior_drugs.toml", "<harm>|", "<harms>|", "no words are of the kind <harms>"),
        (
            "required_markers.toml",
            'match = ["anti {} antibody"',
            'match = ["a {} antigen"',
            "it must match 'a {} antigen'",
        ),
        ("age_and_sex.toml", 'id = "age.from"', 'id = "age.between"', "rule age.between: the id is used twice"),
    ],
)
def test_a_fault_is_named_with_file_and_row(tmp_path: Path, file: str, old: str, new: str, sentence: str) -> None:
    found = faults(tmp_path, file, old, new)
    assert any(sentence in each for each in found), found


def test_an_own_copy_counts_instead_of_the_shipped_file(tmp_path: Path) -> None:
    own = tmp_path / "markers.toml"
    own.write_text(
        '[[marker]]\nname = "XYZ1"\nphrases = ["XYZ1"]\nalone = []\nhints = ["xyz1"]\n'
        'match = ["XYZ1"]\nreject = ["XYZ2"]\n',
        encoding="utf-8",
    )
    shipped, changed = load_eligibility_lexicon(READING), load_eligibility_lexicon(READING, tmp_path)
    assert changed.markers == ("XYZ1",)
    assert changed.version != shipped.version


def test_every_marker_has_a_value_in_the_panel() -> None:
    values = shown_facets(PROJECT / "resources")["biomarkers"].by_id
    assert [name for name in load_eligibility_lexicon(READING).markers if name not in values] == []


def test_a_marker_without_a_value_in_the_panel_is_a_fault(tmp_path: Path) -> None:
    own = tmp_path / "markers.toml"
    shipped = (READING / "markers.toml").read_text(encoding="utf-8")
    own.write_text(shipped.replace('name = "CD73"', 'name = "CD7"', 1), encoding="utf-8")
    assert vocabulary_faults(PROJECT / "resources", tmp_path) == (
        "facets.toml: biomarkers has no value CD7, a marker of markers.toml; add it to filter by it.",
    )
