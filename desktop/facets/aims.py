"""What a trial is for, other than the treatment of cancer: care, prevention, finding cancer."""

from desktop.facets.entry.told import Told
from desktop.facets.looked_at import is_looked_at
from desktop.facets.outline import Outline
from desktop.facets.position_of_care import treated_in_titles
from desktop.facets.said_in_places import CURABLE, SURGERY, SaidInPlaces
from desktop.facets.toxicity import complaints_alone, irradiated_before, is_safety, is_toxicity

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
        self._said, self._outline, self.known = said, outline, known
        self._is_seen = is_looked_at(said, outline)
        purpose, drugs = outline.purpose, outline.against_cancer
        self.finds = purpose.startswith(("screening", "diagnostic"))
        titled = said.of(*CURABLE, "metastatic", "locally_advanced", places=_TITLE)
        # What titles and the registered purpose name.
        searches = self._searches()
        self._supportive = self._care(searches=searches)
        self.prevention = [] if self._has_cancer(titled) else self._aim("prevention")
        if habits := [] if titled or self.prevention else self._habits_of_the_well():
            self.prevention, self._supportive = habits, []
        complaints = [each for each in self._complains() if not said.names("survivors", each)]
        if self._supportive and (purpose.startswith("supportive") or complaints or self._prevents_complaints()):
            self.prevention = []  # "hot flashes in survivors and women at risk"
        # Who enters, and what other places tell.
        if not self.prevention and (at_risk := self._at_risk()):
            self.prevention, self._supportive = at_risk, []
        if not (titled or searches or self._supportive or self.prevention):
            self._supportive = self._told_elsewhere()
        # What is looked for in people whose disease is not named.
        treats = said.of("metastatic", places=_TITLE, forces=("weak",))  # "first-line treatment"
        sought = not (titled or self._supportive or known or treats or habits or self._is_seen)
        self.looked_for = said.of("screening", places=_TITLE) if sought else []
        if sought and not (self.looked_for or self.prevention or purpose or drugs):
            self.looked_for = said.of("screening", places=_LISTED)
        self._tell_apart_from_prevention()
        # What is only hinted at.
        if not (self._supportive or self.prevention or self.looked_for or drugs):
            self.looked_for = [] if titled or known else self._hinted("screening")
            is_bare = not (purpose or outline.published)  # nothing but title and summary could tell of care
            if not self.looked_for and (is_bare or not titled):
                # A decision on the treatment of a disease that titles name is no care.
                hinted, decides = self._hinted("supportive"), said.book.hints["no_care"]
                self._supportive = [each for each in hinted if not (titled and decides.search(each.words))]
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
            return [*aim, *self._comforted()]
        operates = ["during_surgery"] if self.finds or not self._outline.of_breast else ["during_surgery", "operation"]
        known = self._said.of(*SURGERY, "metastatic", "locally_advanced", places=("title", "criteria"))
        operated = self._said.of(*operates, places=_TITLE) or self.pictured_nodes()
        if self.known or known or operated:
            return []  # imaging of a disease that is known is that disease's setting
        imaging = self._said.of("imaging", places=_TITLE)
        if not self.finds and (self._outline.against_cancer or self._is_seen):
            imaging = []  # what drugs do is measured by it, or how far a cancer is
        if imaging and (self.finds or not self._said.of("early", places=_TITLE)):
            return imaging
        if self.finds:
            # What is given for complaints finds nothing, whatever purpose is registered.
            places = _NO_TITLE if not self.cares_by_what_it_gives else _NO_TITLE[:-1]
            return self._said.of("screening", "imaging", places=places)
        is_told = self._outline.purpose or self._outline.against_cancer or self._names_cancer or self._is_seen
        return [] if is_told else self._said.of("screening", places=("summary",))

    def _comforted(self) -> list[Told]:
        """Return the biopsy or picture by which a title looks for cancer, and which its care is to ease."""
        if self._names_cancer or not any(self._said.names("comfort", each) for each in self._supportive):
            return []
        sought = self._said.of("screening", places=_TITLE)
        eased = [each for each in sought if self._said.book.hints["undergone"].search(each.words)]
        return [each for each in eased if not self._said.names("survivors", each)]

    def _prevents_complaints(self) -> bool:
        """Tell whether titles name only a "prevention trial", of people who have the cancer."""
        vague = self._said.book.begins["of_any_prevention"]
        return all(e.words.startswith(vague) and self._said.names("with_cancer", e) for e in self.prevention)

    def pictured_nodes(self) -> list[Told]:
        """Return the pictures of the nodes of a breast cancer that a title names: how far a known cancer is."""
        said = self._said
        nodes = [each for each in said.of("imaging", places=_TITLE) if said.names("nodes", each)]
        return [each for each in nodes if said.names("breast", each) and not said.names("other_cancer", each)]

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
        # A family history is no more than a trait of those whose treatment is named.
        named, family = self._said.of("prevention", places=_TITLE), self._said.book.hints["advised"].search
        is_trait = bool(named) and all(family(each.words) for each in named)
        return spread or ((is_trait or not self._outline.gives_drug) and (operated or bool(titled)))

    def _care(self, *, searches: bool) -> list[Told]:
        """Return the care that titles, or a purpose that is care, name; else a reconstruction of the breast."""
        told = [] if searches else self._aim("supportive")
        told = [] if is_safety(told, self._said, self._outline) else told
        if told or treated_in_titles(self._said):
            return told
        return self._said.first("reconstruction", _TITLE if self._outline.of_other_cancers else (*_TITLE, *_LISTED))

    def _searches(self) -> bool:
        """Tell whether a title speaks of finding cancer, and no complaint there is closer to what the trial is for.

        "Better talks about breast cancer screening" is no care of those who talk; "survivors who are screened" are.
        """
        if not self._said.of("screening", places=_TITLE):
            return False
        cares = self._said.of("supportive", places=_TITLE)
        if self._outline.purpose and not self.finds:
            return not cares
        if not self.finds and any(self._is_for_patients(each) for each in cares):
            return False
        return not any(self._is_suffered(each) for each in cares)

    def _is_for_patients(self, care: Told) -> bool:
        """Tell whether care eases an examination, or is that of people whose cancer is known, not yet to be found."""
        with_cancer = self._said.names("with_cancer", care) and not self._said.names("delayed", care)
        return self._names_cancer or with_cancer or self._said.names("comfort", care)

    def _is_suffered(self, care: Told) -> bool:
        """Tell whether who is cared for has the disease, or what is suffered comes from its treatment."""
        hints = self._said.book.hints
        return (
            care.saying.rule == _CAUSED
            or hints["after_effects"].search(care.words) is not None
            or self._said.names("survivors", care)
        )

    def _tell_apart_from_prevention(self) -> None:
        """Tell imaging of women at risk, which prevents no cancer, from what makes breasts less dense."""
        dense = self._said.of("density", places=_TITLE) if self.looked_for else []
        if dense and self._is_to_change(dense) and self._is_of_density():
            # Who has a cancer that is treated is kept from no other by it.
            self.prevention = [] if self._names_cancer else [each._replace(value="prevention") for each in dense]
            self.looked_for = []
        elif self.looked_for and self._is_kept_well() and (at_risk := self.prevention or self._kept_well()):
            self.prevention, self.looked_for = at_risk, []
        elif self.prevention and not (self._outline.purpose.startswith("prevention") or self._is_pictured_on_drugs()):
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
        """Tell whether a title names irradiation that is tried, nodes or margins of an operation."""
        irradiated = any(each.saying.rule == _RADIATION for each in self._said.of("adjuvant", places=_TITLE))
        mapped = any(self._said.names("maps", each) for each in self._said.of("imaging", places=_TITLE))
        operated = self._said.of("operation", "during_surgery", places=_TITLE) if self._outline.operates else []
        cut_out = any(self._said.names("cut_out", each) for each in operated)
        return mapped or cut_out or (irradiated and self._outline.irradiates)

    def _is_to_change(self, dense: list[Told]) -> bool:
        """Tell whether drugs or habits are tried, for which the density of the breast is what is measured."""
        return self._outline.gives_drug or (not self.finds and any(self._said.names("habits", e) for e in dense))

    def _is_pictured_on_drugs(self) -> bool:
        """Tell whether what drugs against cancer do in people at risk is measured by pictures, not looked for."""
        return self._outline.against_cancer and not (self.finds or self.looked_for)

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
        if self._said.of("dcis", places=_TITLE) and not self._outline.gives_drug:
            return []  # what is found beside carcinoma in situ that is treated
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
        if irradiated_before(self._said, self._outline) or self._said.of(
            "operation", "compares_surgery", "screening", "imaging", places=_TITLE
        ):
            return []
        if told and is_toxicity(told, self._said, self._outline):
            return []
        if self._said.of(*SURGERY, places=_TITLE):
            # What is suffered is looked at where nothing is given: "Quality of life after adjuvant chemotherapy".
            told = [] if self._said.irradiated() or self._outline.treats else told
            told = [each for each in told if self._said.book.kinds(each.words) & _SUFFERED]
        return [each._replace(value=aim) for each in told]

    def _is_kept_well(self) -> bool:
        """Tell whether who is looked at is given a drug, or is advised on a risk that titles or criteria name."""
        if self.finds or self._outline.gives_drug:
            return not self.finds
        advised = self._said.book.hints["advised"]
        asked = self.prevention or self._said.of("prevention", places=_CRITERIA, forces=("at_risk",))
        pictured = self._said.of("imaging", places=_TITLE)
        return bool(asked) and not pictured and all(advised.search(each.words) for each in self.looked_for)

    def _kept_well(self) -> list[Told]:
        """Return what tells of the risk of those who enter: who is given a drug is not screened."""
        told = self._said.of("prevention", places=("criteria", "summary"), forces=("at_risk",))
        return told or self._said.of("prevention", places=("summary",))

    def _habits_of_the_well(self) -> list[Told]:
        """Return what a title tells of habits of people without cancer: they are to be kept from it."""
        told = self._said.of("supportive", "hinted_care", places=_TITLE) if self._outline.keeps_well else []
        return [each._replace(value="prevention") for each in told]

    def _complains(self) -> list[Told]:
        """Return the complaint that criteria ask for: who must have one enters for it, with cancer or without."""
        return self._said.of("supportive", places=_CRITERIA, forces=("complaint",))

    def _listed_complaints(self) -> list[Told]:
        """Return the complaints that conditions name beside the cancer, not what is measured of any treatment.

        Where drugs against a cancer of a known extent are given, they are no more than what these do to the body.
        """
        drugs = self._outline.against_cancer and self._names_cancer
        listed = [] if drugs else self._said.of("supportive", places=_LISTED)
        return [each for each in listed if _COMPLAINT in self._said.book.kinds(each.words)]

    def _told_elsewhere(self) -> list[Told]:
        """Return what tells of care outside the title: conditions, summary, or a complaint that criteria ask for."""
        purpose, drugs = self._outline.purpose, self._outline.against_cancer
        if purpose.startswith(_NO_CARE):
            if not self._outline.of_breast:
                return self._complains()  # what other diseases are called ("Hereditary Neuropathy") tells of no care
            listed = self._listed_complaints() if purpose.startswith(_TREATS) else []
            return self._after_effects() or self._complains() or listed
        told = self._said.of("supportive", places=_LISTED) if purpose else complaints_alone(self._said, self._outline)
        # What an operation is followed by is looked at wherever operations are compared.
        operates = self._outline.operates and self._said.of("operation", places=_TITLE)
        if not (operates or (self._outline.treats and (purpose or drugs))):
            told += self._said.of("supportive", places=("summary",))
        return told or self._complains()

    def _after_effects(self) -> list[Told]:
        """Return what treatment does to the body as a condition, where nothing is tried that treats the cancer."""
        treats = (
            self._outline.against_cancer or self._outline.irradiates or not self._outline.purpose.startswith("treat")
        )
        if treats or self._said.of("operation", "during_surgery", "compares_surgery", "imaging", places=_TITLE):
            return []
        after_effects = self._said.book.hints["after_effects"]
        return [e for e in self._said.of("supportive", places=_LISTED) if after_effects.search(e.words)]
