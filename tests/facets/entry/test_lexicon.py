"""Words and grammar are data, and each entry is held to its own examples."""

from pathlib import Path

import pytest

from desktop.errors import VocabularyError
from desktop.facets.entry.lexicon import lexicon_faults, load_lexicon

WORDS = """
[[words]]
kind = "flower"
phrases = ["rose", "=Lily", "forget me not"]
match = ["a Rose", "forget-me-not"]
reject = ["lily", "forget me"]
"""
GRAMMAR = """
[terms]
any = '(?:<word>|<mention>)'
[[rule]]
id = "force.flower"
force = "refuse"
sections = "in"
pattern = '(?P<m><mention>){any}{0,2}<flower>'
match = ["{} of the rose"]
reject = ["a rose"]
"""
RECEPTORS = """
[[rule]]
id = "receptors.flower"
who = "hr"
state = "positive"
pattern = '<flower><minus>?'
match = ["rose"]
reject = ["violet"]
"""


def a_folder(folder: Path, words: str = WORDS, grammar: str = GRAMMAR, receptors: str = RECEPTORS) -> Path:
    for name, text in (("force_words", words), ("force_grammar", grammar), ("receptor_words", WORDS)):
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    (folder / "receptor_grammar.toml").write_text(receptors, encoding="utf-8")
    return folder


def test_every_shipped_word_and_rule_keeps_to_its_own_examples(project: Path) -> None:
    assert lexicon_faults(project / "resources" / "reading") == ()


def test_a_sound_folder_has_no_fault_and_a_version_that_changes_with_any_byte(tmp_path: Path) -> None:
    assert lexicon_faults(a_folder(tmp_path)) == ()
    first = load_lexicon(tmp_path).version
    assert load_lexicon(tmp_path).version == first
    assert load_lexicon(a_folder(tmp_path, WORDS + "# a word more\n")).version != first


def test_an_own_copy_counts_in_the_place_of_a_shipped_file(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    shipped = a_folder(tmp_path)
    (own / "force_words.toml").write_text(WORDS.replace('"rose", ', '"tulip", '), encoding="utf-8")
    faults = lexicon_faults(shipped, own)
    assert faults[0] == "force_words.toml, words flower: one of them must be found in 'a Rose' and is not."
    assert faults[1] == "force_grammar.toml, rule force.flower: it must match '{} of the rose' and does not."


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("[[words]]", "[[words", "force_words.toml: the file is not valid TOML"),
        ("[[words]]", "[[word]]", "force_words.toml: there is no [[words]] in it"),
        ('kind = "flower"', "", "force_words.toml, words (no kind): the field kind is missing"),
        ('kind = "flower"', 'kind = "flower"\ncolour = 1', "words flower: the field colour is not known"),
        ('["rose", "=Lily", "forget me not"]', "[]", "words flower: the phrases are missing"),
        ('"=Lily"', '"= "', "words flower: the phrases are missing, or one of them is empty"),
        ('"=Lily"', "1", "words flower: phrases must be a list of texts"),
        ('match = ["a Rose"', 'match = ["a violet"', "must be found in 'a violet' and is not"),
        ('reject = ["lily"', 'reject = ["Lily"', "none of them may be found in 'Lily' and one is"),
        ('match = ["a Rose", "forget-me-not"]', "", "words flower: it needs texts to match and texts to reject"),
    ],
)
def test_a_fault_among_the_words_is_told_with_file_and_kind(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert old in WORDS
    assert fault in lexicon_faults(a_folder(tmp_path, words=WORDS.replace(old, new)))[0]


def test_a_phrase_can_mean_one_thing_only(tmp_path: Path) -> None:
    second = WORDS.replace('kind = "flower"', 'kind = "colour"')
    (fault,) = lexicon_faults(a_folder(tmp_path, words=WORDS + second))
    assert fault == "force_words.toml, words colour: “rose” stands under flower too; it can mean one of them only."


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("{any}", "{every}", "force_grammar.toml, rule force.flower: the term {every} is not known"),
        ("<flower>'", "<fruit>'", "force_grammar.toml, rule force.flower: no words are of the kind <fruit>"),
        ("<flower>'", "(?:<flower>'", "force_grammar.toml, rule force.flower, pattern: not a regular expression"),
        ('id = "force.flower"', "", "force_grammar.toml, rule (no id): the field id is missing"),
        ('force = "refuse"', "", "rule force.flower: the field force is missing"),
        ('force = "refuse"', 'force = "like"', "rule force.flower: force “like” is none of enrol, permit"),
        ('sections = "in"', 'sections = "inside"', "rule force.flower: sections “inside” is none of “”, criteria"),
        ("(?P<m><mention>)", "<mention>", "rule force.flower: its pattern needs a group named m or all"),
        ("any = '", "any = '{any}", "force_grammar.toml, term any: the term {any} is not known"),
        ('match = ["{} of', 'match = ["{} by no means of', "it must match '{} by no means of the rose' and does not"),
        ('reject = ["a rose"]', 'reject = ["{} rose"]', "it must not match '{} rose' and does"),
        ('reject = ["a rose"]', "", "rule force.flower: it needs texts to match and texts to reject"),
    ],
)
def test_a_fault_in_the_grammar_is_told_with_file_and_rule(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert old in GRAMMAR
    assert fault in lexicon_faults(a_folder(tmp_path, grammar=GRAMMAR.replace(old, new)))[0]


def test_an_id_may_be_used_once_only(tmp_path: Path) -> None:
    twice = GRAMMAR + GRAMMAR[GRAMMAR.index("[[rule]]") :]
    (fault,) = lexicon_faults(a_folder(tmp_path, grammar=twice))
    assert fault == "force_grammar.toml, rule force.flower: the id is used twice; give one of them another."


def test_what_a_receptor_rule_says_must_be_known(tmp_path: Path) -> None:
    (fault,) = lexicon_faults(a_folder(tmp_path, receptors=RECEPTORS.replace('"positive"', '"red"')))
    assert fault.startswith("receptor_grammar.toml, rule receptors.flower: state “red” is none of positive, negative,")
    (fault,) = lexicon_faults(a_folder(tmp_path, receptors=RECEPTORS.replace('"hr"', '"listed"')))
    assert fault == "receptor_grammar.toml, rule receptors.flower: its pattern needs a group named who."


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    a_folder(tmp_path)
    (tmp_path / "force_words.toml").unlink()
    assert "force_words.toml: the file cannot be read" in lexicon_faults(tmp_path)[0]
    (tmp_path / "force_grammar.toml").unlink()
    with pytest.raises(VocabularyError, match=r"force_grammar\.toml is missing"):
        load_lexicon(tmp_path)
