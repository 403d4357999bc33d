"""Phrasebooks are data, and each is held to its own examples."""

import tomllib
from pathlib import Path

import pytest

from desktop.errors import VocabularyError
from desktop.facets.entry.phrases import PHRASE_FOLDER, load_phrases, phrase_faults

WORDS = """
[hints.text]
words = ["rose"]
kinds = ["flower"]

[hints.scent]
words = ["fragran"]
match = ["a fragrant rose"]
reject = ["a red rose"]

[begins.of_thorns]
words = ["thorn", "prick"]
match = ["Thorny stems"]
reject = ["without thorns"]

[[words]]
kind = "flower"
phrases = ["rose", "roses"]
match = ["a red rose"]
reject = ["a tulip"]

[[words]]
kind = "colour"
phrases = ["red"]
match = ["a red rose"]
reject = ["a white rose"]
"""
GRAMMAR = """
[[rule]]
id = "rose.red"
says = ["red_rose"]
needs = ["flower"]
pattern = '<colour><flower>'
match = ["a red rose"]
reject = ["a rose"]
"""


@pytest.fixture
def own(project: Path, tmp_path: Path) -> Path:
    """Return a folder of own copies: the setting reads roses there, whatever hint the program asks for."""
    shipped = tomllib.loads((project / "resources/reading/phrases/setting_words.toml").read_text(encoding="utf-8"))
    names = [f"{table}.{name}" for table in ("hints", "begins") for name in shipped[table]]
    added = [name for name in names if f"[{name}]" not in WORDS]
    named = "".join(f'\n[{name}]\nwords = ["rose"]\nmatch = ["rose"]\nreject = ["tulip"]\n' for name in added)
    (tmp_path / "setting_words.toml").write_text(WORDS + named, encoding="utf-8")
    (tmp_path / "setting_grammar.toml").write_text(GRAMMAR, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="session")
def shipped(project: Path) -> Path:
    return project / "resources" / "reading"


def test_every_shipped_phrasebook_keeps_its_own_examples(shipped: Path) -> None:
    assert phrase_faults(shipped) == ()


def test_own_copies_count_instead_of_the_shipped_files(shipped: Path, own: Path) -> None:
    assert [rule.grammar.id for rule in load_phrases(shipped, own).setting.rules] == ["rose.red"]
    assert load_phrases(shipped, own).version != load_phrases(shipped).version
    assert phrase_faults(shipped, own) == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        (
            "words",
            'match = ["a red rose"]\nreject = ["a tulip"]',
            'match = ["tulip"]\nreject = []',
            "holds none of its",
        ),
        ("words", 'reject = ["a tulip"]', 'reject = ["two roses"]', "must not hold one of its phrases"),
        ("words", '"rose", "roses"]', '"rose", "peony"]', "“peony” is never met"),
        ("words", 'phrases = ["red"]', 'phrases = ["rose"]', "it can mean one of them only"),
        ("words", 'words = ["rose"]', "", "a hint lacks or misspells a field"),
        (
            "words",
            'match = ["a fragrant rose"]',
            'match = ["scent"]',
            "hints.scent: one of its words must stand in 'scent'",
        ),
        ("words", 'match = ["a fragrant rose"]', "match = []", "hints.scent: it needs texts to match"),
        (
            "words",
            'reject = ["without thorns"]',
            'reject = ["thorns"]',
            "begins.of_thorns: none of its words may stand in 'thorns'",
        ),
        ("words", 'words = ["thorn", "prick"]', 'words = "thorn"', "begins.of_thorns: words must be a list of texts"),
        ("grammar", 'match = ["a red rose"]', 'match = ["a rose"]', "rose.red: it must match “a rose”"),
        ("grammar", 'reject = ["a rose"]', 'reject = ["red roses"]', "it must not match “red roses”"),
        ("grammar", 'needs = ["flower"]', 'needs = ["tree"]', "'tree' is missing or no kind of word"),
        ("grammar", "<colour><flower>", "<colour><tree>", "tree"),
    ],
)
def test_a_fault_names_file_and_words(shipped: Path, own: Path, file: str, old: str, new: str, fault: str) -> None:
    changed = own / f"setting_{file}.toml"
    text = changed.read_text(encoding="utf-8")
    assert old in text
    changed.write_text(text.replace(old, new), encoding="utf-8")
    faults = " ".join(phrase_faults(shipped, own))
    assert fault in faults
    assert f"setting_{file}.toml" in faults


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / PHRASE_FOLDER).mkdir()
    with pytest.raises(VocabularyError, match=r"setting_words\.toml"):
        load_phrases(tmp_path)
