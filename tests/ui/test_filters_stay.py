"""What is typed is looked for as a whole, whatever the speed, and no key that is pressed is lost."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from desktop.catalogue.finding.query import TrialQuery, parse_query
from desktop.trials.stored import StoredTrial
from desktop.ui.search.search_box import SearchBox
from desktop.ui.window.main_window import MainWindow
from tests.ui.conftest import Hand

BOTH = {("her2", "low"), ("status", "recruiting")}


@pytest.fixture
def box(window: MainWindow) -> SearchBox:
    """Give the search box with the keyboard in it and a rest of a thousandth of a second."""
    window.search_box.begin()
    timer = window.search_box.findChild(QTimer)
    assert timer is not None
    timer.setInterval(1)
    return window.search_box


def pause(box: SearchBox) -> None:
    """Let typing rest for as long as the box waits for more."""
    timer = box.findChild(QTimer)
    while timer is not None and timer.isActive():
        QTest.qWait(2)


def chip_words(window: MainWindow) -> list[str]:
    return [
        chip.text().removesuffix("  ✕") for chip in window.whole.chips.findChildren(QToolButton) if chip.isVisible()
    ]


@pytest.mark.parametrize("rests_after", [set(), {8}, {9}, {9, 12}, {3, 9, 16, 20}, set(range(40))], ids=str)
def test_two_pairs_typed_at_any_speed_are_both_in_force_without_enter(
    window: MainWindow, box: SearchBox, qtbot: QtBot, rests_after: set[int]
) -> None:
    for place, letter in enumerate("her2:low status:recruiting"):
        qtbot.keyClicks(box, letter)
        if place in rests_after:
            pause(box)
    pause(box)
    assert window.state.query == TrialQuery(selected=frozenset(BOTH))
    assert box.text() == "her2:low status:recruiting"
    qtbot.waitUntil(lambda: chip_words(window) == ["Status: Recruiting", "HER2: Low"])


def test_a_chip_whose_filter_stays_is_not_made_again_and_all_stand_in_the_order_of_the_panel(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.state.toggle("her2", "low")
    qtbot.waitUntil(lambda: chip_words(window) == ["HER2: Low"])
    (before,) = window.whole.chips.findChildren(QToolButton)
    window.state.toggle("status", "recruiting")
    qtbot.waitUntil(lambda: chip_words(window) == ["Status: Recruiting", "HER2: Low"])
    after = [each for each in window.whole.chips.findChildren(QToolButton) if each.isVisible()]
    assert after[1] is before
    assert after[0].x() < before.x()
    window.state.drop("status", "recruiting")
    qtbot.waitUntil(lambda: chip_words(window) == ["HER2: Low"])
    window.state.clear()
    assert not window.whole.chips.isVisible()


def test_the_usual_rest_is_short_and_keeps_both_filters_too(window: MainWindow, qtbot: QtBot) -> None:
    window.search_box.begin()
    qtbot.keyClicks(window.search_box, "her2:low ")
    qtbot.waitUntil(lambda: window.state.query.selected == {("her2", "low")})
    qtbot.keyClicks(window.search_box, "status:recruiting")
    qtbot.waitUntil(lambda: window.state.query.selected == BOTH)


def test_enter_makes_chips_of_the_pairs_and_leaves_the_words(window: MainWindow, box: SearchBox, qtbot: QtBot) -> None:
    qtbot.keyClicks(box, "her2:low  status:recruiting  quercetin hr:blue")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert window.state.query.selected == BOTH
    assert box.text().split() == ["quercetin", "hr:blue"]
    assert "has no value “blue”" in window.status.words()
    qtbot.keyClicks(box, " phase:2")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert window.state.query.selected == {*BOTH, ("phase", "2")}


def test_a_click_on_a_filter_in_the_midst_of_typing_loses_neither(
    window: MainWindow, hand: Hand, box: SearchBox, qtbot: QtBot
) -> None:
    qtbot.keyClicks(box, "her2:positive trastuzum")
    hand.click_value("phase", "2")
    assert window.state.query.selected == {("her2", "positive"), ("phase", "2")}
    assert window.state.query.text == "trastuzum"
    assert box.text() == "trastuzum"
    assert len(hand.titles()) == 1


def test_a_begun_word_finds_what_begins_with_it_and_no_sign_is_added(
    window: MainWindow, hand: Hand, box: SearchBox, qtbot: QtBot
) -> None:
    qtbot.keyClicks(box, "querc")
    pause(box)
    assert len(hand.titles()) == 1
    assert window.state.query == TrialQuery("querc")
    qtbot.waitUntil(lambda: chip_words(window) == ["Text: querc"])
    assert "*" not in window.status.words() + box.text()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert hand.titles() == []


def test_a_chip_that_is_dropped_takes_its_pair_out_of_the_box(window: MainWindow, box: SearchBox, qtbot: QtBot) -> None:
    qtbot.keyClicks(box, "her2:positive phase:2 trastuzumab")
    pause(box)
    chip = next(each for each in window.whole.chips.findChildren(QToolButton) if each.text().startswith("HER2"))
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert window.state.query.selected == {("phase", "2")}
    assert box.text() == "trastuzumab"


@pytest.mark.parametrize("by_key", [True, False])
def test_clear_all_empties_box_filters_and_readings(
    window: MainWindow, hand: Hand, box: SearchBox, qtbot: QtBot, by_key: bool
) -> None:
    window.facet_panel.read_again.emit("her2")
    hand.click_item(window.facet_panel.item("her2", kind="switch"))
    hand.click_value("her2", "positive")
    assert window.state.query.selected == {("her2~", "positive")}
    box.setFocus()
    qtbot.keyClicks(box, "hr:blue phase:2 trastuzu")
    pause(box)
    if by_key:
        qtbot.keyClick(box, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    else:
        clear = next(each for each in window.whole.chips.findChildren(QPushButton) if each.text() == "Clear all")
        qtbot.mouseClick(clear, Qt.MouseButton.LeftButton)
    pause(box)
    assert window.state.query.is_empty()
    assert box.text() == ""
    assert len(hand.titles()) == 5
    assert "no value" not in window.status.words()
    hand.click_value("her2", "positive")
    assert window.state.query.selected == {("her2", "positive")}


def test_going_back_from_typed_filters_takes_one_step(
    window: MainWindow, hand: Hand, box: SearchBox, qtbot: QtBot
) -> None:
    hand.click_value("phase", "2")
    box.setFocus()
    for letter in "her2:positive trast":
        qtbot.keyClicks(box, letter)
        pause(box)
    window.state.back()
    assert window.state.query == TrialQuery(selected=frozenset({("phase", "2")}))
    assert box.text() == ""
    window.state.forward()
    assert window.state.query.selected == {("phase", "2"), ("her2", "positive")}
    assert box.text() == "trast"


def test_words_of_an_input_method_are_looked_for_once_they_are_chosen(
    window: MainWindow, box: SearchBox, qtbot: QtBot
) -> None:
    qtbot.keyClicks(box, "her2:low ")
    QApplication.sendEvent(box, QInputMethodEvent("ru", []))
    pause(box)
    assert window.state.query == TrialQuery(selected=frozenset({("her2", "low")}))
    chosen = QInputMethodEvent("", [])
    chosen.setCommitString("乳腺癌")
    QApplication.sendEvent(box, chosen)
    qtbot.keyClicks(box, " phase:2")
    pause(box)
    assert box.text() == "her2:low 乳腺癌 phase:2"
    assert window.state.query == TrialQuery("乳腺癌", frozenset({("her2", "low"), ("phase", "2")}))


def test_after_every_change_of_filters_the_first_trial_of_the_list_is_chosen_and_read(
    window: MainWindow, hand: Hand, box: SearchBox, qtbot: QtBot
) -> None:
    def is_first() -> bool:
        trial = window.detail.trial
        bar = window.trial_list.verticalScrollBar()
        return trial is not None and trial.trial.title == hand.titles()[0] and bar.value() == bar.minimum()

    window.trial_list.choose(window.model.ids[3])
    hand.click_value("phase", "2")
    qtbot.waitUntil(is_first)
    window.trial_list.choose(window.model.ids[-1])
    hand.click_value("phase", "2")
    qtbot.waitUntil(is_first)
    window.trial_list.choose(window.model.ids[2])
    box.setFocus()
    qtbot.keyClicks(box, "trastuz")
    pause(box)
    qtbot.waitUntil(is_first)


def test_of_filters_set_in_one_go_the_trial_of_the_last_is_read_and_no_other(
    window: MainWindow, hand: Hand, qtbot: QtBot
) -> None:
    read: list[object] = []
    window.open_trial("NCT02843126")
    before = window.detail.trial
    window.detail.text.hits_changed.connect(lambda: read.append(window.detail.trial))
    hand.click_value("her2", "positive")
    hand.click_value("her2", "positive")
    hand.click_value("phase", "2")
    assert window.detail.trial == before
    qtbot.waitUntil(lambda: bool(read))
    assert [each.trial.title for each in read if isinstance(each, StoredTrial)] == hand.titles()[:1]


def test_a_trial_that_is_chosen_just_after_a_filter_is_read_at_once(window: MainWindow, hand: Hand) -> None:
    hand.click_value("her2", "positive")
    window.trial_list.choose(window.model.ids[0])
    assert window.detail.trial is not None
    assert window.detail.trial.trial.title == hand.titles()[0]


def test_keys_just_after_a_filter_mean_the_trial_that_is_chosen(window: MainWindow) -> None:
    id_of = window.workspace.catalogue.trials.id_of
    window.trial_list.choose(next(each for each in window.model.ids if each != id_of("NCT02843126")))
    window.search("NCT02843126")
    window.actions_by_id["copy_identifier"].trigger()
    assert QGuiApplication.clipboard().text() == "NCT02843126"


def test_other_filters_select_the_first_trial_alone(window: MainWindow, hand: Hand) -> None:
    window.trial_list.selectAll()
    hand.click_value("her2", "positive")
    assert window.trial_list.selected_ids() == [window.model.ids[0]]
    assert window.trial_list.current_id() == window.model.ids[0]


def test_an_empty_list_empties_the_pane_and_offers_nothing_to_judge(
    window: MainWindow, hand: Hand, qtbot: QtBot
) -> None:
    window.open_trial("NCT02843126")
    window.search("phase:3 trastuzumab")
    assert hand.titles() == []
    assert window.detail.is_empty()
    assert window.trial_list.current_id() is None
    assert not any(button.isEnabled() for button in window.whole.decisions.buttons.values())
    assert not window.actions_by_id["include"].isEnabled()
    window.state.clear()
    qtbot.waitUntil(lambda: window.detail.trial is not None)
    assert window.detail.trial is not None
    assert window.detail.trial.trial.title == hand.titles()[0]
    assert window.actions_by_id["include"].isEnabled()


PAIRS = (
    "her2:low",
    "-status:completed",
    "phase:2,3",
    "her2~positive",
    'her2:"low',
    "hr:",
    "ecog:blue",
    "x:y",
    "class:",
)
WORDS = ("trast", "T-DXd", '"brain met', "-no", "乳腺", "a", "=Enhertu", "pre*", ",", "100%")
ASCII = st.lists(st.sampled_from([*PAIRS, *(word for word in WORDS if word.isascii()), " "]), max_size=3).map(" ".join)
PIECES = st.lists(st.sampled_from([*PAIRS, *WORDS, " ", "  "]), max_size=6).map(" ".join)
KEYS = st.one_of(
    ASCII.map(lambda text: ("type", text)),  # QTest presses no other keys
    st.sampled_from('abz2:~-," ').map(lambda key: ("type", key)),
    PIECES.map(lambda text: ("paste", text)),
    st.sampled_from([("left", ""), ("home", ""), ("end", ""), ("backspace", ""), ("delete", ""), ("pause", "")]),
)
STROKES = {
    "left": Qt.Key.Key_Left,
    "home": Qt.Key.Key_Home,
    "end": Qt.Key.Key_End,
    "backspace": Qt.Key.Key_Backspace,
    "delete": Qt.Key.Key_Delete,
}


class Paper:
    """Write down what a text field holds after the same keys."""

    def __init__(self) -> None:
        self.text = ""
        self._place = 0

    def press(self, kind: str, text: str) -> None:
        before, behind = self.text[: self._place], self.text[self._place :]
        if kind in ("type", "paste"):
            before += text
        elif kind == "backspace":
            before = before[:-1]
        elif kind == "delete":
            behind = behind[1:]
        self.text = before + behind
        places = {"left": max(0, self._place - 1), "home": 0, "end": len(self.text)}
        self._place = places.get(kind, len(before))


@given(presses=st.lists(KEYS, max_size=14), rests=st.sets(st.integers(0, 13)))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_query_at_the_end_is_the_whole_text_read_and_no_key_is_lost(
    window: MainWindow, box: SearchBox, presses: list[tuple[str, str]], rests: set[int]
) -> None:
    window.state.clear()
    box.setFocus()
    paper = Paper()
    for place, (kind, text) in enumerate(presses):
        paper.press(kind, text)
        if kind == "type":
            QTest.keyClicks(box, text)
        elif kind == "paste":
            QGuiApplication.clipboard().setText(text)
            QTest.keyClick(box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        elif kind in STROKES:
            QTest.keyClick(box, STROKES[kind])
        if kind == "pause" or place in rests:
            pause(box)
        assert box.text() == paper.text
    pause(box)
    assert box.text() == paper.text
    assert window.state.query == parse_query(paper.text, window.workspace.facets).query
    assert bool(window.list_page.empty_list.isVisible()) == (len(window.model.ids) == 0)


def test_chips_of_which_one_is_enough_have_an_or_between_them(window: MainWindow) -> None:
    window.search("status:completed her2~low phase:2 recruitment:open her2:low -her2:positive -her2~zero")
    shown = window.whole.chips.layout()
    assert shown is not None
    pieces = [shown.itemAt(place).widget() for place in range(shown.count())]
    line = [each.text().removesuffix("  ✕") for each in pieces if isinstance(each, (QLabel, QToolButton))]
    assert line == [
        *("Recruitment: Open", "or", "Status: Completed", "Phase: 2"),
        *("HER2: Low", "or", "HER2: Low (would accept)", "not: Positive", "not: Zero (would accept)"),
    ]


def test_a_drug_of_two_words_has_a_chip_with_its_other_names_which_can_be_dropped(window: MainWindow) -> None:
    window.search("trastuzumab deruxtecan")
    (chip,) = [each for each in window.whole.chips.findChildren(QToolButton) if "Enhertu" in each.text()]
    chip.click()
    assert window.state.query.text == '="trastuzumab deruxtecan"'
    assert not [words for words in chip_words(window) if words.startswith("also")]


def test_the_first_trial_of_a_new_list_waits_while_the_user_types(window: MainWindow, qtbot: QtBot) -> None:
    window.facet_panel.toggled.emit("her2", "negative")
    (waiting,) = [each for each in window.detail.findChildren(QTimer) if each.isActive()]
    waiting.setTimerType(Qt.TimerType.PreciseTimer)  # a coarse one may end at the same full second again
    waiting.start(60_000)
    QTest.qWait(200)
    left = waiting.remainingTime()
    qtbot.keyClick(window.search_box, Qt.Key.Key_D)
    assert waiting.remainingTime() > left
