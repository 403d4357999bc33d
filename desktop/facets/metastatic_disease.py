"""Whether the cancer of those who enter has spread, or is treated as one that cannot be cured."""

import re
from collections.abc import Iterable

from desktop.facets.aims import Aims
from desktop.facets.entry.told import Told
from desktop.facets.said_in_places import BY_NAME, CURABLE, MAIN, RECURRENT, SURGERY, SaidInPlaces

_TITLE = ("title",)
_CRITERIA = ("criteria",)
_SPREAD = ("enrol", "permit", "treated", "weak")
_EVERY = frozenset(("10", "20", "30", "40"))
_LATE = frozenset(("30", "40"))
_STAGE_II = frozenset(("20", "21", "22"))
_NAMED = ("title", "conditions")
_SHORTLY = 30  # characters
_PART = re.compile(r"[.;:]")
_STAGES = "setting.stages"
_BOTH = "setting.both_stages"
ADVANCED = frozenset(("setting.advanced", "setting.advanced.far"))
"""Rules that find a cancer called advanced, and no more."""


def only_called_advanced(told: Iterable[Told]) -> bool:
    """Tell whether the cancer of those who enter is called advanced, and nothing says how far it has spread."""
    named = [each for each in told if each.force in _SPREAD]
    rules = {each.saying.rule for each in named if each.value == "metastatic"}
    other_part = any(each.value == "early" and each.place == "title" for each in named)
    return bool(rules) and rules <= ADVANCED and not other_part


class MetastaticDisease:
    """Weigh what a trial says of metastases; ``aims`` is what the trial is for."""

    def __init__(self, said: SaidInPlaces, aims: Aims) -> None:
        self._said = said
        self._aims = aims

    def told(self) -> list[Told]:
        """Return what tells that the cancer of those who enter has spread; none where it has not."""
        titled = self._said.of("metastatic", places=_TITLE, forces=("enrol", "permit"))
        if titled and not self._only_locally_advanced(titled) and not self._is_resected(titled):
            return titled + self._said.of("metastatic", places=_CRITERIA)
        listed = self._said.listed("metastatic")
        if self._aims.cares:  # who has any stage is cared for
            listed = [each for each in listed if not limits_no_care(each)]
        if listed or self._said.of(*CURABLE, "dcis", "prevention", places=("title", "interventions")):
            return listed or self._of_another_part()
        if self._aims.cares:
            return self._only_metastatic()
        if self._is_near_and_resected():
            return []
        if self._is_denied():
            near = self.only_near()
            return [each for each in self._said.of("metastatic", places=_CRITERIA) if each not in near]
        return (
            self._without_events(self._said.first("metastatic", MAIN[1:], ("enrol", "permit")))
            or self._said.first("metastatic", MAIN, ("treated", "weak"))
            or self._told_by_what_is_seen()
        )

    def _without_events(self, told: list[Told]) -> list[Told]:
        """Return what is told without metastases that a summary names as what may come, or as what is looked for."""
        if self._aims.pictured_nodes():
            return [each for each in told if each.place != "summary"]
        if not self._said.of(*SURGERY, places=("title", "criteria", "summary"), forces=("enrol", "operated")):
            return told
        return [each for each in told if not (each.place == "summary" and self._is_event(each))]

    def _is_event(self, each: Told) -> bool:
        """Tell whether metastases, not a metastatic cancer, are named, and nobody who has them."""
        start = each.saying.start
        before = each.saying.unit.span.lowered[max(0, start - _SHORTLY) : start]
        hints = self._said.book.hints
        return hints["events"].search(each.words) is not None and not hints["having"].search(before)

    def only_near(self) -> list[Told]:
        """Return where criteria or summary call a cancer "advanced" that has not spread, if it is called no more."""
        told = self._said.of("metastatic", places=("criteria", "summary"))
        return told if self._is_denied() and all(each.saying.rule in ADVANCED for each in told) else []

    def _of_another_part(self) -> list[Told]:
        """Return the metastatic disease of a part or cohort of its own, beside treatment that a title names."""
        criteria = self._said.of("metastatic", places=_CRITERIA)
        part = [each for each in criteria if each.saying.unit.cohort or self._said.names("part", each)]
        permitted = self._said.of("metastatic", places=_CRITERIA, forces=("permit",))
        return part or [each for each in criteria if each.saying.rule == _STAGES] or permitted

    def _only_locally_advanced(self, titled: list[Told]) -> bool:
        """Tell whether titles say no more than "advanced", and criteria or another title that it is so locally.

        What is treated before an operation that the title names is advanced near the breast, too.
        """
        locally = {each.sentence for each in self._said.of("locally_advanced", places=_TITLE)}
        if not all(each.saying.rule in ADVANCED for each in titled) or self._said.of("metastatic", places=_CRITERIA):
            return False
        before = self._said.of("neoadjuvant", places=_TITLE)
        return bool(before) or self._is_denied() or bool(locally and not locally & {each.sentence for each in titled})

    def _is_resected(self, titled: list[Told]) -> bool:
        """Tell whether a title names a relapse alone, and treatment before or after it is taken out.

        What is refractory to one drug can be taken out after another: "neoadjuvant ... in refractory breast cancer".
        """
        if not all(each.saying.rule == RECURRENT for each in titled):
            return False
        operated = self._said.of("adjuvant", places=_TITLE, forces=("enrol", "operated"))
        before = [each for each in self._said.of("neoadjuvant", places=_TITLE) if each.saying.rule in BY_NAME]
        return bool(before) or (bool(operated) and self._is_denied())

    def _is_near_and_resected(self) -> bool:
        """Tell whether all that sounds like spread is a relapse near the breast that was, or is to be, taken out."""
        near = self._said.of("local_recurrence", places=("title", "criteria", "summary"))
        operated = self._said.of("adjuvant", places=_CRITERIA, forces=("enrol", "operated"))
        spread = [*self._said.of("metastatic", forces=_SPREAD), *self._of_organs()]
        of_breast = {each.sentence for each in self._said.to_be_operated()}
        relapses = [each for each in spread if self._is_relapse(each)]
        taken_out = (near and operated) or any(each.sentence in of_breast for each in relapses)
        return bool(taken_out) and len(relapses) == len(spread)

    def _is_relapse(self, each: Told) -> bool:
        """Tell whether a saying names a relapse alone, or beside primary cancer: "primary or recurrent"."""
        far = self._said.book.hints["farther"]
        return each.saying.rule == RECURRENT or (each.saying.rule == _BOTH and not far.search(each.words))

    def _of_organs(self) -> list[Told]:
        """Return the metastases of organs that criteria ask for.

        Who has some of them may have higher values of the laboratory: that tells of nobody who must have them.
        """
        organs = self._said.of("metastatic", places=_CRITERIA, forces=("organ",))
        return [each for each in organs if not self._said.names("laboratory", each)]

    def _is_denied(self) -> bool:
        """Tell whether criteria or summary ask for disease that has not spread."""
        return bool(self._said.of("metastatic", places=("criteria", "summary"), forces=("negated",)))

    def _can_be_cured(self, *places: str) -> bool:
        """Tell whether some places, or any if none are given, name a disease that can be cured, or its operation."""
        forces = ("enrol", "tnm", "operated")
        return bool(self._said.of(*CURABLE, "dcis", "locally_advanced", places=places, forces=forces))

    def _told_by_what_is_seen(self) -> list[Told]:
        """Return metastases of organs that criteria ask for, or disease to be measured after adjuvant treatment."""
        if self._can_be_cured():
            return []
        relapsed = self._said.of("adjuvant", places=_CRITERIA, forces=("earlier",))
        measured = self._said.of("measurable", places=_CRITERIA) if relapsed else []
        return self._of_organs() or [each._replace(value="metastatic") for each in measured]

    def _only_metastatic(self) -> list[Told]:
        """Return metastatic disease where who enters has no other, so that supportive care is limited to it."""
        spans = self._spans_of_stages()
        if spans or self._can_be_cured("criteria", "summary"):
            return spans
        told = self._said.first("metastatic", ("criteria", "summary"), ("enrol", "treated"))
        return [each for each in told if each.saying.rule != RECURRENT]

    def _spans_of_stages(self) -> list[Told]:
        """Return stages that span early and metastatic disease and limit care: those that a title names, or III and IV.

        "Early or advanced breast cancer" in a criterion is any.
        """
        early = {each.sentence for each in self._said.of("early")}
        early |= {each.sentence for each in self._said.of("locally_advanced", places=_CRITERIA) if each.by_stage}
        spans = [each for each in self._said.of("metastatic") if each.by_stage and each.sentence in early]
        in_situ = {each.sentence for each in self._said.of("dcis")}
        unlimited = in_situ | {each.sentence for each in spans if limits_no_care(each)}
        return [each for each in spans if each.sentence not in unlimited]


