"""What a trial is for, other than the treatment of cancer: care, prevention, finding cancer."""

from desktop.facets.entry.settings import of_disease
from desktop.facets.entry.told import Told
from desktop.facets.outline import Outline
from desktop.facets.said_in_places import SURGERY, SaidInPlaces

CURABLE = (*SURGERY, "early")
_TITLE = ("title",)
_LISTED = ("conditions",)
_CRITERIA = ("criteria",)
_NO_TITLE = ("conditions", "summary", "rest", "design")
_OF_PEOPLE = ("criteria", "summary")
_SYMPTOMS = "setting.symptoms"
_CARE = "setting.care"
_WITHOUT_CANCER = "setting.without_cancer"
_HINTS = {"screening": "hinted_screening", "supportive": "hinted_care"}
_NO_CARE = ("treat", "basic", "diagnos", "screen")
_SENTENCE = 80  # letters from which on a condition is a sentence


class Aims:
    """Hold what tells each aim of a trial.

    ``known`` tells whether the cancer of those who enter is known, so that it is not looked for, ``behaves`` whether
    all that is tried is how people behave.
    """

    def __init__(self, said: SaidInPlaces, outline: Outline, *, known: bool = False, behaves: bool = False) -> None:
        self._said = said
        self._outline = outline
        purpose, drugs, gives_drug = outline.purpose, outline.against_cancer, outline.gives_drug
        self.finds = purpose.startswith(("screening", "diagnostic"))
        titled = said.of(*CURABLE, "metastatic", "locally_advanced", places=_TITLE)
        self.disease_in_title = bool(titled)
        self._known = known
        self.prevention = [] if self._has_cancer(titled) else self._aim("prevention")
        self._supportive = [] if self._searches(titled=bool(titled)) else self._aim("supportive")
        if drugs and self._is_safety(self._supportive):
            self._supportive = []
        if self._is_safety_of_radiation():
            self._supportive = []
        self._supportive = self._supportive or self._reconstructs()
        if self.prevention and self._supportive and purpose.startswith("supportive"):
            self.prevention = []  # "hot flashes in survivors and women at risk"
        if not titled and not self.prevention and (not self._supportive or self._is_of_habits()):
            self.prevention = self._at_risk() if not self._supportive else self._without_cancer()
            self._supportive = [] if self.prevention else self._supportive
        if not (titled or self._supportive or self.prevention or self._searches(titled=False)):
            self._supportive = self._told_elsewhere()
        treats = drugs and said.of("metastatic", places=_TITLE, forces=("weak",))  # "first-line treatment"
        sought = not (titled or self._supportive or self._known or treats)
        self.looked_for = said.of("screening", places=_TITLE) if sought else []
        if sought and not (purpose or drugs or gives_drug or self.looked_for or self.prevention):
            self.looked_for = said.of("screening", places=("conditions",))
        self._tell_apart_from_prevention(gives_drug=gives_drug)
        if not (titled or self._supportive or self.prevention or self.looked_for or drugs):
            self.looked_for = [] if self._known else self._hinted("screening")
        if not (self._supportive or self.prevention or self.looked_for or drugs):
            self._supportive = self._hinted("supportive") if not titled or self._is_a_bare_record() else []
        told = self._supportive or self.prevention or self.looked_for or said.listed("metastatic")
        behaves = behaves and not (self.finds or said.of("metastatic", places=_TITLE))
        self.cares_by_what_it_gives = not told and (behaves or (outline.gives_care and not titled))
        self.cares = bool(self._supportive) or self.cares_by_what_it_gives

    def told(self) -> list[Told]:
        """Return what the trial is for, other than the treatment of cancer."""
        if aim := self._prevention_and_survivors() or self._supportive or self.looked_for:
            return aim
        known = self._said.of(*SURGERY, "metastatic", "locally_advanced", places=("title", "criteria"))
        if self._known or known or self._said.earlier("title") or self._said.of("during_surgery", places=_TITLE):
            return []  # imaging of a disease that is known is that disease's setting
        if self._outline.of_breast and self._said.of("operation", places=_TITLE) and not self.finds:
            return []
        imaging = self._said.of("imaging", places=_TITLE)
        if imaging and (self.finds or not self._said.of("early", places=_TITLE)):
            return imaging
        if self.finds:
            # What is given for complaints finds nothing, whatever purpose is registered.
            places = _NO_TITLE if not self.cares_by_what_it_gives else _NO_TITLE[:-1]
            return self._said.of("screening", "imaging", places=places)
        is_told = self._outline.purpose or self._outline.against_cancer or self._names_cancer
        is_open = self._outline.of_breast and self._outline.treats and not is_told
        return self._said.of("screening", places=("summary",)) if is_open else []

    def _has_cancer(self, titled: list[Told]) -> bool:
        """Tell whether titles name the cancer of those who enter: it is not prevented, whatever the risk.

        Who decides on the other breast has a cancer, and so have carriers of a gene whose tumours have spread.
        """
        if self._outline.purpose.startswith("prevention"):
            return False
        to_come = self._said.of("neoadjuvant", places=_CRITERIA, forces=("weak",))
        if not self._outline.gives_drug and any(self._is_of_cancer(each) for each in to_come):
            return True
        spread = any(each.value == "metastatic" for each in titled)
        return spread or bool(titled and not self._outline.gives_drug)

    def _is_safety_of_radiation(self) -> bool:
        """Tell whether all that sounds like care is how a breast looks and bears it that a title irradiates."""
        if self._outline.purpose.startswith("supportive") or not self._supportive:
            return False
        treated = {each.sentence for each in self._said.of("adjuvant", places=_TITLE)}
        radiation = self._said.book.begins["of_radiation"]
        return all(each.words.startswith(radiation) and each.sentence in treated for each in self._supportive)

    def _is_a_bare_record(self) -> bool:
        """Tell whether nothing but title and summary could tell of care: no purpose is registered, and no drug."""
        return not (self._outline.purpose or self._outline.published or self._outline.gives_drug)

    def _reconstructs(self) -> list[Told]:
        """Return a reconstruction that a title names, or a condition of a trial whose titles tell no disease."""
        if self._said.of(*SURGERY, places=_TITLE):
            return []
        told = self._said.of("reconstruction", places=_TITLE)
        if told or self.disease_in_title or self._outline.against_cancer:
            return told
        return self._said.of("reconstruction", places=_LISTED)

    def _prevention_and_survivors(self) -> list[Told]:
        if not self.prevention:
            return []
        survivors = [each for each in self._supportive if self._of_survivors(each) and each.place == "title"]
        return [*self.prevention, *survivors]

    def _searches(self, *, titled: bool) -> bool:
        """Tell whether a title speaks of finding cancer, and no complaint there is closer to what the trial is for.

        "Better talks about breast cancer screening" is no care of those who talk; "survivors who are screened" are.
        """
        if titled or self._known or not self._said.of("screening", places=_TITLE):
            return False
        cares = self._said.of("supportive", places=_TITLE)
        return not cares or (self.finds and not any(map(self._of_survivors, cares)))

    def _tell_apart_from_prevention(self, *, gives_drug: bool) -> None:
        """Tell imaging of women at risk, which prevents no cancer, from drugs that make breasts less dense."""
        if self.looked_for and gives_drug and not self.finds and self._is_of_density():
            dense = self._said.of("density", places=_TITLE)
            self.prevention = [each._replace(value="prevention") for each in dense]
            self.looked_for = []
        elif self.prevention and not self._outline.purpose.startswith("prevention"):
            self.looked_for = self.looked_for or self._said.of("imaging", places=_TITLE)
            self.prevention = [] if self.looked_for else self.prevention

    def _aim(self, value: str) -> list[Told]:
        titled = self._said.of(value, places=_TITLE)
        if titled or not self._outline.purpose.startswith(value):
            return titled
        return self._said.of(value, places=_NO_TITLE)

    def _is_of_density(self) -> bool:
        """Tell whether all that sounds like screening is the density of the breast, which drugs are tried to lower."""
        if self._said.of("imaging", places=_TITLE):
            return False
        places = {(each.sentence, each.saying.start) for each in self._said.of("density", places=_TITLE)}
        return places >= {(each.sentence, each.saying.start) for each in self.looked_for}

    def _is_of_habits(self) -> bool:
        """Tell whether exercise or the like makes a trial supportive, which healthy people may be asked for, too."""
        return all(each.saying.rule == _CARE and not self._of_survivors(each) for each in self._supportive)

    def _at_risk(self) -> list[Told]:
        """Return the risk of breast cancer that the criteria ask for, where they name no cancer that is treated."""
        if self._names_cancer or self._complains():
            return []
        asked = self._said.of("prevention", places=_CRITERIA, forces=("at_risk",)) if self._outline.treats else []
        told = [] if self.finds else self._said.of("prevention", places=("summary",))
        return asked or self._without_cancer() or told

    def _without_cancer(self) -> list[Told]:
        """Return what says that those who enter have had no cancer, in a trial that does not look for it."""
        if self._names_cancer or self.finds or not self._outline.of_breast or self._complains():
            return []
        found = self._said.of("prevention", places=_OF_PEOPLE, forces=("at_risk",))
        return [each for each in found if each.saying.rule == _WITHOUT_CANCER]

    @property
    def _names_cancer(self) -> bool:
        known = (*CURABLE, "metastatic", "locally_advanced")
        return bool(self._said.of(*known, forces=("enrol", "tnm", "permit")))

    def _only_complaints(self) -> list[Told]:
        """Return the conditions if each of them is a complaint, and none a cancer."""
        listed = self._said.of("supportive", places=("conditions",))
        found = [each for each in listed if len(each.saying.unit.span.text) < _SENTENCE]
        return found if len({each.sentence for each in found}) == self._outline.conditions else []

    def _hinted(self, aim: str) -> list[Told]:
        """Return what is mostly done for an aim ("a smartphone app"), where a title tells no disease or treatment."""
        if not self._outline.of_breast or self._outline.purpose.startswith(_NO_CARE):
            return []
        if self._said.of(*SURGERY, "operation", "compares_surgery", "screening", "imaging", places=_TITLE):
            return []
        return [each._replace(value=aim) for each in self._said.of(_HINTS[aim], places=_TITLE)]

    def _complains(self) -> list[Told]:
        """Return the complaint that criteria ask for: who must have one enters for it, with cancer or without."""
        return self._said.of("supportive", places=_CRITERIA, forces=("complaint",))

    def _told_elsewhere(self) -> list[Told]:
        """Return what tells of care outside the title: conditions, summary, or a complaint that criteria ask for."""
        elsewhere = self._said.of("supportive", places=self._where_else_care_is_told())
        if self._outline.against_cancer and self._is_safety(elsewhere):
            elsewhere = []
        return self._only_complaints() or elsewhere or self._complains()

    def _is_safety(self, told: list[Told]) -> bool:
        """Tell whether all that sounds like care is what drugs against cancer do to the body: that is their safety."""
        effects = self._said.book.begins["of_effects"]
        return all(each.saying.rule == _SYMPTOMS and each.words.startswith(effects) for each in told)

    def _of_survivors(self, each: Told) -> bool:
        return self._said.names("survivors", each)

    def _is_of_cancer(self, each: Told) -> bool:
        """Tell whether the sentence of an operation names a cancer, and not that the operation prevents one."""
        hints = self._said.book.hints
        sentence = of_disease(each.saying.unit.span.lowered, self._said.book)
        return bool(hints["cancer"].search(sentence)) and not hints["to_prevent"].search(sentence)

    def _where_else_care_is_told(self) -> tuple[str, ...]:
        """Return the places beside the title that may say that a trial is about care, if its purpose leaves it open."""
        if self._outline.purpose.startswith(_NO_CARE):
            return ("nowhere",)
        listed = ("conditions",) if self._outline.purpose else ()
        if not self._outline.treats or not (self._outline.purpose or self._outline.against_cancer):
            return (*listed, "summary")
        return listed or ("nowhere",)
