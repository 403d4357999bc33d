"""The dialog with the outcome of every record of an import, in plain words; it can be saved."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.errors import ExportError
from desktop.ui.look.bare_scroll_area import bare_scroll_area
from desktop.ui.look.file_dialogs import file_to_save
from desktop.ui.look.messages import show_fault
from desktop.ui.look.thousands import with_thousands, with_thousands_in
from desktop.ui.tasks.answers_box import AnswersBox
from desktop.ui.tasks.outcome_table import MOST_SHOWN, OutcomeTable
from desktop.workflows.import_report import ImportReport
from desktop.workflows.text_file import write_text

_LEAST_MISSING, _MOST_MISSING = 3, 7  # lines
_SHARE_OF_SCREEN = 90  # per cent


class ImportReportDialog(QDialog):
    """Show the answers on an import with links to its trials, and the outcomes of its records, failed ones first."""

    show_asked = Signal(object)
    """The TrialQuery of an answer whose trials the user wants to see."""
    remove_asked = Signal(int)
    """The number of the import that the user wants to remove."""

    def __init__(self, report: ImportReport, parent: QWidget | None = None, *, read_only: bool = False) -> None:
        super().__init__(parent)
        self.report = report
        """The shown report."""
        self.setWindowTitle(self.tr("Import stopped") if report.stopped or report.fault else self.tr("Import finished"))
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        summary = QLabel(self.summary(), self)
        summary.setObjectName("title")
        summary.setTextFormat(Qt.TextFormat.PlainText)
        summary.setWordWrap(True)
        layout.addWidget(summary)
        if report.answers:
            answers = AnswersBox(report.answers, self)
            answers.show_asked.connect(self._show)
            layout.addWidget(self._scrolled(answers))
        if report.missing:
            layout.addWidget(self._build_missing())
        self._remark = QLabel(self)
        self._remark.setTextFormat(Qt.TextFormat.PlainText)
        self._remark.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._remark.setWordWrap(True)
        self._remark.setMinimumHeight(4 * self.fontMetrics().lineSpacing())
        self._remark.setAlignment(Qt.AlignmentFlag.AlignTop)
        table = OutcomeTable(report, self)
        # The full text of the current line is shown below the table.
        table.currentItemChanged.connect(lambda: self._remark.setText(table.whole_text()))
        self._remark.setText(table.whole_text())
        layout.addWidget(table, 1)
        if len(report.documents) > MOST_SHOWN:
            beyond = len(report.documents) - MOST_SHOWN
            more = QLabel(
                self.tr("More lines, not shown here: {0}. The saved report has them all.").format(
                    with_thousands(beyond)
                ),
                self,
            )
            more.setObjectName("more")
            more.setWordWrap(True)
            layout.addWidget(more)
        layout.addWidget(self._remark)
        layout.addWidget(self._build_buttons(can_remove=bool(report.number) and not read_only))
        letter = self.fontMetrics().averageCharWidth()
        room = self.screen().availableSize() * _SHARE_OF_SCREEN / 100
        self.resize(QSize(letter * 150, self.fontMetrics().lineSpacing() * 44).boundedTo(room))

    def summary(self) -> str:
        """Return the outcome of the import in words."""
        report = self.report
        saved, updated, unchanged, failed = map(report.count, ("saved", "updated", "unchanged", "failed"))
        parts = [
            with_thousands_in(self.tr("%n trial(s) new", "", saved), saved),
            with_thousands_in(self.tr("%n joined or changed", "", updated), updated),
            with_thousands_in(self.tr("%n unchanged", "", unchanged), unchanged),
            with_thousands_in(self.tr("%n refused", "", failed), failed),
        ]
        return f"{self._how_it_ended()}{', '.join(parts)}. {report.known_in_words()}".strip()

    def _build_buttons(self, *, can_remove: bool) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        save = buttons.addButton(self.tr("Save this report…"), QDialogButtonBox.ButtonRole.ActionRole)
        save.setAutoDefault(False)
        save.clicked.connect(self._save)
        if can_remove:
            remove = buttons.addButton(self.tr("&Remove this import…"), QDialogButtonBox.ButtonRole.ActionRole)
            remove.setAutoDefault(False)
            remove.clicked.connect(self._remove)
        buttons.rejected.connect(self.reject)
        return buttons

    def _scrolled(self, answers: AnswersBox) -> QScrollArea:
        """Return an area as high as the answers, which scrolls sideways if they are wider than the screen."""
        area = bare_scroll_area(answers, self)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.ensurePolished()
        needed, room = answers.minimumSizeHint(), self.screen().availableSize() * _SHARE_OF_SCREEN / 100
        is_wide = needed.width() > room.width()
        area.setFixedHeight(needed.height() + is_wide * area.horizontalScrollBar().sizeHint().height())
        area.setMinimumWidth(min(needed.width(), room.width() - 2 * area.fontMetrics().height()))
        return area

    def _show(self, query: object) -> None:
        self.accept()
        self.show_asked.emit(query)

    def _remove(self) -> None:
        self.accept()
        self.remove_asked.emit(self.report.number)

    def _how_it_ended(self) -> str:
        if self.report.fault and self.report.has_changed:
            saved = self.tr("What is new or changed here is in the catalogue, what was refused is not: import it. ")
        elif self.report.fault:
            saved = self.tr("Nothing was changed. ")
        else:
            return self.tr("Stopped before the end; what is listed here was kept. ") if self.report.stopped else ""
        return f"{self.report.fault} {saved}"

    def remark(self) -> str:
        """Return the text on the current line below the table."""
        return self._remark.text()

    def as_text(self) -> str:
        """Return the report as tab-separated lines."""
        lines = [
            (each.outcome, each.number, each.title, each.path, " ".join(each.remark.split()))
            for each in self.report.documents
        ]
        lines += [("missing", "", "", "", each.sentence) for each in self.report.missing]
        lines += [("answer", "", "", "", f"{each.label}: {each.count}") for each in self.report.answers]
        return "\n".join("\t".join(line) for line in [("outcome", "trial", "title", "file", "remark"), *lines]) + "\n"

    def _build_missing(self) -> QScrollArea:
        """Return the list of what documents have no place for, which scrolls if it is long."""
        missing = QLabel("\n".join(each.sentence for each in self.report.missing), self)
        missing.setObjectName("warning")
        missing.setTextFormat(Qt.TextFormat.PlainText)
        missing.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        missing.setWordWrap(True)
        missing.setContentsMargins(6, 4, 6, 4)
        area = QScrollArea(self)
        area.setAccessibleName(self.tr("What these documents do not tell"))
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(missing)
        line = self.fontMetrics().lineSpacing()
        area.setMinimumHeight(_LEAST_MISSING * line)
        area.setMaximumHeight(_MOST_MISSING * line)
        return area

    def _save(self) -> None:
        name, _ = file_to_save(self, self.tr("Save this report"), Path("import-report.txt"))
        if not name:
            return
        try:
            write_text(Path(name), self.as_text())
        except ExportError as error:
            show_fault(self, self.tr("The report was not saved"), str(error))
