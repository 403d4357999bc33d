"""What a translator gets: every text of the window in one file, made by one command."""

import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from desktop.ui.trial_list.trial_table_model import COLUMNS
from desktop.ui.window.actions import ACTIONS
from tests.test_words import WINDOW, shown_by

PROJECT = Path(__file__).parent.parent
TRANSLATIONS = PROJECT / "resources" / "translations"


def texts_in(language: str, folder: Path) -> set[tuple[str, str]]:
    """Run the command, and return the contexts and texts of its file."""
    command = [sys.executable, PROJECT / ".ci" / "texts", language, folder]
    subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, timeout=120)
    root = ET.parse(folder / f"trial_catalogue_{language}.ts").getroot()
    return {
        (str(context.findtext("name")), str(source.text))
        for context in root.iter("context")
        for source in context.iter("source")
    }


def test_a_translator_gets_every_text_of_the_window(tmp_path: Path) -> None:
    found = texts_in("de", tmp_path)
    texts = {text for _, text in found}
    assert {("Actions", spec.words) for spec in ACTIONS if spec.words.strip("-")} <= found
    assert {("TrialTable", column.heading) for column in COLUMNS} <= found
    shown = {text for file in WINDOW for text in shown_by(file)}
    assert len(shown) > 250
    assert shown - texts == set()


def test_every_plural_has_its_english_forms(tmp_path: Path) -> None:
    ours = TRANSLATIONS / "trial_catalogue_en.ts"
    shutil.copy(ours, tmp_path)
    assert texts_in("en", tmp_path)
    assert (tmp_path / ours.name).read_text(encoding="utf-8") == ours.read_text(encoding="utf-8")
    assert "unfinished" not in ours.read_text(encoding="utf-8")


@pytest.mark.parametrize("word", ["resources/help", "facets.toml", "remark_words.py", "application.py"])
def test_contributing_names_what_else_is_prose(word: str) -> None:
    assert word in (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
