"""Whether the cancer of those who enter has spread, or is treated as one that cannot be cured."""

from desktop.facets.aims import CURABLE, Aims
from desktop.facets.entry.told import Told
from desktop.facets.said_in_places import BY_NAME, MAIN, RECURRENT, SaidInPlaces

_TITLE = ("title",)
_CRITERIA = ("criteria",)
_ADVANCED = frozenset(("setting.advanced", "setting.advanced.far"))


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
        if listed or self._said.of(*CURABLE, "dcis", "prevention", places=("title", "interventions")):
            return listed or self._of_another_part()
        if self._aims.cares:
            return self._only_metastatic()
        if self._said.of("metastatic", places=("criteria", "summary"), forces=("negated",)):
            enter = self._said.of("metastatic", places=_CRITERIA)
            return enter if any(each.by_stage for each in enter) or not self._is_operated() else []
        places = MAIN[1:-1] if titled and self._only_locally_advanced(titled) else MAIN[:-1]
        found = self._said.first("metastatic", places, ("enrol", "permit"))
        if self._is_advanced_before_surgery(found):
            return []
        found = found or [
            each for each in self._said.of("metastatic", places=("rest",)) if each.saying.rule != RECURRENT
        ]
        return (
            found or self._said.first("metastatic", MAIN, ("treated", "weak")) or self._of_organs() or self._relapsed()
        )

    def _of_another_part(self) -> list[Told]:
        """Return the metastatic disease of a part or cohort of its own, beside treatment that a title names."""
        if self._aims.cares or self._aims.prevention:
            return []
        asked = self._said.of("metastatic", places=_CRITERIA)
        return [each for each in asked if each.saying.unit.cohort and not each.by_stage]

    def _only_locally_advanced(self, titled: list[Told]) -> bool:
        """Tell whether a title says no more than "advanced", and criteria or the other title that it is so locally."""
        others = {each.sentence for each in self._said.of("locally_advanced", places=_TITLE)}
        locally = others and not others & {each.sentence for each in titled}
        return (
            all(each.saying.rule in _ADVANCED for each in titled)
            and bool(locally or self._said.of("metastatic", places=_CRITERIA, forces=("negated",)))
            and not self._said.of("metastatic", places=_CRITERIA, forces=("enrol", "permit", "treated"))
        )

    def _is_resected(self, titled: list[Told]) -> bool:
        """Tell whether a title names a relapse alone, and treatment after it was taken out."""
        relapses = all(each.saying.rule == RECURRENT for each in titled)
        return relapses and bool(
            self._said.of("adjuvant", places=_TITLE, forces=("enrol", "operated"))
            and self._said.of("metastatic", places=_CRITERIA, forces=("negated",))
        )

    def _is_operated(self) -> bool:
        """Tell whether criteria ask for an operation in trials of treatment after it: such a tumour has not spread."""
        operated = self._said.of("adjuvant", places=_CRITERIA, forces=("operated",))
        named = self._said.of("adjuvant", places=("criteria", "arms"))
        return bool(operated) and bool(named) and not self._said.of("metastatic", forces=("treated",))

    def _is_advanced_before_surgery(self, found: list[Told]) -> bool:
        """Tell whether "advanced" stands beside "early", and arms or criteria name treatment before an operation."""
        early = {each.sentence for each in self._said.of("early")}
        before = [
            each for each in self._said.of("neoadjuvant", places=("arms", "criteria")) if each.saying.rule in BY_NAME
        ]
        return bool(found and before) and all(
            each.saying.rule in _ADVANCED and each.sentence in early for each in found
        )

    def _relapsed(self) -> list[Told]:
        """Return measurable disease of people who had adjuvant treatment, where nothing speaks of an operation."""
        if not self._said.of("adjuvant", places=_CRITERIA, forces=("earlier",)) or self._said.of(
            *CURABLE, "locally_advanced", forces=("enrol", "tnm", "operated", "disease_free", "weak", "sequence")
        ):
            return []
        measured = self._said.of("measurable", places=_CRITERIA)
        return [each._replace(value="metastatic") for each in measured]

    def _of_organs(self) -> list[Told]:
        """Return the metastases of organs that the criteria ask for, where they name no disease that can be cured."""
        if self._said.of(
            *CURABLE, "dcis", "locally_advanced", forces=("enrol", "tnm", "earlier", "disease_free", "inflammatory")
        ):
            return []
        return self._said.of("metastatic", places=_CRITERIA, forces=("organ",))

    def _only_metastatic(self) -> list[Told]:
        """Return metastatic disease where the criteria name no other, so that they limit supportive care to it."""
        if spanned := self._said.of_spans_of_stages("metastatic"):
            return spanned
        if self._said.of(*CURABLE, "dcis", places=_CRITERIA, forces=("enrol", "tnm", "operated")):
            return []
        told = (
            self._said.of("metastatic", places=_CRITERIA)
            or self._said.of_patients_with_metastases()
            or self._said.of("metastatic", places=_CRITERIA, forces=("organ",))
        )
        return [each for each in told if each.saying.rule != RECURRENT]
