"""Rules are data, and each is held to its own examples."""

from pathlib import Path

import pytest

from desktop.errors import VocabularyError
from desktop.facets.rules import Rules, load_rules, rule_faults

GOOD = """
facet = "colour"
[terms]
red = '(?:red|crimson)'
[[rule]]
id = "colour.red"
value = "red"
source = "a painter"
pattern = '<red> \\s rose'
unless = 'no \\s <red>'
cues = ["rose"]
match = ["a red rose"]
reject = ["a white rose", "no red rose"]
"""


@pytest.fixture(scope="session")
def shipped(project: Path) -> Path:
    return project / "resources" / "rules"


def a_folder(folder: Path, text: str = GOOD) -> Path:
    (folder / "colour.toml").write_text(text, encoding="utf-8")
    return folder


def test_every_shipped_rule_matches_and_rejects_its_own_examples(shipped: Path) -> None:
    assert rule_faults(shipped) == ()


def test_a_term_stands_for_its_pattern_and_unless_cancels(tmp_path: Path) -> None:
    (rule,) = load_rules(a_folder(tmp_path)).of("colour")
    assert rule.matches("a Crimson rose")
    assert not rule.matches("no crimson rose")
    assert rule.matches("no white, but a red rose")


def test_a_failing_example_is_a_fault_that_names_the_rule_and_the_text(tmp_path: Path) -> None:
    (fault,) = rule_faults(a_folder(tmp_path, GOOD.replace('"a red rose"', '"a blue rose"')))
    assert "colour.red" in fault
    assert "a blue rose" in fault
    (fault,) = rule_faults(a_folder(tmp_path, GOOD.replace('"a white rose", ', '"one red rose", ')))
    assert "must not match 'one red rose'" in fault


def test_a_rule_without_examples_is_a_fault(tmp_path: Path) -> None:
    (fault,) = rule_faults(a_folder(tmp_path, GOOD.replace('match = ["a red rose"]', "")))
    assert "needs texts" in fault


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("(?:red|crimson)", "(?:red", "not a regular expression"),
        ("<red> \\s rose", "<blue> rose", "the term <blue> is not known"),
        ('source = "a painter"', "", "the field source is missing"),
        ('value = "red"', 'value = "red"\ncolour = 1', "the field colour is not known"),
        ('value = "red"', 'value = "red"\nbasis = "guessed"', "the basis guessed"),
        ('facet = "colour"', "", "no facet is named"),
        ('cues = ["rose"]', "cues = [1]", "cues must be a list of texts"),
        ("[[rule]]", "[[rule", "not valid TOML"),
    ],
)
def test_a_faulty_file_is_refused_with_file_and_fault(tmp_path: Path, old: str, new: str, fault: str) -> None:
    folder = a_folder(tmp_path, GOOD.replace(old, new))
    with pytest.raises(VocabularyError, match=r"colour\.toml") as refused:
        load_rules(folder)
    assert fault in str(refused.value)
    assert rule_faults(folder) == (str(refused.value),)


def test_an_id_may_be_used_once_only(tmp_path: Path) -> None:
    second = GOOD[GOOD.index("[[rule]]") :]
    with pytest.raises(VocabularyError, match="used twice"):
        load_rules(a_folder(tmp_path, GOOD + second))


def test_a_folder_without_rules_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="no rule files"):
        load_rules(tmp_path)


def test_the_version_changes_with_the_content(tmp_path: Path) -> None:
    first = load_rules(a_folder(tmp_path)).version
    assert load_rules(tmp_path).version == first
    assert load_rules(a_folder(tmp_path, GOOD + "# a word more\n")).version != first


def test_shared_terms_are_known_to_every_file(tmp_path: Path) -> None:
    (tmp_path / "terms.toml").write_text("[terms]\nred = 'scarlet'\n", encoding="utf-8")
    rules = load_rules(a_folder(tmp_path, GOOD.replace("red = '(?:red|crimson)'", "")))
    assert rules.of("colour")[0].matches("a scarlet rose")
    assert rules.of("no such facet") == ()
    assert isinstance(rules, Rules)
