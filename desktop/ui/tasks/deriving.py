"""Derive again in the window: derive in the background, show the changes, save them if the user agrees."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QMessageBox,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.catalogue.finding.query import TrialQuery
from desktop.trials.facets import NOT_IN_DOCUMENT, NOT_STATED, Facet, Facets
from desktop.trials.identifiers import name_in_sentence
from desktop.trials.work import OnProgress, ShouldStop
from desktop.ui.background import Writing
from desktop.ui.look.plain_html import tooltip
from desktop.ui.look.plain_table import plain_table
from desktop.ui.look.short_lived import short_lived
from desktop.ui.look.thousands import with_thousands, with_thousands_in
from desktop.ui.tasks.catalogue_work import CatalogueWork, reading

if TYPE_CHECKING:
    from desktop.workflows.derive_again import ChangedValue, Derivation

_MOST_SHOWN = 2_000
_MOST_NAMED = 5


_REGISTRATION = ("kind", "registration")
_ADDED_LATER = "cancer_site"
"""A facet that earlier programs did not derive; a registration with conditions always has a value of it."""


class Deriving(CatalogueWork):
    """Derive the facet values again when the user asks for it, after a change of rules or vocabulary."""

    told = Signal(str)
    """A sentence for the status line."""

    def remind(self) -> None:
        """Remind the user to derive again if no registration has a value of the facet that was added later."""
        kind, registration = _REGISTRATION
        counts = self._workspace.catalogue.index.count(TrialQuery().selecting(kind, (registration,)))
        facet = self._workspace.facets.by_name[_ADDED_LATER]
        told = (each.id for each in facet.values if each.id not in (NOT_STATED, NOT_IN_DOCUMENT))
        if counts[kind].get(registration) and not any(counts[_ADDED_LATER].get(value) for value in told):
            words = self.tr("This catalogue was made before {0} was read: Trial › Read all trials again adds it.")
            self.told.emit(words.format(facet.label.lower()))

    def start(self) -> None:
        """Derive the stored trials again with the present rules, without saving."""
        if not self.can_start():
            return
        self._background.write(Writing(self.tr("Reading the trials again…"), self._fault(), self._derive, self.show))

    def _fault(self) -> str:
        return self.tr("Reading again was stopped")

    def _derive(self, on_progress: OnProgress, should_stop: ShouldStop) -> "Derivation":
        derive = reading().derive
        with self._workspace.reopened() as own:
            return derive(own.catalogue, own.vocabularies, own.vocabulary_folders, on_progress, should_stop)

    def show(self, derivation: "Derivation") -> None:
        """Show the changes, and save them if the user agrees."""
        if not derivation.derived:
            words = "\n".join((self.tr("Nothing would change."), *derivation.damaged[:_MOST_NAMED]))
            QMessageBox.information(self._window, self.tr("Read again"), words)
            return
        with short_lived(DerivationDialog(derivation, self._workspace.facets, self._window)) as dialog:
            agreed = dialog.exec() == QDialog.DialogCode.Accepted
        if agreed:
            save = partial(self._save, derivation)
            self._background.write(Writing(self.tr("Saving…"), self._fault(), save, lambda _: None, self.changed.emit))

    def _save(self, derivation: "Derivation", on_progress: OnProgress, _should_stop: ShouldStop) -> None:
        save = reading().save
        with self._workspace.reopened() as own:
            save(derivation, own.catalogue, on_progress)


class DerivationDialog(QDialog):
    """Show the changes, trial by trial, before anything is saved."""

    def __init__(self, derivation: "Derivation", facets: Facets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Read again"))
        changes = derivation.changes
        trials = len({each.key for each in changes})
        template = self.tr(
            "{0} values of {1} would change; in {2} trials only the sentences behind them differ. Nothing is saved yet."
        )
        in_trials = with_thousands_in(self.tr("%n trial(s)", "", trials), trials)
        changed = template.format(
            with_thousands(len(changes)), in_trials, with_thousands(len(derivation.derived) - trials)
        )
        words = QLabel("\n".join((changed, *derivation.damaged[:_MOST_NAMED])))
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        headings = [self.tr("Trial"), self.tr("What"), self.tr("Now"), self.tr("Then")]
        self.table = plain_table(self.tr("What would change"), headings, min(len(changes), _MOST_SHOWN), self)
        self.table.setWordWrap(True)
        for row, each in enumerate(changes[:_MOST_SHOWN]):
            self._fill(row, each, facets.by_name.get(each.facet))
        self.table.resizeColumnsToContents()
        self.table.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel, self)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        self.resize(820, 520)

    def _fill(self, row: int, change: "ChangedValue", facet: Facet | None) -> None:
        # Drugs are not a facet of the panel; their names are shown unchanged.
        before, after = (
            ", ".join(facet.short_of(value) if facet else value for value in values) or self.tr("not stated")
            for values in (change.before, change.after)
        )
        named = name_in_sentence(change.key, change.title)
        for column, text in enumerate((named, facet.label if facet else self.tr("Drugs"), before, after)):
            item = QTableWidgetItem(text)
            item.setToolTip(tooltip(change.title) if column == 0 else "")
            self.table.setItem(row, column, item)
