"""The dialog before an export: which trials, which format, which columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QGroupBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QScrollArea,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.look.bare_scroll_area import bare_scroll_area
from desktop.ui.tasks.own_work_box import NO_WISHES, BoardWishes, OwnWorkBox
from desktop.workflows.export_trials import FORMATS, NOTES_COLUMN, BoardChoice, ColumnChoice, ExportFormat
from desktop.workflows.patient_part import ToldPatient

_LEAST_LINES = 6  # visible lines of the list of columns; the list scrolls to the rest
_SHARE_OF_SCREEN = 90  # per cent; the rest is for the title of the window and a bar of the system
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True)
class Scope:
    """Hold one choice of trials: ids in order, and its words ("3 selected trials")."""

    words: str
    ids: tuple[int, ...]


@dataclass(frozen=True)
class ExportWish:
    """Hold the answers: scope, format, column ids of a table in order, and what to include of own work.

    ``patient`` is the patient for whom a page is wanted.
    """

    scope: Scope
    format: ExportFormat
    columns: tuple[str, ...]
    board: BoardChoice
    patient: ToldPatient


class _ColumnList(QListWidget):
    """Hold columns that the user orders by dragging or by Alt with an arrow key."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the current column up or down."""
        step = _STEPS.get(Qt.Key(event.key()), 0) if event.modifiers() & Qt.KeyboardModifier.AltModifier else 0
        place = self.currentRow() + step
        if not step or self.currentRow() < 0:
            super().keyPressEvent(event)
        elif 0 <= place < self.count():
            self.insertItem(place, self.takeItem(self.currentRow()))
            self.setCurrentRow(place)


