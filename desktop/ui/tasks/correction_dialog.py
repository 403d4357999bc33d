"""The dialog that asks a clinician for the right values of a facet, and her reason."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.trials.absence_words import absence_in_words
from desktop.trials.evidence_sentence import section_name
from desktop.trials.facets import Facet
from desktop.trials.stored import StoredTrial
from desktop.ui.look.field_buttons import name_buttons
from desktop.workflows.correct_trial import correctable_values

_LONG = 12
_VALUE_ROLE = Qt.ItemDataRole.UserRole
_LONGEST_QUOTE = 300


class CorrectionDialog(QDialog):
    """Show what the documents say about one facet, and ask for the clinician's values and her reason."""

    def __init__(self, stored: StoredTrial, facets: Sequence[Facet], parent: QWidget | None = None) -> None:
        """Offer these facets of a trial; the first is shown at the beginning."""
        super().__init__(parent)
        self._stored = stored
        self._facets = facets
        self.setWindowTitle(self.tr("Correct or confirm a value"))
        self.which = QComboBox(self)
        self.which.addItems([facet.label for facet in facets])
        self.of_documents = QLabel(self)
        self.filter = QLineEdit(self)
        self.values = QListWidget(self)
        self.reason = QComboBox(self)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel, self
        )
        self._build()
        self.which.currentIndexChanged.connect(lambda _: self._show_facet())
        self.values.itemChanged.connect(self._keep_to_one)
        self.filter.textChanged.connect(self._show_only)
        self.reason.editTextChanged.connect(lambda _: self._judge())
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._show_facet()

    @property
    def facet(self) -> Facet:
        """Return the facet that is being corrected."""
        return self._facets[self.which.currentIndex()]

    def chosen(self) -> tuple[str, ...]:
        """Return the ticked values in the facet's order; none means "not stated"."""
        return tuple(str(item.data(_VALUE_ROLE)) for item in self.items() if item.checkState() == Qt.CheckState.Checked)

    def given_reason(self) -> str:
        """Return the reason, without space around it."""
        return self.reason.currentText().strip()

    def tick(self, values: Sequence[str], reason: str = "") -> None:
        """Tick exactly these values, and fill in a reason."""
        for item in self.items():
            ticked = item.data(_VALUE_ROLE) in values
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.reason.setEditText(reason)

    def _build(self) -> None:
        self.of_documents.setWordWrap(True)
        # Imported text in a rich label could name files to load.
        self.of_documents.setTextFormat(Qt.TextFormat.PlainText)
        self.of_documents.setObjectName("muted")
        self.filter.setPlaceholderText(self.tr("Find a value…"))
        self.filter.setClearButtonEnabled(True)
        name_buttons(self.filter)
        self.filter.setAccessibleName(self.tr("Find a value"))
        self.values.setAccessibleName(self.tr("Values"))
        self.reason.setEditable(True)
        self.reason.addItems(
            [
                self.tr("The documents' wording was misread"),
                self.tr("Read and agreed"),
                self.tr("Known from the protocol"),
                self.tr("Asked the study team"),
            ]
        )
        self.reason.setEditText("")
        line = self.reason.lineEdit()
        if line:  # an editable box always has a line edit
            line.setPlaceholderText(self.tr("Why? It is kept with the date"))
        self.reason.setAccessibleName(self.tr("Reason"))
        if field := self.reason.lineEdit():
            field.setAccessibleName(self.tr("Reason"))
        column = QVBoxLayout(self)
        form = QFormLayout()
        form.addRow(self.tr("&What"), self.which)
        column.addLayout(form)
        column.addWidget(self.of_documents)
        column.addWidget(self.filter)
        column.addWidget(self.values, 1)
        hint = QLabel(self.tr("Nothing ticked means: not stated."), self)
        hint.setObjectName("muted")
        column.addWidget(hint)
        below = QFormLayout()
        below.addRow(self.tr("&Reason"), self.reason)
        column.addLayout(below)
        column.addWidget(self.buttons)
        self.resize(520, 520)

    def _show_facet(self) -> None:
        facet = self.facet
        self.of_documents.setText(self._documents_say(facet))
        self.values.blockSignals(True)
        self.values.clear()
        for value in correctable_values(facet):
            item = QListWidgetItem(f"{value.group} – {value.label}" if value.group else value.label, self.values)
            item.setData(_VALUE_ROLE, value.id)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.values.blockSignals(False)
        self.filter.clear()
        self.filter.setVisible(len(facet.values) > _LONG)
        self.tick(self._stored.values(facet.id), self.given_reason())
        self._judge()

    def _documents_say(self, facet: Facet) -> str:
        derived = self._stored.derived(facet.id)
        if not derived:
            formats = (source.format for source in self._stored.sources)
            absent = absence_in_words(self._stored.trial, formats, facet.reads)
            return absent or self.tr("The documents say nothing of it.")
        lines = [self.tr("The documents say: {0}").format(", ".join(facet.label_of(value) for value in derived))]
        for value in derived[:3]:
            finding = next(each for each in self._stored.findings if (each.facet, each.value) == (facet.id, value))
            quote = finding.evidence.quote[:_LONGEST_QUOTE]
            lines.append(f"{facet.short_of(value)}: “{quote}” ({section_name(finding.evidence.section)})")
        return "\n".join(lines)

    def _keep_to_one(self, changed: QListWidgetItem) -> None:
        """Untick the others if a trial can have only one value."""
        if self.facet.multiple or changed.checkState() != Qt.CheckState.Checked:
            return
        for item in self.items():
            if item is not changed:
                item.setCheckState(Qt.CheckState.Unchecked)

    def _show_only(self, text: str) -> None:
        for item in self.items():
            item.setHidden(text.strip().casefold() not in item.text().casefold())

    def _judge(self) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(bool(self.given_reason()))

    def items(self) -> list[QListWidgetItem]:
        """Return the items of the offered values; a ticked one is chosen."""
        return [self.values.item(row) for row in range(self.values.count())]
