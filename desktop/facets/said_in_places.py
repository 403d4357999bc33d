"""What a trial says of its setting, looked up by value, force and place."""

from collections.abc import Collection, Iterable

from desktop.facets.entry.sayings import Phrasebook
from desktop.facets.entry.told import Told

ENROL = ("enrol",)
SURGERY = ("neoadjuvant", "adjuvant")
CURABLE = (*SURGERY, "early")
MAIN = ("title", "criteria", "conditions", "summary", "keywords", "arms", "rest")
BY_NAME = frozenset(("setting.neoadjuvant", "setting.adjuvant", "setting.either_adjuvant", "setting.preoperative"))
"""Rules that name the place of a treatment, rather than tell it by the order of things."""
_OF_ENTRY = frozenset(("setting.radiation_after", "setting.between_surgery_and_therapy"))
"""Rules that tell in criteria where those stand who enter: "scheduled for whole-breast irradiation"."""
_POSTOPERATIVE = "setting.postoperative"
_THERAPY = "therapy"
OF_ORGANS = "setting.metastases_of_organs"
"""The rule that finds metastases of named organs."""
RECURRENT = "setting.recurrent"
"""The rule that finds a cancer which has come back, of which not all have spread."""
_SEVERAL = 3
_LABEL = 80  # characters
_ALTERNATIVES = {"neoadjuvant", "metastatic"}


class SaidInPlaces:
    """Hold what a trial says of its setting, and find it."""

    def __init__(self, said: Iterable[Told], book: Phrasebook) -> None:
        """Take everything that is said; lists of all stages count for nothing."""
        self.book = book
        self._said = _without_lists_of_stages(list(said))
        self._values = {each.value for each in self._said}

    def names(self, hint: str, each: Told) -> bool:
        """Tell whether a hint stands in the sentence that says something."""
        return self.book.hints[hint].search(each.saying.unit.span.lowered) is not None

    def is_seen(self, each: Told) -> bool:
        """Tell whether what is left of a tumour is seen or felt in the breast, not found by an operation."""
        hints = self.book.hints
        return hints["seen"].search(each.words) is not None and hints["operating"].search(each.words) is None

    def of(self, *values: str, places: Collection[str] = (), forces: Collection[str] = ENROL) -> list[Told]:
        """Return what is said of some values, anywhere if no places are named."""
        if self._values.isdisjoint(values):
            return []  # as for most of what is asked
        return [
            each
            for each in self._said
            if each.value in values and each.force in forces and (not places or each.place in places)
        ]

    def first(self, value: str, places: Iterable[str], forces: Collection[str] = ENROL) -> list[Told]:
        """Return what the first place that speaks of a value says of it."""
        for place in places:
            if found := self.of(value, places=(place,), forces=forces):
                return found
        return []

    def asked_for(self, value: str) -> list[Told]:
        """Return what criteria ask of the place of those who enter between operation and further treatment."""
        told = self.of(value, places=("criteria",))
        after = [each for each in told if each.saying.rule == _POSTOPERATIVE]
        after = [each for each in after if _THERAPY in self.book.kinds(each.words)]
        asked = [*(each for each in told if each.saying.rule in _OF_ENTRY), *after]
        if asked or value != SURGERY[1]:
            return asked
        # "Radiotherapy of the chest wall is planned"
        return [each._replace(value=value) for each in self._irradiated("to_be_treated", "criteria")]

    def listed(self, value: str) -> list[Told]:
        """Return a value that one sentence lists beside others: "neoadjuvant, adjuvant or palliative treatment".

        Of what is planned, two make a list: "candidates for neoadjuvant or palliative chemotherapy".
        """
        past = {each.sentence for each in self.of("earlier_told")}
        planned = {each.sentence for each in self.of(*SURGERY, forces=("planned",))}
        values: dict[tuple[str, int], set[str]] = {}
        for each in self.of(*SURGERY, "metastatic", forces=("enrol", "weak")):
            if each.sentence not in past:
                values.setdefault(each.sentence, set()).add(each.value)
        lists = {sentence for sentence, named in values.items() if len(named) >= _SEVERAL}
        lists |= {sentence for sentence in planned if values.get(sentence, set()) >= _ALTERNATIVES}
        return [each for each in self.of(value, forces=("enrol", "weak")) if each.sentence in lists]

    def to_be_operated(self) -> list[Told]:
        """Return the operations of the breast that are to come for those who enter."""
        to_come = self.of("neoadjuvant", places=("criteria",), forces=("weak",))
        return [each for each in to_come if self.names("breast_operation", each)]

    def irradiated(self) -> list[Told]:
        """Return where titles name irradiation as the treatment."""
        return self._irradiated("therapy", "title")

    def _irradiated(self, value: str, place: str) -> list[Told]:
        begins = tuple(self.book.begins["of_irradiation"])
        return [each for each in self.of(value, places=(place,)) if each.words.startswith(begins)]

    def labelled(self, value: str) -> list[Told]:
        """Return a value with which the label of an arm begins: "Neoadjuvant chemotherapy: four cycles"."""
        named = (each for each in self.of(value, places=("arms",)) if each.saying.rule in BY_NAME)
        return [e for e in named if not e.saying.start and ":" in e.saying.unit.span.plain[:_LABEL]]

    def earlier(self, place: str) -> list[Told]:
        """Return earlier treatment that tells where the patients stand.

        Those who had treatment before surgery or after it have been operated on.
        """
        after = self.of("adjuvant", places=(place,), forces=("earlier",))
        before = self.of("neoadjuvant", places=(place,), forces=("earlier",))
        # "with or without neoadjuvant/adjuvant treatment"
        both = [each for each in before if SURGERY[1] in self.book.kinds(each.words)]
        either = {each.sentence for each in (*after, *both)}
        after += [each._replace(value="adjuvant") for each in both]
        return [each for each in before if each.sentence not in either] or after


def beside(told: Iterable[Told], others: Iterable[Told]) -> list[Told]:
    """Return what is told in one sentence with something else."""
    sentences = {each.sentence for each in others}
    return [each for each in told if each.sentence in sentences]


def _without_lists_of_stages(said: list[Told]) -> list[Told]:
    """Return what is said without the extents of conditions or keywords that list all, whomever the trial takes.

    Such a list names recurrent cancer beside the stages.
    """
    dropped = set()
    for place in ("conditions", "keywords"):
        values = {each.value for each in said if each.place == place and each.by_stage}
        if {"early", "metastatic"} <= values:
            dropped.add(place)
    return [each for each in said if not (each.place in dropped and (each.by_stage or each.value == "metastatic"))]
