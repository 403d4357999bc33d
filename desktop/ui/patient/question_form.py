"""The questions about one patient. The first choice of each is "Unknown"; nothing is stored unless she is saved."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.matching.criteria import Criteria
from desktop.matching.patient import OTHERS, WORST_ECOG, Patient
from desktop.matching.words import NOTE, prior_names
from desktop.trials.people import OLDEST
from desktop.ui.look.whole_choice import WholeChoice
from desktop.ui.patient.names_field import NamesField
from desktop.ui.patient.saved_bar import SavedBar

_MOST_LINES = 8
_NONE = "none"
_LETTERS = 30
"""The minimum width of the form, in widths of a letter."""
_SHORTEST_ANSWER = 9  # letters that are shown at least
ClassesNamed = Callable[[Sequence[str]], frozenset[str]]
"""Returns the drug classes of names; nothing for an unknown name."""


class QuestionForm(QScrollArea):
    """Ask what is known of a patient, and report each change."""

    changed = Signal()

    def __init__(self, criteria: Criteria, countries: Iterable[str], parent: QWidget | None = None) -> None:
        """Ask everything; nothing is known yet. ``countries`` are those with sites."""
        super().__init__(parent)
        self._criteria = criteria
        self._classes_named: ClassesNamed = lambda _: frozenset()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 10, 12, 10)
        self.saved = SavedBar(inside)
        column.addWidget(self.saved)
        self._lines = QFormLayout()
        self._lines.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        column.addLayout(self._lines)
        self.choices = self._made_choices(countries)
        """{field of Patient: input with one choice}."""
        self.names = self._made_names()
        """{field of Patient: input for several names}."""
        self.clear_button = QPushButton(self.tr("Clear the answers"), inside)
        self.clear_button.clicked.connect(self.clear)
        column.addWidget(self.clear_button)
        for words in (self.tr("What you do not save is gone when the window closes."), NOTE):
            column.addWidget(_note(words, inside))
        column.addStretch(1)
        self.setWidget(inside)
        self._widen()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.widget() is not None:
            self._widen()

    def _widen(self) -> None:
        letters = self.fontMetrics().averageCharWidth() * _LETTERS
        self.setMinimumWidth(letters + self.verticalScrollBar().sizeHint().width())

    def offer(self, drugs: Sequence[str], classes_named: ClassesNamed) -> None:
        """Complete the names of drugs, classes and markers."""
        self._classes_named = classes_named
        markers = self._criteria["biomarkers"].values
        self.names["prior"].offer(
            [*drugs, OTHERS], lambda name: name.lower() in (_NONE, OTHERS) or classes_named([name])
        )
        for field in ("present", "absent"):
            self.names[field].offer(markers, self._marker)

    def patient(self) -> Patient:
        """Return what is known of the patient."""
        told = {name: box.currentData() for name, box in self.choices.items()}
        prior = self.names["prior"].names()
        return Patient(
            **told,
            prior=self._prior(prior) if prior else None,
            present=frozenset(map(self._marker, self.names["present"].names())),
            absent=frozenset(map(self._marker, self.names["absent"].names())),
        )

    def _prior(self, names: Sequence[str]) -> frozenset[str]:
        others = {OTHERS} & {each.lower() for each in names}
        return self._classes_named([each for each in names if each.lower() not in (_NONE, OTHERS)]) | others

    def clear(self) -> None:
        """Clear all answers."""
        self.show_patient(Patient(), str)

    def show_patient(self, patient: Patient, class_label: Callable[[str], str]) -> None:
        """Replace all answers by those of a patient; ``class_label`` returns the label of a drug class."""
        was_blocked = self.blockSignals(True)
        for name, box in self.choices.items():
            answer = getattr(patient, name)
            if name == "country" and answer and box.findData(answer) < 0:
                box.addItem(answer, answer)  # no trial has a site there now
            box.setCurrentIndex(max(0, box.findData(answer)))
        none = [_NONE] if patient.prior is not None else []
        self.names["prior"].set_names(prior_names(patient.prior or (), class_label) or none)
        for name in ("present", "absent"):
            self.names[name].set_names(sorted(getattr(patient, name)))
        self.blockSignals(was_blocked)
        self.changed.emit()

    def _made_choices(self, countries: Iterable[str]) -> dict[str, QComboBox]:
        low = self.tr("Low positive, 1 to 10 %")
        hr = [(self.tr("Positive"), "positive"), (low, "low"), (self.tr("Negative"), "negative")]
        lines = [(str(number), number) for number in range(_MOST_LINES)]
        ages = [(self.tr("{0} years").format(age), age) for age in range(OLDEST + 1)]
        return {
            "her2": self._choice(self.tr("HER2"), self._listed("her2")),
            "er": self._choice(self.tr("Oestrogen receptor"), hr),
            "pgr": self._choice(self.tr("Progesterone receptor"), hr),
            "setting": self._choice(self.tr("Setting"), self._listed("setting")),
            "lines": self._choice(self.tr("Earlier lines for advanced disease"), lines, None),
            "ecog": self._choice(self.tr("ECOG"), [(str(n), n) for n in range(WORST_ECOG + 1)], None),
            "brain": self._choice(self.tr("Brain metastases"), self._listed("brain")),
            "age": self._choice(self.tr("Age"), ages, None),
            "sex": self._choice(self.tr("Sex"), self._listed("sex")),
            "country": self._choice(self.tr("Country"), [(each, each) for each in countries]),
        }

    def _made_names(self) -> dict[str, NamesField]:
        names = {
            "prior": self._names(self.tr("All earlier drugs and classes"), self.tr("all; none; others")),
            "present": self._names(self.tr("Markers present"), self.tr("such as PIK3CA")),
            "absent": self._names(self.tr("Markers tested and absent"), self.tr("those not named are untested")),
        }
        names["prior"].field.setToolTip(
            self.tr(
                "All drugs and drug classes that were given, with commas, or: none. Add “others” if there may be more."
            )
        )
        return names

    def _listed(self, criterion: str) -> list[tuple[str, str]]:
        return [(each.label, each.id) for each in self._criteria[criterion].choices]

    def _choice(self, words: str, answers: Iterable[tuple[str, object]], unknown: object = "") -> QComboBox:
        box = WholeChoice()
        box.setAccessibleName(words)
        # So that a long answer does not widen the column.
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_SHORTEST_ANSWER)
        box.addItem(self.tr("Unknown"), unknown)
        for label, answer in answers:
            box.addItem(label, answer)
        self._add(words, box)
        box.currentIndexChanged.connect(lambda _: self.changed.emit())
        return box

    def _names(self, words: str, hint: str) -> NamesField:
        field = NamesField(words, hint)
        self._add(words, field)
        field.changed.connect(self.changed)
        return field

    def _add(self, words: str, field: QWidget) -> None:
        label = QLabel(words)
        label.setBuddy(field)
        label.setWordWrap(True)
        self._lines.addRow(label, field)

    def _marker(self, name: str) -> str:
        return self._criteria["biomarkers"].value(name)


def _note(words: str, parent: QWidget) -> QLabel:
    note = QLabel(words, parent)
    note.setObjectName("muted")
    note.setWordWrap(True)
    return note
