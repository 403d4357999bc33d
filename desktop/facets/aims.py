"""What a trial is for, other than the treatment of cancer: care, prevention, finding cancer."""

from desktop.facets.entry.told import Told
from desktop.facets.outline import Outline
from desktop.facets.said_in_places import SURGERY, SaidInPlaces

CURABLE = (*SURGERY, "early")
_TITLE = ("title",)
_LISTED = ("conditions",)
_CRITERIA = ("criteria",)
_NO_TITLE = ("conditions", "summary", "rest", "design")
_RADIATION = "setting.radiation_after"
_WITHOUT_CANCER = "setting.without_cancer"
_CAUSED = "setting.caused_by_treatment"
_HINTS = {"screening": "hinted_screening", "supportive": "hinted_care"}
_SUFFERED = frozenset(("symptom", "impaired"))
_TREATS = "treat"
_NO_CARE = (_TREATS, "basic", "diagnos", "screen")
_COMPLAINT = "supportive"


class Aims:
    """Hold what tells each aim of a trial.

    ``known`` tells whether the cancer of those who enter is known, so that it is not looked for, ``behaves`` whether
    all that is tried is how people behave.
    """

    def __init__(self, said: SaidInPlaces, outline: Outline, *, known: bool = False, behaves: bool = False) -> None:
        self._said = said
        self._outline = outline
        self._known = known
        purpose, drugs = outline.purpose, outline.against_cancer
        self.finds = purpose.startswith(("screening", "diagnostic"))
        titled = said.of(*CURABLE, "metastatic", "locally_advanced", places=_TITLE)
        # What titles and the registered purpose name.
        searches = self._searches()
        self._supportive = self._care(searches=searches)
        self.prevention = [] if self._has_cancer(titled) else self._aim("prevention")
        complaints = [each for each in self._complains() if not said.names("survivors", each)]
        if self._supportive and (purpose.startswith("supportive") or complaints):
            self.prevention = []  # "hot flashes in survivors and women at risk"
        # Who enters, and what other places tell.
        if not self.prevention and (at_risk := self._at_risk()):
            self.prevention, self._supportive = at_risk, []
        if not (titled or searches or self._supportive or self.prevention):
            self._supportive = self._told_elsewhere()
        # What is looked for in people whose disease is not named.
        treats = said.of("metastatic", places=_TITLE, forces=("weak",))  # "first-line treatment"
        sought = not (titled or self._supportive or known or treats)
        self.looked_for = said.of("screening", places=_TITLE) if sought else []
        if sought and not (self.looked_for or self.prevention or purpose or drugs):
            self.looked_for = said.of("screening", places=_LISTED)
        self._tell_apart_from_prevention()
        # What is only hinted at.
        if not (self._supportive or self.prevention or self.looked_for or drugs):
            self.looked_for = [] if titled or known else self._hinted("screening")
            is_bare = not (purpose or outline.published)  # nothing but title and summary could tell of care
            if not self.looked_for and (is_bare or not titled):
                self._supportive = self._hinted("supportive")
        told = self._supportive or self.prevention or self.looked_for
        self.of_known_disease = bool(titled) and not (told or self.finds)
        behaves = behaves and not (self.finds or said.of("metastatic", places=_TITLE))
        self.cares_by_what_it_gives = not told and (behaves or (outline.gives_care and not titled))
        self.cares = bool(self._supportive) or self.cares_by_what_it_gives

    def told(self) -> list[Told]:
        """Return what the trial is for, other than the treatment of cancer."""
        if self.prevention:
            return [*self.prevention, *(each for each in self._supportive if self._said.names("survivors", each))]
        if aim := self._supportive or self.looked_for:
            return aim
        operates = ["during_surgery"] if self.finds or not self._outline.of_breast else ["during_surgery", "operation"]
        known = self._said.of(*SURGERY, "metastatic", "locally_advanced", places=("title", "criteria"))
        if self._known or known or self._said.of(*operates, places=_TITLE):
            return []  # imaging of a disease that is known is that disease's setting
        imaging = self._said.of("imaging", places=_TITLE)
        if self._outline.against_cancer and not self.finds:
            imaging = []  # what drugs do is measured by it
        if imaging and (self.finds or not self._said.of("early", places=_TITLE)):
            return imaging
        if self.finds:
            # What is given for complaints finds nothing, whatever purpose is registered.
            places = _NO_TITLE if not self.cares_by_what_it_gives else _NO_TITLE[:-1]
            return self._said.of("screening", "imaging", places=places)
        is_told = self._outline.purpose or self._outline.against_cancer or self._names_cancer
        return [] if is_told else self._said.of("screening", places=("summary",))

    def _has_cancer(self, titled: list[Told]) -> bool:
        """Tell whether titles name the cancer of those who enter: it is not prevented, whatever the risk.

        Who decides on the other breast has a cancer, and so have carriers of a gene whose tumours have spread.
        """
        if self._outline.purpose.startswith("prevention"):
            # A relapse is prevented in those who have been operated on.
            relapses = self._said.of("dfs") and self._outline.against_cancer
            return bool(titled and relapses and self._said.of("adjuvant", places=_CRITERIA, forces=("operated",)))
        to_come = self._said.of("neoadjuvant", places=_CRITERIA, forces=("weak",))
        operated = any(not self._said.names("to_prevent", each) for each in to_come)
        spread = any(each.value == "metastatic" for each in titled)
        return spread or (not self._outline.gives_drug and (operated or bool(titled)))

    def _care(self, *, searches: bool) -> list[Told]:
        """Return the care that titles, or a purpose that is care, name; else a reconstruction of the breast."""
        told = [] if searches else self._aim("supportive")
        told = [] if self._is_safety(told) else told
        if told or self._said.of(*SURGERY, places=_TITLE):
            return told
        return self._said.first("reconstruction", ("title", "conditions"))

    def _is_safety(self, told: list[Told]) -> bool:
        """Tell whether all that sounds like care is what the treatment of the cancer does to the body.

        So it is with what drugs do, and with how a breast that a title irradiates looks and bears it.
        """
        begins = self._said.book.begins
        if self._outline.against_cancer and all(each.words.startswith(begins["of_effects"]) for each in told):
            return True
        irradiated = self._said.irradiated() if self._outline.irradiates else []
        treated = {each.sentence for each in [*self._said.of("adjuvant", places=_TITLE), *irradiated]}
        return not self._outline.purpose.startswith("supportive") and all(
            each.words.startswith(begins["of_radiation"]) and each.sentence in treated for each in told
        )

    def _searches(self) -> bool:
        """Tell whether a title speaks of finding cancer, and no complaint there is closer to what the trial is for.

        "Better talks about breast cancer screening" is no care of those who talk; "survivors who are screened" are.
        """
        if not self._said.of("screening", places=_TITLE):
            return False
        cares = self._said.of("supportive", places=_TITLE)
        return not cares or (self.finds and not any(self._is_suffered(each) for each in cares))

    def _is_suffered(self, care: Told) -> bool:
        """Tell whether who is cared for has the disease, or what is suffered comes from its treatment."""
        hints = self._said.book.hints
        return (
            care.saying.rule == _CAUSED
            or hints["after_effects"].search(care.words) is not None
            or self._said.names("survivors", care)
        )

    def _tell_apart_from_prevention(self) -> None:
        """Tell imaging of women at risk, which prevents no cancer, from drugs that make breasts less dense."""
        if self.looked_for and self._outline.gives_drug and self._is_of_density():
            dense = self._said.of("density", places=_TITLE)
            # Who has a cancer that is treated is kept from no other by it.
            self.prevention = [] if self._names_cancer else [each._replace(value="prevention") for each in dense]
            self.looked_for = []
        elif self.looked_for and self._outline.gives_drug and not self.finds and (at_risk := self._kept_well()):
            self.prevention, self.looked_for = at_risk, []
        elif self.prevention and not self._outline.purpose.startswith("prevention"):
            self.looked_for = self.looked_for or self._said.of("imaging", places=_TITLE)
            if self.finds and not (self.looked_for or self._outline.gives_drug):
                self.looked_for = self._said.of("screening", places=("design",))
            self.prevention = [] if self.looked_for else self.prevention

    def _aim(self, value: str) -> list[Told]:
        titled = self._said.of(value, places=_TITLE)
        if titled or not self._outline.purpose.startswith(value) or self._is_of_the_breast_treated():
            return titled
        return self._said.of(value, places=_NO_TITLE)

    def _is_of_the_breast_treated(self) -> bool:
        """Tell whether a title names irradiation that is tried, or nodes that an operation maps."""
        irradiated = any(each.saying.rule == _RADIATION for each in self._said.of("adjuvant", places=_TITLE))
        mapped = any(self._said.names("maps", each) for each in self._said.of("imaging", places=_TITLE))
        return mapped or (irradiated and self._outline.irradiates)

    def _is_of_density(self) -> bool:
        """Tell whether all that sounds like screening is the density of the breast, which drugs are tried to lower."""
        if self._said.of("imaging", places=_TITLE):
            return False
        places = {(each.sentence, each.saying.start) for each in self._said.of("density", places=_TITLE)}
        return places >= {(each.sentence, each.saying.start) for each in self.looked_for}

    def _at_risk(self) -> list[Told]:
        """Return the risk of those who enter, or that they have had no cancer, where nothing names one or is sought."""
        if self._names_cancer or self._complains() or self.finds or not self._outline.of_breast:
            return []
        asked = self._said.of("prevention", places=("criteria", "summary"), forces=("at_risk",))
        if self._supportive or not self._outline.treats:  # healthy people, too, may be asked for exercise or the like
            asked = [each for each in asked if each.saying.rule == _WITHOUT_CANCER]
        return asked or ([] if self._supportive else self._said.of("prevention", places=("summary", "conditions")))

    @property
    def _names_cancer(self) -> bool:
        known = (*CURABLE, "metastatic", "locally_advanced")
        return bool(self._said.of(*known, forces=("enrol", "tnm", "permit")))

    def _hinted(self, aim: str) -> list[Told]:
        """Return what is mostly done for an aim ("a smartphone app"), where a title tells no disease or treatment."""
        if not self._outline.of_breast or self._outline.purpose.startswith(_NO_CARE):
            return []
        told = self._said.of(_HINTS[aim], places=_TITLE)
        if self._said.of("operation", "compares_surgery", "screening", "imaging", places=_TITLE):
            return []
        if self._said.of(*SURGERY, places=_TITLE):
            # What is suffered is looked at where nothing is given: "Quality of life after adjuvant chemotherapy".
            told = [] if self._said.irradiated() or self._outline.treats else told
            told = [each for each in told if self._said.book.kinds(each.words) & _SUFFERED]
        return [each._replace(value=aim) for each in told]

    def _kept_well(self) -> list[Told]:
        """Return what tells of the risk of those who enter: who is given a drug is not screened."""
        told = self._said.of("prevention", places=("criteria", "summary"), forces=("at_risk",))
        return told or self._said.of("prevention", places=("summary",))

    def _complains(self) -> list[Told]:
        """Return the complaint that criteria ask for: who must have one enters for it, with cancer or without."""
        return self._said.of("supportive", places=_CRITERIA, forces=("complaint",))

    def _listed_complaints(self) -> list[Told]:
        """Return the complaints that conditions name beside the cancer, not what is measured of any treatment."""
        listed = self._said.of("supportive", places=_LISTED)
        return [each for each in listed if _COMPLAINT in self._said.book.kinds(each.words)]

    def _told_elsewhere(self) -> list[Told]:
        """Return what tells of care outside the title: conditions, summary, or a complaint that criteria ask for."""
        purpose, drugs = self._outline.purpose, self._outline.against_cancer
        if purpose.startswith(_NO_CARE):
            return self._complains() or (self._listed_complaints() if purpose.startswith(_TREATS) else [])
        told = self._said.of("supportive", places=_LISTED) if purpose else []
        if not (self._outline.treats and (purpose or drugs)):
            told += self._said.of("supportive", places=("summary",))
        return told or self._complains()
