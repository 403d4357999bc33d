"""What a trial says of its setting, weighed: which places count, what they leave out, and what only fills a gap."""

from desktop.facets.aims import Aims
from desktop.facets.curable_disease import CurableDisease, irradiated_ahead, irradiated_at_operation, of_the_breast
from desktop.facets.entry.told import Told
from desktop.facets.late_stages import LATE, THIRD, is_of, listed_late
from desktop.facets.metastatic_disease import ADVANCED, MetastaticDisease, near_in_others
from desktop.facets.operated_people import (
    RESIDUAL,
    free_of_metastases,
    is_over,
    left_in_place,
    operates_early,
    round_operation,
    told_free,
    treated_groups,
)
from desktop.facets.outline import Outline
from desktop.facets.position_of_care import irradiated_meanwhile, position_of_care, still_irradiated
from desktop.facets.said_in_places import BY_NAME, ENROL, SURGERY, SaidInPlaces, beside

_TITLE = ("title",)
_CRITERIA = ("criteria",)
_LISTS = ("conditions", "keywords")
_AFTER_SURGERY = "setting.after_surgery"
_LOCALLY = "locally"
_RADIATION = "setting.radiation_after"
_CAVITY = "setting.cavity"
_EITHER = "setting.either_adjuvant"
_PHASES = frozenset(("setting.adjuvant_phase", "setting.continued_after_surgery"))
_PLANNED = "setting.position_to_come"


