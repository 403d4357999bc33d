from collections.abc import Sequence

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from desktop.catalogue.finding.trial_row import TrialRow
from desktop.facets.definitions import load_facets
from desktop.paths import RESOURCES
from desktop.ui.trial_list.trial_table_model import COLUMNS, TrialTableModel

FACETS = load_facets(RESOURCES / "facets.toml", [])


def a_row(number: int, title: str = "") -> TrialRow:
    values = {facet.id: ("not_stated",) for facet in FACETS.all}
    return TrialRow(number, f"NCT{number:08}", (f"NCT{number:08}",), title or f"Trial {number}", "registration",
                    values, (), "", None, "", (), 1, 0)  # fmt: skip


class Shelf:
    """Hand out rows and remember how often it was asked."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def rows(self, ids: Sequence[int]) -> list[TrialRow]:
        self.asked.append(len(ids))
        return [a_row(number) for number in ids if number != 13]


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def model(shelf: Shelf) -> TrialTableModel:
    return TrialTableModel(shelf.rows, FACETS)


def test_the_model_keeps_qts_rules(model: TrialTableModel, qtmodeltester: ModelTester) -> None:
    model.show(list(range(1, 40)))
    qtmodeltester.check(model)


def test_only_pages_that_are_looked_at_are_fetched(model: TrialTableModel, shelf: Shelf) -> None:
    model.show(list(range(1, 560_001)))
    assert model.rowCount() == 560_000
    assert model.index(300_000, 0).data() == "Trial 300001"
    assert model.index(300_001, 0).data() == "Trial 300002"
    assert shelf.asked == [16]


def test_memory_is_bounded_while_scrolling_through_everything(model: TrialTableModel) -> None:
    model.show(list(range(1, 20_001)))
    for row in range(0, 20_000, 50):
        model.index(row, 0).data()
    assert len(model._pages) <= 30


def test_a_trial_that_is_gone_shows_an_empty_row(model: TrialTableModel) -> None:
    model.show([12, 13, 14])
    assert [model.index(row, 0).data() for row in range(3)] == ["Trial 12", None, "Trial 14"]


def test_what_is_not_stated_is_a_dash(model: TrialTableModel) -> None:
    model.show([1])
    cells = {column.id: model.index(0, number).data() for number, column in enumerate(COLUMNS)}
    assert (cells["phase"], cells["sponsor"], cells["start"]) == ("—", "—", "—")


def test_an_imported_title_is_text_in_a_tooltip_too() -> None:
    model = TrialTableModel(lambda _: [a_row(1, '<img src="file:///etc/passwd">')], FACETS)
    model.show([1])
    tooltip = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in tooltip
    assert "&lt;img" in tooltip


STATUS = [column.id for column in COLUMNS].index("status")


@pytest.mark.parametrize(
    ("date", "cell", "tooltip"),
    [
        ("2021-11-03", "Recruiting · Nov 2021", "Registry date: 3 Nov 2021"),
        ("2021-11", "Recruiting · Nov 2021", "Registry date: Nov 2021"),
        ("2021", "Recruiting · 2021", "Registry date: 2021"),
        ("", "Recruiting", "Recruiting"),
    ],
)
def test_a_status_stands_beside_the_registrys_date_no_more_exact_than_that_is(
    date: str, cell: str, tooltip: str
) -> None:
    row = a_row(1)._replace(values={**a_row(1).values, "status": ("recruiting",)}, registry_date=date)
    model = TrialTableModel(lambda _: [row], FACETS)
    model.show([1])
    assert model.index(0, STATUS).data() == cell
    assert model.index(0, STATUS).data(Qt.ItemDataRole.ToolTipRole).endswith(f"<br>{tooltip}</qt>")


def test_a_date_stands_beside_no_status_that_is_not_stated_or_is_the_users_own() -> None:
    silent = a_row(1)._replace(registry_date="2021-11-03")
    own = silent._replace(id=2, values={**silent.values, "status": ("completed",)}, corrected=("status",))
    model = TrialTableModel(lambda _: [silent, own], FACETS)
    model.show([1, 2])
    assert [model.index(row, STATUS).data() for row in (0, 1)] == ["—", "Completed · ✎ yours"]
    assert "Corrected by you" in model.index(1, STATUS).data(Qt.ItemDataRole.ToolTipRole)


def test_the_columns_of_choice_say_what_the_line_knows(model: TrialTableModel) -> None:
    values = {**a_row(1).values, "lines": ("1", "2", "3"), "brain_metastases": ("allowed",), "ecog_max": ("1",)}
    full = a_row(1)._replace(
        values=values, acronym="EXAMPLE-01", drugs=("Taxol", "T-DXd"), registry_date="2025-03-04", sites=(1_200, 1_605)
    )
    model = TrialTableModel(lambda _: [full, a_row(2, "EXAMPLE-02: a study")._replace(acronym="Example-02")], FACETS)
    model.show([1, 2])
    cells = [{each.id: model.index(row, place).data() for place, each in enumerate(COLUMNS)} for row in (0, 1)]
    assert cells[0]["title"] == "EXAMPLE-01 · Trial 1"
    assert (cells[0]["acronym"], cells[0]["drugs"]) == ("EXAMPLE-01", "Taxol, T-DXd")
    assert (cells[0]["lines"], cells[0]["brain_metastases"], cells[0]["ecog_max"]) == ("1 to 3", "Allowed", "1")
    assert (cells[0]["registry_date"], cells[0]["sites_open"]) == ("Mar 2025", "1,200 of 1,605")
    assert cells[1]["title"] == "EXAMPLE-02: a study"  # which holds the acronym already
    silent = {
        cells[1][each] for each in ("drugs", "lines", "brain_metastases", "ecog_max", "registry_date", "sites_open")
    }
    assert silent == {"—"}


def test_only_lines_that_have_changed_are_drawn_again_when_the_same_trials_are_shown() -> None:
    titles = {number: f"Trial {number}" for number in range(1, 301)}
    model = TrialTableModel(lambda ids: [a_row(each, titles[each]) for each in ids], FACETS)
    model.show(list(titles))
    model.trial_row(1)
    told: list[int] = []
    model.dataChanged.connect(lambda first, last: told.extend(range(first.row(), last.row() + 1)))
    titles[2] = "Another title"
    model.show(list(titles))
    assert told == [1]
    assert model.index(1, 0).data() == "Another title"


def test_lines_that_were_looked_at_long_ago_are_drawn_again_too() -> None:
    model = TrialTableModel(lambda ids: [a_row(each) for each in ids], FACETS)
    model.show(list(range(1, 301)))
    for row in (0, 50, 100, 150, 200):
        model.trial_row(row)
    told: list[int] = []
    model.dataChanged.connect(lambda first, last: told.extend(range(first.row(), last.row() + 1)))
    model.show(list(range(1, 301)))
    assert told == list(range(16))