def is_of_every_stage(each: Told) -> bool:
    """Tell whether a saying spans all stages of invasive cancer."""
    return set(each.saying.detail.split()) >= _EVERY


def limits_no_care(each: Told) -> bool:
    """Tell whether a saying spans so many stages that care is limited to none: "stage II to IV" of those who enter."""
    stages = set(each.saying.detail.split())
    return is_of_every_stage(each) or (each.place not in _NAMED and stages >= _LATE and bool(stages & _STAGE_II))


def near_in_others(said: SaidInPlaces) -> list[Told]:
    """Return the locally advanced disease of other cancers, where no criterion tells how far that of the breast is.

    In a list that names the breast as well, the extent is that of all: "locally advanced melanoma or TNBC".
    """
    of_breast = any(said.names("breast", each) for each in said.of("metastatic", places=_CRITERIA))
    others = said.of("locally_advanced", places=_CRITERIA, forces=("of_another",))
    return [each for each in others if not of_breast or _goes_on_with_breast(each, said)]


def _goes_on_with_breast(each: Told, said: SaidInPlaces) -> bool:
    """Tell whether the breast is named behind a saying in the same part of the sentence, with no extent of its own."""
    behind = _PART.split(each.saying.unit.span.lowered[each.saying.end :], maxsplit=1)[0]
    breast, other = said.book.hints["breast"].search(behind), said.book.hints["other_cancer"].search(behind)
    if not (breast and other):
        return breast is not None
    return not said.book.hints["other_extent"].search(behind, other.end(), breast.start())
