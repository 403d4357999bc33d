"""Cancer that can be cured, where a trial stands neither before an operation nor after one: early, or in situ."""

from desktop.facets.aims import CURABLE, Aims
from desktop.facets.entry.told import Told
from desktop.facets.outline import Outline
from desktop.facets.said_in_places import MAIN, OF_ORGANS, RECURRENT, SaidInPlaces

_TITLE = ("title",)
_CRITERIA = ("criteria",)
_ATYPIA = "setting.atypia"
_RADIATION = "setting.radiation_after"


def operations(said: SaidInPlaces) -> list[Told]:
    """Return operations that a title names, or what is done during one, else those of the breast that are to come."""
    to_come = said.of("neoadjuvant", places=_CRITERIA, forces=("weak",))
    return said.of("operation", "during_surgery", places=_TITLE) or [
        each for each in to_come if said.names("breast_operation", each)
    ]


def of_the_breast(said: SaidInPlaces, titled: list[Told]) -> list[Told]:
    """Return what titles say without operations on metastases, and radiotherapy of the breast beside them."""
    spread = said.of("metastatic", places=_TITLE)
    organs = {each.sentence for each in spread if each.saying.rule == OF_ORGANS}
    beside = {each.sentence for each in spread if each.saying.rule != RECURRENT}
    return [each for each in titled if each.sentence not in (beside if each.saying.rule == _RADIATION else organs)]


class CurableDisease:
    """Weigh what a trial says of early disease and of carcinoma in situ; ``aims`` is what the trial is for."""

    def __init__(self, said: SaidInPlaces, aims: Aims, outline: Outline) -> None:
        self._said = said
        self._aims = aims
        self._outline = outline

    def operated_with_in_situ(self) -> list[Told]:
        """Return operations of which carcinoma in situ is one occasion: where no title names it, there are others."""
        if self._aims.cares or self._aims.prevention or not self._outline.of_breast:
            return []
        return [each._replace(value="early") for each in operations(self._said)]

    def early(self, *, metastatic: bool) -> list[Told]:
        """Return early disease; ``metastatic`` tells whether people with metastases enter, too."""
        if titled := of_the_breast(self._said, self._said.of("early", places=_TITLE)):
            return titled
        if metastatic:
            return self._early_beside_metastatic()
        if self._aims.prevention:
            return []
        if not self._aims.cares:
            return self._said.first("early", MAIN, ("enrol", "tnm")) or self._not_metastatic()
        if self._takes_any_stage():
            return []
        found = self._said.first("early", ("criteria", "summary", "arms"), ("enrol", "tnm"))
        return found or [each for each in self._said.of("early", places=("rest",)) if each.by_stage]

    def _early_beside_metastatic(self) -> list[Told]:
        """Return early disease that one sentence lists with metastatic disease: "early or metastatic"."""
        sentences = {each.sentence for each in self._said.of("metastatic", places=_CRITERIA)}
        beside = [each for each in self._said.of("early", places=_CRITERIA) if each.sentence in sentences]
        if beside or self._aims.cares:
            return beside or self._said.of_spans_of_stages("early")
        return self._any_stage() or self._other_group()

    def _other_group(self) -> list[Told]:
        """Return the early disease of a group of its own, where nothing is given that is for one group alone."""
        if self._outline.treats or not self._outline.of_breast:
            return []
        to_come = self._said.of("neoadjuvant", places=_CRITERIA, forces=("weak",))
        group = self._said.of("early", places=_CRITERIA, forces=("enrol", "tnm"))
        return group or [each._replace(value="early") for each in to_come]

    def _any_stage(self) -> list[Told]:
        """Return early disease where people with metastases enter, and the disease may be of any stage."""
        return [each._replace(value="early") for each in self._said.of("any_stage")] if self._outline.of_breast else []

    def _not_metastatic(self) -> list[Told]:
        """Return early disease where nothing is said of the disease but that it has not spread."""
        if (
            not self._outline.of_breast
            or self._said.of("locally_advanced", "dcis", forces=("enrol", "inflammatory"))
            or self._said.of("metastatic", places=_TITLE)
        ):
            return []
        return [
            each._replace(value="early") for each in self._said.of("metastatic", places=_CRITERIA, forces=("negated",))
        ]

    def _takes_any_stage(self) -> bool:
        return any(each.by_stage for each in self._said.of("metastatic", places=("criteria", "arms")))

    def in_situ(self, *, metastatic: bool) -> list[Told]:
        """Return carcinoma in situ; ``metastatic`` tells whether people with metastases enter, too."""
        at_risk = self._aims.prevention or self._aims.cares
        risks = self._said.of("prevention", places=_CRITERIA, forces=("at_risk",)) if at_risk else []
        risks = [each for each in risks if each.saying.rule != _ATYPIA]
        if risks and not self._said.of("dcis", places=_TITLE):
            return []  # in situ carcinoma is one of the risks
        if self._aims.cares and self._takes_any_stage():
            return []
        found = self._said.first("dcis", _TITLE if metastatic else ("title", "criteria"))
        # Carcinoma in situ of the lobules is a risk rather than a cancer.
        lobular = self._said.book.hints["lobular"]
        found = [each for each in found if each.place == "title" or not lobular.search(each.words)]
        if found or metastatic:
            return found
        if self._aims.cares:
            # An article has no criteria but the stages that its abstract names.
            staged = [each for each in self._said.of("dcis") if each.by_stage and each.in_abstract]
            return self._said.first("dcis", ("arms", "rest")) or staged
        known = self._aims.disease_in_title or self._said.of(*CURABLE, places=_CRITERIA)
        listed = [each for each in self._said.of("dcis", places=("conditions",)) if not (each.by_stage and known)]
        return listed or self._said.first("dcis", ("summary", "arms"))