class Weighing:
    """Weigh what a trial says of its setting.

    ``aims`` is what the trial is for, ``drugs`` whether it is for the treatment of cancer by drugs.
    """

    def __init__(self, said: SaidInPlaces, aims: Aims, outline: Outline, *, drugs: bool) -> None:
        self._said = said
        self._aims = aims
        self._outline = outline
        self._drugs = drugs

    def disease_and_treatment(self) -> list[Told]:
        """Return where the disease and the treatment stand."""
        if self._aims.looked_for:
            return []
        spread = MetastaticDisease(self._said, self._aims)
        metastatic = spread.told()
        surgery = self._surgery(metastatic=bool(metastatic))
        near = self._locally_advanced(surgery, metastatic=bool(metastatic))
        called = [] if near else [each._replace(value="locally_advanced") for each in spread.only_near()]
        chosen = [*metastatic, *near, *called, *surgery]
        if metastatic and all(each.place in _LISTS for each in chosen):
            # Where a list tells all, it tells the stages of breast cancer below the last, too.
            listed = self._said.of("locally_advanced", places=_LISTS)
            chosen += [each for each in listed if self._said.names("breast", each)]
        curable = CurableDisease(self._said, self._aims, self._outline)
        chosen += curable.in_situ(metastatic=bool(metastatic))
        chosen += [] if surgery or called else curable.early(metastatic=bool(metastatic))
        if {each.place for each in chosen} == {"criteria"}:
            # Who may enter as well is named last: "stage I to III; oligometastatic disease is allowed".
            chosen += self._said.of("metastatic", places=_CRITERIA, forces=("permit",))
        if not self._drugs and all(each.value == "dcis" and each.place != "title" for each in chosen):
            # Where no title names carcinoma in situ, it is one occasion of an operation among others.
            chosen += curable.operated()
        if not metastatic:
            chosen += [*(curable.at_risk_too() if chosen else []), *curable.operated_to_prevent()]
        return chosen or self._advanced_by_outcomes()

    def _advanced_by_outcomes(self) -> list[Told]:
        """Return what outcomes, or growth on treatment, tell of advanced disease in a trial of drugs against it."""
        if not self._outline.of_breast or not self._drugs:
            return []
        organs = self._said.of("metastatic", places=_CRITERIA, forces=("organ",))
        grown = self._said.of("progressed") or self._said.of("organs_allowed_for", places=_CRITERIA) or organs
        return self._said.of("pfs") or [each._replace(value="metastatic") for each in grown]

    def _surgery(self, *, metastatic: bool) -> list[Told]:
        """Return where the treatment stands: before surgery, after it, or both."""
        listed = [*self._said.listed("neoadjuvant"), *self._said.listed("adjuvant")]
        titled = of_the_breast(self._said, self._said.of(*SURGERY, places=_TITLE))
        titled = titled or self._among_interventions() or (round_operation(self._said) if self._drugs else [])
        if metastatic:
            return [*listed, *titled, *self._beside_metastases()]
        if found := left_in_place(self._said, drugs=self._drugs) or irradiated_at_operation(
            self._said, titled, cares=self._aims.cares
        ):
            return found
        neoadjuvant = self._neoadjuvant(titled) or self._either(titled)
        adjuvant = self._adjuvant(titled, neoadjuvant=bool(neoadjuvant))
        if irradiated_ahead(self._said):
            adjuvant = [each for each in adjuvant if each.saying.rule != _RADIATION]
        return [*neoadjuvant, *adjuvant] or self._before_surgery()

    def _beside_metastases(self) -> list[Told]:
        """Return treatment of people who are operated on, or left free of disease, and enter beside metastatic ones."""
        if not self._outline.treats:
            return treated_groups(self._said)
        planned = self._said.of(*SURGERY, places=_CRITERIA, forces=("planned",))
        named = self._said.of("neoadjuvant", places=("criteria", "summary"), forces=("enrol", "sequence"))
        past = {each.sentence for each in self._said.of("earlier_told")}
        named = [each for each in named if each.sentence not in past]
        if self._said.of("metastatic", places=_TITLE) or not self._said.of("locally_advanced", places=_TITLE):
            named = beside(named, self._said.of("early", "locally_advanced"))
        left = [each for each in self._said.of("adjuvant", places=_CRITERIA) if each.saying.rule == RESIDUAL]
        left = left if self._drugs and self._said.of(*SURGERY, places=_TITLE, forces=("earlier",)) else []
        free = self._said.of("adjuvant", places=_TITLE, forces=("disease_free",))
        free = [] if self._said.of("metastatic", places=_TITLE) else free
        return [*planned, *named, *left, *(free_of_metastases(self._said) or free)]

    def _before_surgery(self) -> list[Told]:
        """Return what tells that the tumour is still in the breast of those who get a drug against it."""
        if not self._drugs or not self._outline.of_breast:
            return []
        to_come = self._said.of("neoadjuvant", places=_CRITERIA, forces=("weak",))
        to_come = to_come or self._said.of("in_place", "in_arms", places=("criteria", "arms"))
        early = self._said.of("early", forces=("enrol", "tnm"))
        if early and not to_come and not self._said.of("early", places=_TITLE):
            to_come = self._said.of("untouched", "measurable", places=_CRITERIA)
        return [each._replace(value="neoadjuvant", force="sequence") for each in to_come]

    def _neoadjuvant(self, titled: list[Told]) -> list[Told]:
        """Return treatment before an operation: by titles, else by the text, by what is measured, or by the order."""
        if titled:
            return [each for each in titled if each.value == "neoadjuvant"]
        found = [] if is_over(self._said) else self._in_text("neoadjuvant")
        if found or self._aims.cares:
            return found
        found = self._said.of("pcr")
        if found or not (self._outline.treats or self._outline.gives_drug):
            return found
        weak = self._said.of("neoadjuvant", places=_TITLE, forces=("weak",))
        imaging = () if self._outline.gives_drug else ("imaging",)
        if self._said.of("pictures_before_surgery", *imaging, places=_TITLE):
            weak = []  # pictures before an operation treat nothing
        return self._said.of("neoadjuvant", forces=("sequence",)) or weak or self._made_smaller()

    def _made_smaller(self) -> list[Told]:
        """Return that a tumour is made smaller so that it can be taken out, where nobody was operated on before."""
        told = self._said.of("neoadjuvant", places=("title", "summary"), forces=("smaller",))
        return [] if self._said.of("adjuvant", forces=("enrol", "operated", "earlier", "disease_free")) else told

    def _either(self, titled: list[Told]) -> list[Told]:
        """Return treatment before an operation that a summary names beside the treatment after it of the title."""
        if not titled or self._aims.cares:
            return []
        told = self._said.of("neoadjuvant", places=("summary",))
        named = [each for each in told if each.saying.rule in BY_NAME]
        given = self._said.of("neoadjuvant", places=("interventions",)) or self._said.labelled("neoadjuvant")
        return given or beside(named, self._said.of("adjuvant", places=("summary",)))

    def _among_interventions(self) -> list[Told]:
        """Return where interventions place the treatment; irradiation among them may follow drugs before surgery."""
        named = self._said.of(*SURGERY, places=("interventions",))
        if all(each.saying.rule == _RADIATION for each in named) and self._said.of(
            "neoadjuvant", places=("summary", "arms"), forces=("enrol", "sequence")
        ):
            return []
        return named

    def _adjuvant(self, titled: list[Told], *, neoadjuvant: bool) -> list[Told]:
        """Return treatment after an operation: by titles, else by the text, or by earlier treatment of the patients."""
        found = [each for each in titled if each.value == "adjuvant"]
        if self._said.of("neoadjuvant", places=_CRITERIA, forces=("weak",)):
            found = [each for each in found if each.saying.rule != _CAVITY]  # the operation is to come
        if self._aims.cares:
            # "Exercise after lumpectomy" tells when there is care, not what treats the cancer.
            found = [each for each in found if each.saying.rule not in (_AFTER_SURGERY, _RADIATION)]
        if found:
            return found
        if neoadjuvant:
            return self._adjuvant_too(titled)
        found = self._in_text("adjuvant")
        named = self._outline.operates or self._said.of("early", places=_TITLE)
        early = named or (not self._drugs and self._said.to_be_operated())
        operates = self._said.of("compares_surgery", *(("operation",) if early else ()), places=_TITLE)
        if operates:
            found = [each for each in found if each.place == "criteria"]  # all have it who are operated on
        if self._said.of("during_surgery", "compares_surgery", places=_TITLE):
            # What is left is found while the operation goes on, or taken out by it.
            found = [each for each in found if each.saying.rule != RESIDUAL]
        if self._aims.cares and not found:
            return irradiated_meanwhile(self._said) or still_irradiated(self._said, self._irradiated())
        if found or self._aims.prevention:
            return found
        weak = self._said.of("adjuvant", places=_TITLE, forces=("weak",))
        weak = weak if self._outline.treats or self._said.earlier("criteria") else []
        operated = operates_early(self._said, self._outline)
        found = [] if operated else weak or self._said.earlier("title")
        none = operates or operated or not self._outline.treats
        return found if found or none else self._after_treatment()

    def _after_treatment(self) -> list[Told]:
        """Return what tells that the patients have been operated on or are free of disease, the closest first."""
        free = told_free(self._said, self._outline)
        found = self._said.of("adjuvant", places=_TITLE, forces=free)
        found += self._said.of("adjuvant", places=_CRITERIA, forces=("operated", *free))
        found += self._said.of("adjuvant", places=("title", "summary", "arms"), forces=("operated",))
        found = found or self._said.earlier("criteria") or self._said.earlier("summary")
        found = found or self._said.of("adjuvant", places=("summary",), forces=("disease_free",))
        inoperable = self._said.of("locally_advanced", places=_TITLE, forces=("enrol", "inoperable"))
        if found or inoperable or not self._outline.of_breast:
            return found
        return self._said.of("dfs") or self._irradiated()

    def _irradiated(self) -> list[Told]:
        """Return the radiotherapy of breast cancer that a title names, where nothing else is given: it comes last."""
        left = self._said.of("locally_advanced", places=("title", "criteria"), forces=("enrol", "inoperable"))
        told = self._said.irradiated() if self._outline.irradiates and not left else []
        return [each._replace(value="adjuvant") for each in told if self._said.names("breast", each)]

    def _in_text(self, value: str) -> list[Told]:
        """Return where summary, arms, criteria or description tell the place of the treatment.

        What supportive care is given before or after surgery is no treatment of the cancer: only the word counts there.
        """
        if not self._aims.cares:
            return self._said.first(value, ("summary", "arms", "criteria", "rest", "keywords"))
        return position_of_care(self._said, value)

    def _adjuvant_too(self, titled: list[Told]) -> list[Told]:
        """Return adjuvant treatment that arms name, or one sentence tells, beside neoadjuvant treatment.

        "(Neo)adjuvant" in criteria adds nothing to a title that says which.
        """
        if any(each.saying.rule in BY_NAME for each in self._said.of("neoadjuvant", places=("arms",))):
            return self._said.of("adjuvant", places=("arms",))
        places = ("summary", "arms", "criteria")
        adjuvant = self._said.of("adjuvant", places=places)
        if titled:
            adjuvant = [each for each in adjuvant if each.place != "criteria" or each.saying.rule != _EITHER]
        told = beside(adjuvant, self._said.of("neoadjuvant", places=places))
        told += [each for each in adjuvant if each.saying.rule in _PHASES and each not in told]
        told += self._said.of("adjuvant", places=_CRITERIA, forces=("planned",))
        # A trial that looks for complete responses gives its treatment before the operation, whatever follows.
        named = (*BY_NAME, *_PHASES, _PLANNED)
        return [each for each in told if each.saying.rule in named or not self._said.of("pcr")]

    def _locally_advanced(self, surgery: list[Told], *, metastatic: bool) -> list[Told]:
        """Return locally advanced disease: by name or stage, else "advanced" without metastases, or by its kind."""
        named = self._named_locally_advanced(surgery, metastatic=metastatic)
        titled = [each for each in named if each.place == "title"]
        found = titled or [each for each in named if each.place in ("criteria", "conditions", "summary")]
        if found or metastatic:
            return found
        advanced = [each for each in self._said.of("metastatic", places=_TITLE) if each.saying.rule in ADVANCED]
        if advanced and {each.value for each in surgery} <= {"neoadjuvant"}:
            # "Advanced" in the title of a trial whose patients have no metastases.
            return [each._replace(value="locally_advanced") for each in advanced]
        places = _TITLE if surgery else ("title", "criteria", "conditions")
        found = self._said.of("locally_advanced", places=places, forces=("inflammatory",))
        if not found and {each.value for each in surgery} == {"neoadjuvant"}:
            return self._operable_or_not() or listed_late(self._said)
        if found or surgery:
            return found
        return self._said.of("locally_advanced", places=("title", "criteria"), forces=("inoperable", "permit"))

    def _operable_or_not(self) -> list[Told]:
        """Return inoperable disease that title or criteria name beside operable disease: both enter."""
        places = _TITLE if self._said.of("early", places=_TITLE) else ("title", "criteria")
        inoperable = self._said.of("locally_advanced", places=places, forces=("inoperable",))
        return beside(inoperable, self._said.of("early", places=places))

    def _named_locally_advanced(self, surgery: list[Told], *, metastatic: bool) -> list[Told]:
        """Return what names it, without stages that treatment before or after an operation spans anyway."""
        named = [
            each for each in self._said.of("locally_advanced") if not (each.by_stage and each.place == "conditions")
        ]
        if self._aims.cares or self._outline.gives_care:  # "stage II to IV" limits care to no locally advanced disease
            early = {each.sentence for each in self._said.of("early") if each.by_stage}
            if self._said.of("metastatic", places=_TITLE):  # "advanced cancer: stage III or IV"
                early |= {each.sentence for each in self._said.of("metastatic") if each.by_stage}
            named = [each for each in named if not (each.by_stage and each.sentence in early)]
        if any(each.force in (*ENROL, "disease_free") for each in surgery):
            named = [each for each in named if not each.by_stage or (each.place == "title" and is_of(THIRD, each))]
        if metastatic:
            too = self._said.of("locally_advanced", places=_CRITERIA, forces=("permit",))
            return [*named, *(each for each in too if _LOCALLY in each.words), *near_in_others(self._said)]
        if {each.value for each in surgery} == {"adjuvant"}:
            return [each for each in named if each.place == "title" and is_of(LATE, each)]
        if surgery:
            if not self._said.of("early", places=("title", "criteria", "summary")):
                return named
            return [each for each in named if each.place in ("title", "criteria", "conditions") or each.in_abstract]
        return [each for each in named if each.place == "title" or not self._aims.cares]
