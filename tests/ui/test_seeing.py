"""Import, look, mark as seen, import the edited file a month later, read what changed, put one on the shortlist."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.catalogue.finding.query import TrialQuery
from desktop.ui.tasks.countries_dialog import CountriesDialog
from desktop.ui.tasks.import_report_dialog import ImportReportDialog
from desktop.ui.trial_list.changed_line import ChangedLine
from desktop.ui.trial_list.offer_line import OfferLine
from desktop.ui.window.main_window import MainWindow
from desktop.workflows.what_changed import Told, changed_in_words
from tests.documents_of_ours import an_xml

pytestmark = pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing)", extend=True)
NUMBERS = [f"NCT{number:08}" for number in range(1, 6)]
EDITED = {
    NUMBERS[0]: (b"<overall_status>Recruiting", b"<overall_status>Completed"),
    NUMBERS[1]: (b"-  Brain metastases", b"-  Untreated brain metastases"),
    NUMBERS[2]: (b">120<", b">140<"),
}


@pytest.fixture(autouse=True)
def no_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImportReportDialog, "exec", lambda _dialog: 0)


def line_of(window: MainWindow) -> ChangedLine:
    (line,) = window.findChildren(ChangedLine)
    return line


def import_files(window: MainWindow, qtbot: QtBot, folder: Path, *, edited: bool = False) -> None:
    files = []
    for number in NUMBERS:
        content = an_xml(number)
        before, after = EDITED.get(number, (b"", b"")) if edited else (b"", b"")
        assert before in content
        stamp = b"<!-- downloaded again -->" if edited else b""
        files.append(folder / f"{number}.xml")
        files[-1].write_bytes((content.replace(before, after) if before else content) + stamp)
        downloaded = dt.datetime.fromisoformat(f"2025-0{2 if edited else 1}-14T12:00:00").timestamp()
        os.utime(files[-1], (downloaded, downloaded))
    with qtbot.waitSignal(window.tasks.importing.imported, timeout=60_000):
        window.tasks.importing.start(files)
    qtbot.waitUntil(lambda: not window.tasks.background.is_busy(), timeout=60_000)


def words(window: MainWindow) -> list[str]:
    return [each.text() for each in line_of(window).parts]


def keys(window: MainWindow) -> list[str]:
    return [row.key for row in window.workspace.catalogue.index.rows(window.model.ids)]


def test_what_changed_in_a_month_is_read_in_three_clicks(
    open_window: Callable[[], MainWindow], qtbot: QtBot, tmp_path: Path
) -> None:
    window = open_window()
    assert not line_of(window).isVisible()
    import_files(window, qtbot, tmp_path)
    assert words(window) == ["5 trials new"]
    line_of(window).parts[0].click()
    assert keys(window) == NUMBERS
    qtbot.waitUntil(lambda: "14 Jan 2025" in window.detail.text.toPlainText())
    assert "What changed" not in window.detail.text.toPlainText()
    assert "Downloaded\n14 Jan 2025, by the file's date" in window.detail.text.toPlainText()
    line_of(window).seen.click()
    assert not line_of(window).isVisible()
    assert keys(window) == []  # none of them is new any more
    import_files(window, qtbot, tmp_path, edited=True)
    assert words(window) == [
        "1 trial closed to entry",
        "1 trial: eligibility changed",
        "1 trial: number of patients changed",
    ]
    told = (
        "Status: Recruiting became Completed",
        "Exclusion criterion: Brain metastases became Untreated",
        "120 became 140",
    )
    for part, number, sentence in zip(line_of(window).parts, NUMBERS, told, strict=False):
        part.click()
        assert keys(window) == [number]
        window.trial_list.choose(window.model.ids[0])
        assert sentence in window.detail.text.toPlainText()
        assert "14 Feb 2025, by the file's date" in window.detail.text.toPlainText()
    window.trial_list.choose(window.model.ids[0])
    window.whole.actions["star"].trigger()
    window.close()
    window.workspace.catalogue.close()
    again = open_window()
    # Only marking ends what is new: it is told again at the start, that of the shortlists first.
    assert words(again)[:2] == ["1 trial of your shortlists changed", "1 trial closed to entry"]
    line_of(again).parts[0].click()
    assert keys(again) == [NUMBERS[2]]
    again.trial_list.choose(again.model.ids[0])
    again.whole.actions["mark_seen"].trigger()
    assert [each.words for each in changed_in_words(again.workspace.catalogue)] == [
        "1 trial closed to entry",
        "1 trial: eligibility changed",
    ]


def test_the_line_can_be_dismissed_and_says_nothing_of_what_is_seen(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    import_files(window, qtbot, tmp_path)
    first, *_ = line_of(window).parts
    line_of(window).tell(())
    assert not first.isVisibleTo(line_of(window))  # not even painted while a dialog holds up its deletion
    import_files(window, qtbot, tmp_path)
    line_of(window).dismiss.click()
    assert not line_of(window).isVisible()
    window.whole.actions["mark_all_seen"].trigger()
    import_files(window, qtbot, tmp_path)
    assert words(window) == []
    assert not line_of(window).isVisible()


def test_a_group_of_recruitment_is_a_filter_and_a_word_below_it_narrows_it(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    import_files(window, qtbot, tmp_path)
    panel = window.facet_panel
    panel.open_only(["status", "status/Open"])
    with pytest.raises(KeyError):
        panel.item("recruitment", "", "facet")
    panel.setCurrentItem(panel.item("status", "Open", "group"))
    qtbot.keyClick(panel, Qt.Key.Key_Space)
    assert str(window.state.query) == "recruitment:open"
    assert len(window.model.ids) == len(NUMBERS)
    panel.setCurrentItem(panel.item("status", "recruiting"))
    qtbot.keyClick(panel, Qt.Key.Key_Space)
    assert str(window.state.query) == "status:recruiting"
    panel.setCurrentItem(panel.item("status", "Open", "group"))
    qtbot.keyClick(panel, Qt.Key.Key_Delete)
    assert str(window.state.query) == "status:recruiting -recruitment:open"


def test_the_question_for_countries_is_not_answered_by_none(qtbot: QtBot) -> None:
    dialog = CountriesDialog(["China"], [])
    qtbot.addWidget(dialog)
    assert not dialog.save.isEnabled()
    dialog.tick("China")
    assert dialog.save.isEnabled()
    assert dialog.told.text() == "Ticked: China"


def test_my_countries_are_offered_once_and_their_sites_come_first(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (line,) = window.findChildren(OfferLine)
    assert line.isVisible()  # the five examples name countries
    import_files(window, qtbot, tmp_path)

    def choose(dialog: CountriesDialog) -> int:
        for row in range(dialog.list.count()):
            dialog.list.item(row).setCheckState(Qt.CheckState.Unchecked)  # the system may name a country
        dialog.show()
        for typed in ("Deutschl", "osterr", "FRA"):
            dialog.search.setFocus()
            qtbot.keyClicks(dialog.search, typed)
            qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
            assert dialog.isVisible()
        dialog.search.setText("Atlantis")
        assert dialog.told.text() == "No country has “Atlantis” in its name."
        qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
        dialog.search.clear()
        assert set(dialog.chosen()) == {"Germany", "Austria", "France"}
        return 1

    monkeypatch.setattr(CountriesDialog, "exec", choose)
    line.accept_button.click()
    assert not line.isVisible()
    catalogue = window.workspace.catalogue
    assert {"Germany", "Austria"} <= set(catalogue.index.my_countries)
    window.trial_list.choose(catalogue.trials.id_of(NUMBERS[0]))
    text = window.detail.text.toPlainText()
    assert "Austria: 1 site, whether open is not stated" in text
    assert "Germany: no site" in text
    import_files(window, qtbot, tmp_path, edited=True)
    assert not line.isVisible()


def test_of_much_news_the_weightiest_are_shown_and_the_others_behind_a_link(qtbot: QtBot) -> None:
    line = ChangedLine()
    qtbot.addWidget(line)
    line.tell([Told(number, f"{number} trials changed", TrialQuery()) for number in range(9)])
    line.show()
    assert [each.isVisible() for each in line.parts] == [True] * 3 + [False] * 6
    assert line.more.text() == "6 more"
    qtbot.mouseClick(line.more, Qt.MouseButton.LeftButton)
    assert all(each.isVisible() for each in line.parts)
    assert not line.more.isVisible()
    line.tell([Told(number, f"{number} trials changed", TrialQuery()) for number in range(5)])
    assert all(each.isVisible() for each in line.parts)
    assert not line.more.isVisible()
