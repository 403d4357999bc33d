"""Remarks are codes with fields; the words for all of them stand in one table."""

import ast
import re
import string
from collections.abc import Iterator

import pytest

from desktop.trials import remark_words
from desktop.trials.remark_words import WORDINGS, in_words
from desktop.trials.remarks import AS_STORED, remark
from tests.program_code import FILES, nodes, strings

CODES = set(WORDINGS)


def remarks_made() -> Iterator[tuple[str, set[str], str]]:
    """Yield code, names of the fields and file of every ``remark("code", …)`` in the program."""
    for file in FILES:
        for node in nodes(file, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id == "remark":
                for code in ast.walk(node.args[0]):
                    if isinstance(code, ast.Constant) and code.value in CODES:
                        yield code.value, {each.arg for each in node.keywords if each.arg}, str(file)


def needed(code: str) -> set[str]:
    wording = WORDINGS[code]
    sentences = [wording] if isinstance(wording, str) else wording.values()
    found = {name for each in sentences for _, name, _, _ in string.Formatter().parse(each) if name}
    return found if isinstance(wording, str) else found | {"count"}


def test_every_code_that_is_used_has_words_with_its_fields() -> None:
    made = list(remarks_made())
    assert len({code for code, _, _ in made}) > 30
    for code, fields, file in made:
        # What a value of a JSON record is says its reader, where it stands says the walk through the record.
        assert needed(code) - fields <= {"path"}, (code, file)
        assert fields <= needed(code), (code, file)


def test_every_wording_is_for_a_code_that_is_used() -> None:
    used = {each for file in FILES if file.name != "remark_words.py" for each in strings(file)}
    assert CODES - used - {AS_STORED} == set()


def test_no_other_module_words_a_remark() -> None:
    """A sentence of the table, without its fields, stands nowhere else but in the migration from sentences."""
    beginnings = {
        part
        for wording in WORDINGS.values()
        for sentence in ([wording] if isinstance(wording, str) else wording.values())
        for part in re.split(r"{[^}]*}", sentence)
        if len(part) > 30
    }
    for file in FILES:
        if file.name != "remark_words.py" and "migrations" not in file.parts:
            said = "\n".join(sorted(strings(file)))
            assert not [part for part in beginnings if part in said], file


def test_a_number_has_its_own_words() -> None:
    said = [in_words(remark("signs_damaged", count=count, first="=18")) for count in (1, 2, 3)]
    assert [each.split(" a sign")[0] for each in said] == ["Once", "Twice", "3 times"]


def test_the_order_of_fields_makes_no_other_remark() -> None:
    assert remark("no_date", written="x", column="y") == remark("no_date", column="y", written="x")


def test_what_a_document_says_is_never_taken_for_a_placeholder() -> None:
    assert in_words(remark("odd_name", name="{count} {0.__class__}")).endswith("{count} {0.__class__}.")


def test_an_unknown_code_is_a_fault_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remark_words, "WORDINGS", {})
    with pytest.raises(KeyError):
        in_words(remark("no_title"))
