"""The dialog with the outcome of every record of an import, in plain words; it can be saved."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QLabel,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.errors import ExportError
from desktop.trials.remark_words import all_in_words
from desktop.ui.look.messages import show_fault
from desktop.ui.look.plain_html import tooltip
from desktop.ui.look.thousands import with_thousands, with_thousands_in
from desktop.workflows.import_report import ImportReport, RecordOutcome
from desktop.workflows.text_file import write_text

# Each line takes Qt a millisecond. Nobody reads more lines, and the saved report has them all.
_MOST_SHOWN = 2_000
_ORDER = {"failed": 0, "updated": 1, "saved": 2, "unchanged": 3}


class ImportReportDialog(QDialog):
    """Show the outcomes of an import, the failed ones first."""

    def __init__(self, report: ImportReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = report
        self.setWindowTitle(self.tr("Import stopped") if report.stopped or report.fault else self.tr("Import finished"))
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        summary = QLabel(self.summary(), self)
        summary.setObjectName("title")
        summary.setTextFormat(Qt.TextFormat.PlainText)
        summary.setWordWrap(True)
        layout.addWidget(summary)
        if report.missing:
            layout.addWidget(self._build_missing())
        self._remark = QLabel(self)
        self._remark.setTextFormat(Qt.TextFormat.PlainText)
        self._remark.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._remark.setWordWrap(True)
        self._remark.setMinimumHeight(3 * self.fontMetrics().lineSpacing())
        self._remark.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._build_table(), 1)
        if len(report.documents) > _MOST_SHOWN:
            beyond = len(report.documents) - _MOST_SHOWN
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
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        save = buttons.addButton(self.tr("Save this report…"), QDialogButtonBox.ButtonRole.ActionRole)
        save.setAutoDefault(False)
        save.clicked.connect(self._save)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        letter = self.fontMetrics().averageCharWidth()
        self.resize(letter * 150, self.fontMetrics().lineSpacing() * 28)

    def summary(self) -> str:
        """Return the outcome of the import in one sentence."""
        report = self._report
        saved, updated, unchanged, failed = map(report.count, ("saved", "updated", "unchanged", "failed"))
        parts = [
            with_thousands_in(self.tr("%n trial(s) new", "", saved), saved),
            with_thousands_in(self.tr("%n updated", "", updated), updated),
            with_thousands_in(self.tr("%n unchanged", "", unchanged), unchanged),
            with_thousands_in(self.tr("%n failed", "", failed), failed),
        ]
        return self._how_it_ended() + ", ".join(parts) + "."

    def _how_it_ended(self) -> str:
        if self._report.fault and self._report.has_changed:
            saved = self.tr("What is new or updated here is in the catalogue, what failed is not; import it again. ")
        elif self._report.fault:
            saved = self.tr("Nothing was changed. ")
        else:
            return self.tr("Stopped before the end; what is listed here was kept. ") if self._report.stopped else ""
        return f"{self._report.fault} {saved}"

    def as_text(self) -> str:
        """Return the report as tab-separated lines."""
        lines = [(each.outcome, each.key or "", each.path, _remark_of(each)) for each in self._report.documents]
        lines += [("missing", "", "", each.sentence) for each in self._report.missing]
        return "\n".join("\t".join(line) for line in [("outcome", "trial", "file", "remark"), *lines]) + "\n"

    def _build_missing(self) -> QLabel:
        missing = QLabel("\n".join(each.sentence for each in self._report.missing), self)
        missing.setObjectName("warning")
        missing.setTextFormat(Qt.TextFormat.PlainText)
        missing.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        missing.setWordWrap(True)
        return missing

    def _build_table(self) -> QTreeWidget:
        table = QTreeWidget(self)
        table.setObjectName("report")
        table.setAccessibleName(self.tr("Outcomes"))
        table.setRootIsDecorated(False)
        table.setUniformRowHeights(True)
        table.setHeaderLabels([self.tr("Outcome"), self.tr("Trial"), self.tr("File"), self.tr("Remark")])
        words = {
            "saved": self.tr("new"),
            "updated": self.tr("updated"),
            "unchanged": self.tr("unchanged"),
            "failed": self.tr("failed"),
        }
        for each in sorted(self._report.documents, key=lambda each: _ORDER[each.outcome])[:_MOST_SHOWN]:
            remark = _remark_of(each)
            cells = [words[each.outcome], each.title or each.key or "—", Path(each.path).name, remark]
            item = QTreeWidgetItem(table, cells)
            for column, text in enumerate((words[each.outcome], each.title, each.path, remark)):
                item.setToolTip(column, tooltip(text))
            item.setData(0, Qt.ItemDataRole.UserRole, remark or each.path)
        table.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        letter = self.fontMetrics().averageCharWidth()
        for column, letters in enumerate((14, 44, 30)):
            table.setColumnWidth(column, letter * letters)
        # The full remark is shown below the table.
        table.currentItemChanged.connect(
            lambda item, _before: self._remark.setText(item.data(0, Qt.ItemDataRole.UserRole) if item else "")
        )
        first = table.topLevelItem(0)
        if first:
            table.setCurrentItem(first)
        return table

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Save this report"), "import-report.txt")
        if not name:
            return
        try:
            write_text(Path(name), self.as_text())
        except ExportError as error:
            show_fault(self, self.tr("The report was not saved"), str(error))


def _remark_of(outcome: RecordOutcome) -> str:
    # The file has a column of its own.
    reason = outcome.reason.removeprefix(outcome.path).lstrip(" ,:")
    return reason[:1].upper() + reason[1:] if reason else " ".join(all_in_words(outcome.warnings))
