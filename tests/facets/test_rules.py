"""Rules are data, and each is held to its own examples."""

from pathlib import Path

import pytest

from desktop.errors import VocabularyError
from desktop.facets.reading import plain
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
        ("<red> \\s rose", "<blue> rose", "the term <blue> is not known"),
        ('source = "a painter"', "", "the field source is missing"),
        ('value = "red"', 'value = "red"\ncolour = 1', "the field colour is not known"),
        ('value = "red"', 'value = "red"\nbasis = "guessed"', "the basis guessed"),
        ('facet = "colour"', "", "no filter is named"),
        ('cues = ["rose"]', "cues = [1]", "cues must be a list of texts"),
        ('cues = ["rose"]', "begins = [1]", "begins must be a list of texts"),
        ("[[rule]]", "[[rule", "not valid TOML"),
    ],
)
def test_a_faulty_file_is_refused_with_file_and_fault(tmp_path: Path, old: str, new: str, fault: str) -> None:
    folder = a_folder(tmp_path, GOOD.replace(old, new))
    with pytest.raises(VocabularyError, match=r"colour\.toml") as refused:
        load_rules(folder)
    assert fault in str(refused.value)
    assert rule_faults(folder) == (str(refused.value),)


@pytest.mark.parametrize("field", ["begins = ['(?:red']", "pattern = '(?:red'", "unless = '(?:red'"])
def test_what_is_no_regular_expression_is_a_fault_of_its_rule(tmp_path: Path, field: str) -> None:
    name = field.split(" ", maxsplit=1)[0]
    rest = "\n".join(line for line in GOOD.splitlines() if not line.startswith(f"{name} "))
    (fault,) = rule_faults(a_folder(tmp_path, f"{rest}\n{field}\n"))
    assert fault.startswith(f"colour.toml, rule colour.red, {name}: not a regular expression")


def test_a_pattern_is_tried_only_where_the_rule_says_it_begins(tmp_path: Path) -> None:
    (rule,) = load_rules(a_folder(tmp_path, GOOD + "begins = ['crimson']\n")).of("colour")
    assert rule.matches("a crimson rose")
    assert not rule.matches("a red rose")
    miss, *begun = rule_faults(tmp_path)
    assert "must match 'a red rose'" in miss
    assert all("matches where none of its begins does" in fault for fault in begun)
    assert len(begun) == 2


def test_shipped_patterns_match_nowhere_but_where_they_are_said_to_begin(shipped: Path) -> None:
    groups = load_rules(shipped).by_facet
    for rules in groups.values():
        texts = [text for rule in rules for text in (*rule.match, *rule.reject)]
        for text in (*texts, ", ".join(texts)):
            assert [rule.id for rule in rules if rule.is_begun_elsewhere(plain(text))] == []


def test_a_group_asks_only_the_rules_whose_cues_stand_in_a_text(tmp_path: Path) -> None:
    other = GOOD[GOOD.index("[[rule]]") :].replace("colour.red", "colour.other").replace('"rose"]', '"tulip", "lily"]')
    group = load_rules(a_folder(tmp_path, GOOD + other)).scoped("colour")
    assert [rule.id for rule in group.hinted("a lily or a rose")] == ["colour.red", "colour.other"]
    assert [rule.id for rule in group.hinted("a tulip")] == ["colour.other"]
    assert group.hint is not None
    assert not group.hint.search("a daisy")


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
