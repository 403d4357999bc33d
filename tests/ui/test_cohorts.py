"""Filters of several facets meet in one cohort of a trial, unless the user takes all cohorts together."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QToolButton

from desktop.ui.window.main_window import MainWindow
from desktop.workflows.import_documents import import_documents
from tests.documents_of_ours import an_xml
from tests.ui.conftest import Hand

COHORTS = """Cohort A: HER2-low (IHC 1+ or 2+/ISH-), hormone receptor-positive breast cancer

          -  Cohort B: HER2-positive (IHC 3+ or ISH+), hormone receptor-negative breast cancer"""


@pytest.fixture
def cohorts(window: MainWindow, tmp_path: Path) -> MainWindow:
    file = tmp_path / "cohorts.xml"
    text = an_xml("NCT09990001", "A study of two cohorts").decode()
    file.write_text(text.replace("HER2-positive (IHC 3+) breast cancer", COHORTS).replace("HER2-positive meta", "meta"))
    import_documents([file], window.workspace.catalogue, window.workspace.vocabularies)
    window.results.reload()
    window.search("NCT09990001 her2:low hr:negative")
    return window


def chips(window: MainWindow) -> list[str]:
    return [each.text().removesuffix("  ✕") for each in window.whole.chips.findChildren(QToolButton)]


def test_two_filters_that_no_cohort_meets_find_nothing_until_cohorts_are_taken_together(
    cohorts: MainWindow, hand: Hand
) -> None:
    assert hand.titles() == []
    cohorts.actions_by_id["any_cohorts"].trigger()
    assert len(hand.titles()) == 1
    assert "All cohorts together" in chips(cohorts)


def test_the_chip_asks_for_one_cohort_again_and_the_menu_follows(cohorts: MainWindow, hand: Hand) -> None:
    action = cohorts.actions_by_id["any_cohorts"]
    action.trigger()
    assert action.isChecked()
    (chip,) = [each for each in cohorts.whole.chips.findChildren(QToolButton) if "cohorts" in each.text()]
    chip.click()
    assert not action.isChecked()
    assert hand.titles() == []


def test_back_takes_the_cohorts_apart_again(cohorts: MainWindow, hand: Hand) -> None:
    cohorts.actions_by_id["any_cohorts"].trigger()
    cohorts.actions_by_id["back"].trigger()
    assert hand.titles() == []
    assert not cohorts.actions_by_id["any_cohorts"].isChecked()


def test_typing_it_is_the_same(cohorts: MainWindow, hand: Hand) -> None:
    cohorts.search("NCT09990001 her2:low hr:negative cohorts:any")
    assert len(hand.titles()) == 1
    assert cohorts.actions_by_id["any_cohorts"].isChecked()
