"""Cancer that can be cured, where a trial stands neither before an operation nor after one: early, or in situ."""

from desktop.facets.aims import Aims
from desktop.facets.entry.told import Told
from desktop.facets.outline import Outline
from desktop.facets.said_in_places import BY_NAME, CURABLE, MAIN, OF_ORGANS, SaidInPlaces, beside

_TITLE = ("title",)
_CRITERIA = ("criteria",)
_LISTED = ("conditions",)
_ATYPIA = "setting.atypia"
_EITHER_KIND = "setting.of_either_kind"
_ANY_CANCER = frozenset(("setting.invasive_or_dcis", _EITHER_KIND))
_RADIATION = "setting.radiation_after"
_TNM = "tnm"
_NO_SPREAD = "m0"


def of_the_breast(said: SaidInPlaces, titled: list[Told]) -> list[Told]:
    """Return what titles say without operations on metastases, and radiotherapy or a window trial beside them."""
    spread = said.of("metastatic", places=_TITLE)
    organs = beside(titled, (each for each in spread if each.saying.rule == OF_ORGANS))
    radiation = [each for each in beside(titled, spread) if each.saying.rule == _RADIATION]
    window = said.book.begins["of_window"] if spread else ()
    return [each for each in titled if each not in (*organs, *radiation) and not each.words.startswith(window)]


def irradiated_at_operation(said: SaidInPlaces, titled: list[Told], *, cares: bool) -> list[Told]:
    """Return irradiation during the operation as early disease, or in situ where that alone is titled.

    None where titles place the treatment somewhere else. What follows such irradiation is looked at after it, unless
    the trial ``cares`` for the patients.
    """
    titled = titled or ([] if cares else said.of("adjuvant", places=_TITLE, forces=("earlier",)))
    during, partial = said.book.hints["intraoperative"], said.book.hints["partial"]
    found = [each for each in titled if during.search(each.words)]
    # It is a way to irradiate a part of the breast.
    others = [each for each in titled if each not in found and not partial.search(each.words)]
    in_situ = said.of("dcis", places=_TITLE) and not said.of("early", places=_TITLE)
    return [] if others else [each._replace(value="dcis" if in_situ else "early") for each in found]


def irradiated_ahead(said: SaidInPlaces) -> bool:
    """Tell whether titles name irradiation before the operation: that of the breast is the same, not one after it."""
    rays = said.book.hints["rays"]
    return any(rays.search(each.words) for each in said.of("neoadjuvant", places=_TITLE) if each.saying.rule in BY_NAME)


