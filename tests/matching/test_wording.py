"""What a user reads of a patient and a trial: it tells what was read, and never that she is eligible."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.matching.criteria import FILE
from desktop.paths import RESOURCES

DESKTOP = Path(__file__).parents[2] / "desktop"
MODULES = sorted(
    [
        *(DESKTOP / "ui" / "patient").glob("*.py"),
        DESKTOP / "matching" / "words.py",
        DESKTOP / "workflows" / "fit_patient.py",
        DESKTOP / "workflows" / "fit_rows.py",
        DESKTOP / "workflows" / "patient_part.py",
        DESKTOP / "exports" / "board" / "patient.py",
        DESKTOP / "cli" / "fit.py",
    ]
)


def strings_of(source: str) -> Iterator[str]:
    """Yield the texts of a module that may be shown: all but its docstrings."""
    nodes = list(ast.walk(ast.parse(source)))
    docstrings = {id(each.value) for each in nodes if isinstance(each, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


@pytest.mark.parametrize("module", MODULES, ids=lambda each: each.stem)
def test_no_text_of_the_program_says_eligible(module: Path) -> None:
    assert not [each for each in strings_of(module.read_text(encoding="utf-8")) if "eligib" in each.lower()]


def test_no_label_template_or_help_about_a_patient_says_eligible() -> None:
    table = tomllib.loads((RESOURCES / FILE).read_text(encoding="utf-8"))
    labels = [each["label"] for one in table["criterion"] for each in (one, *one.get("answer", ()))]
    template = (RESOURCES / "export" / "board_patient.html").read_text(encoding="utf-8")
    help_ = (RESOURCES / "help" / "help.html").read_text(encoding="utf-8")
    about = help_.partition('<h3><a name="patient"></a>')[2].partition("<h3>")[0]
    assert "protocol" in about
    assert not [each for each in (*labels, template, about) if "eligib" in each.lower()]


def test_the_texts_that_are_looked_through_are_those_that_are_shown() -> None:
    source = 'class A:\n    """Tell who is eligible."""\n    words = "is eligible"\n'
    assert list(strings_of(source)) == ["is eligible"]