class ExportDialog(QDialog):
    """Ask what to export; a scope without trials cannot be chosen."""

    def __init__(
        self,
        scopes: Sequence[Scope],
        columns: Sequence[ColumnChoice],
        chosen: Mapping[str, Sequence[str]],
        format_: str,
        parent: QWidget | None = None,
        *,
        board: BoardWishes = NO_WISHES,
        printing: bool = False,
    ) -> None:
        """Offer scopes, formats and columns; the format with the id ``format_`` is chosen first.

        For ``printing`` only formats with pages are offered.

        ``chosen`` is {format id: column ids that are ticked first, in order} (if empty, the usual ones). ``board``
        holds the countries and the current shortlist to offer.
        """
        super().__init__(parent)
        self.scopes = scopes
        self.formats = [each for each in FORMATS if not printing or each.ending == "pdf"]
        self.setWindowTitle(self.tr("Print") if printing else self.tr("Export"))
        self._questions = QWidget(self)
        layout = QVBoxLayout(self._questions)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._build_scopes())
        layout.addWidget(self._build_formats(format_))
        self._offered, self._chosen = columns, {name: tuple(ids) for name, ids in chosen.items()}
        self._shown = ""  # the format with the columns in the list
        self._columns_box = self._build_columns()
        layout.addWidget(self._columns_box, 1)
        self.own_work = OwnWorkBox(board, self)
        layout.addWidget(self.own_work)
        layout.addStretch(1)
        self._show_choices()
        self._format_buttons.idToggled.connect(lambda *_: self._show_choices())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        export = buttons.addButton(
            self.tr("Preview…") if printing else self.tr("Save as…"), QDialogButtonBox.ButtonRole.AcceptRole
        )
        export.setDefault(True)
        export.setEnabled(self._scope_buttons.checkedId() >= 0)
        self._scope_buttons.idToggled.connect(lambda *_: export.setEnabled(True))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setSpacing(10)
        self._area = self._scrolled(self._questions)
        whole.addWidget(self._area, 1)
        whole.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 62)
        self._stand_still()

    def wish(self) -> ExportWish:
        """Return the answers."""
        format_, board = self._format(), self.own_work.choice()
        columns = self._ticked() if format_.has_columns else ()
        if columns and board.with_notes and NOTES_COLUMN not in columns:
            columns = (*columns, NOTES_COLUMN)
        return ExportWish(
            self.scopes[self._scope_buttons.checkedId()], format_, columns, board, self.own_work.told_patient()
        )

    def choose(self, *, scope: int | None = None, format_: str = "") -> None:
        """Choose the scope with an index, and the format with an id."""
        if scope is not None:
            self._scope_buttons.button(scope).setChecked(True)
        for number, each in enumerate(self.formats):
            if each.id == format_:
                self._format_buttons.button(number).setChecked(True)

    def tick_columns(self, ids: Sequence[str]) -> None:
        """Tick the columns with these ids, in this order, for the format that is chosen."""
        self._fill_columns(ids)

    def _scrolled(self, questions: QWidget) -> QScrollArea:
        """Return the questions in an area that scrolls where the screen is too low for all of them."""
        area = bare_scroll_area(questions, self)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def _ticked(self) -> tuple[str, ...]:
        return tuple(
            item.data(Qt.ItemDataRole.UserRole)
            for item in map(self._columns.item, range(self._columns.count()))
            if item.checkState() == Qt.CheckState.Checked
        )

    def _format(self) -> ExportFormat:
        return self.formats[self._format_buttons.checkedId()]

    def _build_scopes(self) -> QGroupBox:
        box = QGroupBox(self.tr("Which trials"), self)
        layout = QVBoxLayout(box)
        self._scope_buttons = QButtonGroup(self)
        for number, scope in enumerate(self.scopes):
            button = QRadioButton(scope.words[:1].upper() + scope.words[1:], box)
            button.setEnabled(bool(scope.ids))
            self._scope_buttons.addButton(button, number)
            layout.addWidget(button)
        # A tumour board usually needs more than the one trial that is read, and never all trials.
        nearer = list(enumerate(self.scopes[: max(len(self.scopes) - 1, 1)]))
        several = [number for number, scope in nearer if len(scope.ids) > 1]
        for first in (several or [number for number, scope in nearer if scope.ids])[:1]:
            self._scope_buttons.button(first).setChecked(True)
        return box

    def _build_formats(self, format_: str) -> QGroupBox:
        box = QGroupBox(self.tr("Format"), self)
        layout = QVBoxLayout(box)
        self._format_buttons = QButtonGroup(self)
        for number, each in enumerate(self.formats):
            button = QRadioButton(QCoreApplication.translate("ExportFormats", each.label), box)
            self._format_buttons.addButton(button, number)
            button.setChecked(number == 0 or each.id == format_)
            layout.addWidget(button)
        return box

    def _build_columns(self) -> QGroupBox:
        box = QGroupBox(self.tr("Columns"), self)
        layout = QVBoxLayout(box)
        words = self.tr("Tick the columns to write; drag them, or press Alt with an arrow key, to put them in order.")
        hint = QLabel(words, box)
        hint.setObjectName("muted")
        hint.setWordWrap(True)
        layout.addWidget(hint)
        self._columns = _ColumnList(box)
        self._columns.setAccessibleName(self.tr("Columns"))
        self._columns.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self._columns.setMinimumHeight(self.fontMetrics().lineSpacing() * _LEAST_LINES)
        layout.addWidget(self._columns)
        return box

    def _fill_columns(self, chosen: Sequence[str]) -> None:
        """List all columns, the chosen ones first and ticked; if there are none, tick the usual ones in place."""
        self._columns.clear()
        places = {name: place for place, name in enumerate(chosen)}
        for column in sorted(self._offered, key=lambda column: places.get(column.id, len(places))):
            item = QListWidgetItem(column.heading, self._columns)
            ticked = column.id in places if places else column.usual
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.UserRole, column.id)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)

    def _show_choices(self) -> None:
        format_ = self._format()
        if format_.has_columns and format_.id != self._shown:
            if self._shown:
                self._chosen[self._shown] = self._ticked()
            self._shown = format_.id
            self._fill_columns(self._chosen.get(format_.id, ()))
        self._show_parts(format_)

    def _show_parts(self, format_: ExportFormat) -> None:
        self._columns_box.setVisible(format_.has_columns)
        self.own_work.show_for(format_)

    def _stand_still(self) -> None:
        """Set the height for the format with most questions, so that no choice moves the buttons."""
        for each in (self, *self.findChildren(QWidget)):
            each.ensurePolished()  # the sheet of styles makes some of them higher
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        inside, outside = self.minimumWidth(), self.sizeHint() - self._area.sizeHint()
        needed = []
        for format_ in self.formats:
            self._show_parts(format_)
            inside = max(inside, self._questions.sizeHint().width())
            needed.append(max(self._questions.sizeHint().height(), self._questions.heightForWidth(inside)))
        self._show_parts(self._format())
        room = self.screen().availableGeometry().height() * _SHARE_OF_SCREEN // 100
        self.resize(inside + outside.width() + bar, min(max(needed) + outside.height(), room))