class CurableDisease:
    """Weigh what a trial says of early disease and of carcinoma in situ; ``aims`` is what the trial is for."""

    def __init__(self, said: SaidInPlaces, aims: Aims, outline: Outline) -> None:
        self._said = said
        self._aims = aims
        self._outline = outline

    def early(self, *, metastatic: bool) -> list[Told]:
        """Return early disease; ``metastatic`` tells whether people with metastases enter, too."""
        if titled := self._with_stage(of_the_breast(self._said, self._said.of("early", places=_TITLE))):
            return titled
        if metastatic:
            return self._early_beside_metastatic()
        if self._aims.prevention:
            # A second cancer is prevented in those who have had one: "carcinoma in situ; stage I to III".
            staged = [each for each in self._said.of("early", places=_CRITERIA) if each.by_stage]
            allowed = "permitted"
            asked = [e for e in staged if allowed not in self._said.book.kinds(e.saying.unit.span.plain)]
            return asked if self._said.of("dcis", places=_CRITERIA) else []
        if not self._aims.cares:
            return self._said.first("early", MAIN, ("enrol", "tnm")) or self._not_metastatic()
        told = [self._with_stage(self._said.of("early", places=_CRITERIA, forces=("enrol", "tnm")))]
        told += (self._with_stage(self._said.of("early", places=(place,))) for place in ("summary", "arms", "rest"))
        if self._takes_any_stage():
            return []
        return next(filter(None, told), []) or self._to_be_operated()  # M0 alone limits care to no stage

    def _to_be_operated(self) -> list[Told]:
        """Return the operation of a cancer that is to come for those who get care, if it is told to be curable.

        So it is where metastases are excluded, or the cancer is called non-metastatic.
        """
        called = self._said.of("early", places=_CRITERIA, forces=("enrol", _TNM))
        curable = [each for each in called if each.saying.rule not in _ANY_CANCER]
        curable += self._said.of("metastatic", places=_CRITERIA, forces=("negated",))
        return [each._replace(value="early") for each in self._said.to_be_operated()] if curable else []

    def _with_stage(self, early: list[Told]) -> list[Told]:
        """Return early disease without what limits care to no stage: "M0", "not metastatic", "invasive or DCIS"."""
        if not self._aims.cares:
            return early
        early = [each for each in early if not (each.force == _TNM and self._was_or_is_any(each))]
        begins = self._said.book.begins["of_no_spread"]
        return [each for each in early if not each.words.startswith(begins) and each.saying.rule not in _ANY_CANCER]

    def _was_or_is_any(self, each: Told) -> bool:
        """Tell whether a TNM formula is no more than M0, or tells what a cancer was whose treatment is over."""
        over = self._said.of("adjuvant", places=_TITLE, forces=("disease_free", "earlier"))
        if over or each.saying.detail == _NO_SPREAD:
            return True
        return "earlier" in self._said.book.kinds(each.saying.unit.span.plain)  # "that has been treated"

    def _early_beside_metastatic(self) -> list[Told]:
        """Return early disease that one sentence lists with metastatic disease: "early or metastatic"."""
        in_abstract = [each for each in self._said.of("early") if each.by_stage and each.in_abstract]
        early = [*self._said.of("early", places=_CRITERIA), *in_abstract]
        # "Earlier chemotherapy is accepted in early disease" tells of the past.
        early = [each for each in early if each.by_stage or not self._is_past(each)]
        told = beside(early, self._said.of("metastatic"))
        return told or self._any_stage() or self._other_group()

    def _other_group(self) -> list[Told]:
        """Return the early disease of a group of its own, where nothing is given that is for one group alone."""
        if self._outline.treats:
            return []
        to_come = self._said.of("neoadjuvant", places=_CRITERIA, forces=("weak",))
        group = self._said.of("early", places=_CRITERIA, forces=("enrol", "tnm"))
        return group or [each._replace(value="early") for each in to_come]

    def _any_stage(self) -> list[Told]:
        """Return early disease where people with metastases enter, and the disease may be of any stage."""
        if self._said.of("metastatic", places=_TITLE) and not self._said.of("any_stage", places=_TITLE):
            return []  # the stage may have been any once
        return [each._replace(value="early") for each in self._said.of("any_stage")] if self._outline.of_breast else []

    def _not_metastatic(self) -> list[Told]:
        """Return early disease where nothing is said of the disease but that it has not spread."""
        extent = self._said.of("locally_advanced", "dcis", forces=("enrol", "inflammatory"))
        if extent or not self._outline.of_breast or self._said.of("metastatic", places=_TITLE):
            return []
        denied = self._said.of("metastatic", places=_CRITERIA, forces=("negated",))
        return [each._replace(value="early") for each in denied]

    def _takes_any_stage(self) -> bool:
        return any(each.by_stage for each in self._said.of("metastatic", places=("criteria", "arms")))

    def in_situ(self, *, metastatic: bool) -> list[Told]:
        """Return carcinoma in situ; ``metastatic`` tells whether people with metastases enter, too."""
        titled = self._said.of("dcis", places=_TITLE)
        if titled or metastatic:
            return titled
        risks = self._said.of("prevention", places=_CRITERIA, forces=("at_risk",))
        if any(each.saying.rule != _ATYPIA for each in risks) and (self._aims.prevention or self._aims.cares):
            return []  # in situ carcinoma is one of the risks
        if self._aims.cares and self._takes_any_stage():
            return []
        # Carcinoma in situ of the lobules is a risk rather than a cancer.
        named = self._said.of("dcis", places=_CRITERIA)
        if self._aims.cares:  # "breast cancer (invasive or in situ)" is any
            named = [each for each in named if each.saying.rule != _EITHER_KIND]
        if self._aims.prevention:
            asked = {each.sentence for each in risks}
            named = [each for each in named if not (each.sentence in asked and self._is_past(each))]
        if found := [each for each in named if not self._said.book.hints["lobular"].search(each.words)]:
            return found
        if self._aims.cares:
            return self._said.first("dcis", ("arms", "rest", "summary"))
        return self._in_lists() or self._said.first("dcis", ("summary", "arms"))

    def _in_lists(self) -> list[Told]:
        """Return carcinoma in situ among the conditions, where no criterion tells what is taken instead.

        Where a title tells the treatment, conditions may name more stages than those that enter.
        """
        listed = self._said.of("dcis", places=_LISTED)
        if self._said.of(*CURABLE, places=_CRITERIA):
            return []
        return [each for each in listed if not (each.by_stage and self._said.of(*CURABLE, places=_TITLE))]

    def _is_past(self, each: Told) -> bool:
        """Tell whether a sentence speaks of what was had before it names something."""
        return "earlier" in self._said.book.kinds(each.saying.unit.span.plain[: each.saying.end])

    def at_risk_too(self) -> list[Told]:
        """Return the people at risk whom criteria and summary name beside those who have a cancer, and get a drug."""
        aims = self._aims
        if aims.prevention or aims.cares or aims.finds or not (self._outline.gives_drug and self._outline.of_breast):
            return []
        named = self._said.of("prevention", places=("summary",))
        return self._said.of("prevention", places=_CRITERIA, forces=("at_risk",)) if named else []

    def operated_to_prevent(self) -> list[Told]:
        """Return the operations by which a cancer is prevented in some of those who enter, where no care is tried."""
        if self._aims.prevention or self._aims.cares or self._aims.finds:
            return []
        return self._said.of("prevention", places=_CRITERIA, forces=("too",))

    def operated(self) -> list[Told]:
        """Return operations that a title names, or that are to come, or pictured nodes, as early disease."""
        if self._aims.cares or self._aims.prevention or self._aims.told() or not self._outline.of_breast:
            return []
        values = ["operation", "during_surgery", "compares_surgery"]
        values += [] if self._aims.finds else ["pictures_before_surgery"]
        titled = self._said.of(*values, places=_TITLE)
        told = titled or self._said.to_be_operated() or self._aims.pictured_nodes()
        if not told and self._aims.known:  # what is to be operated on is the cancer that is pictured
            told = self._said.first("neoadjuvant", ("criteria", "summary", "rest"), ("weak",))
        return [each._replace(value="early") for each in told]
