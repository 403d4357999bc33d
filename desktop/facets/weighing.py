"""What a trial says of its setting, weighed: which places count, what they leave out, and what only fills a gap."""

from collections.abc import Iterable

from desktop.facets.entry.settings import Told
from desktop.facets.said_in_places import ENROL, SURGERY, SaidInPlaces

_TITLE = ("title",)
_CRITERIA = ("criteria",)
_MAIN = ("title", "criteria", "conditions", "summary", "keywords", "arms", "rest")
_NO_TITLE = ("conditions", "summary", "rest", "design")
_CURABLE = (*SURGERY, "early")
_RECURRENT = "setting.recurrent"
_ADVANCED = "setting.advanced"
_BY_NAME = frozenset(("setting.neoadjuvant", "setting.adjuvant", "setting.either_adjuvant"))
_LATE = frozenset(("31", "32"))
_SENTENCE = 80  # letters from which on a condition is a sentence


class Weighing:
    """Weigh what a trial says of its setting.

    ``purpose`` is the registry's own in small letters, ``conditions`` how many it registers, ``treats`` whether the
    trial gives more than an operation.
    """

    def __init__(self, said: Iterable[Told], purpose: str, conditions: int, *, treats: bool, of_breast: bool) -> None:
        self._conditions = conditions
        self._said = SaidInPlaces(said)
        self._purpose = purpose
        self._treats = treats
        self._of_breast = of_breast
        self._supportive = self._aim("supportive")
        self._prevention = self._aim("prevention")
        titled = self._said.of(*_CURABLE, "metastatic", "locally_advanced", places=_TITLE)
        self._disease_in_title = bool(titled)
        if not self._supportive and not self._said.of(*SURGERY, places=_TITLE):
            self._supportive = self._said.of("reconstruction", places=_TITLE)
        if not titled and not self._supportive and not self._prevention:
            self._prevention = self._at_risk()
        if not titled and not self._supportive and not self._prevention:
            self._supportive = self._only_complaints() or self._said.of(
                "supportive", places=self._where_else_care_is_told()
            )
            self._supportive = self._supportive or self._said.of("supportive", places=_CRITERIA, forces=("complaint",))
        self._looked_for = [] if titled or self._supportive else self._said.of("screening", places=_TITLE)
        if self._prevention and not purpose.startswith("prevention"):
            # Imaging of women at risk finds cancer and prevents none.
            self._looked_for = self._looked_for or self._said.of("imaging", places=_TITLE)
            self._prevention = [] if self._looked_for else self._prevention

    def care(self) -> list[Told]:
        """Return what the trial is for, other than the treatment of cancer."""
        if aim := self._prevention or self._supportive or self._looked_for:
            return aim
        known = self._said.of(*SURGERY, "metastatic", "locally_advanced", places=("title", "criteria"))
        if known or self._said.earlier("title") or self._said.of("during_surgery", places=_TITLE):
            return []  # imaging of a disease that is known is that disease's setting
        finds = self._purpose.startswith(("screening", "diagnostic"))
        imaging = self._said.of("imaging", places=_TITLE)
        if imaging and (finds or not self._said.of("early", places=_TITLE)):
            return imaging
        return self._said.of("screening", "imaging", places=_NO_TITLE) if finds else []

    def disease_and_treatment(self) -> list[Told]:
        """Return where the disease and the treatment stand."""
        if self._looked_for:
            return []
        metastatic = self._metastatic()
        surgery = self._surgery(metastatic=bool(metastatic))
        chosen = [*metastatic, *self._locally_advanced(surgery, metastatic=bool(metastatic)), *surgery]
        chosen += self._dcis(metastatic=bool(metastatic))
        return chosen if surgery else [*chosen, *self._early(metastatic=bool(metastatic))]

    def _aim(self, value: str) -> list[Told]:
        titled = self._said.of(value, places=_TITLE)
        if titled or not self._purpose.startswith(value):
            return titled
        return self._said.of(value, places=_NO_TITLE)

    def _at_risk(self) -> list[Told]:
        """Return the risk of breast cancer that the criteria ask for, where they name no cancer that is treated."""
        known = (*_CURABLE, "metastatic", "locally_advanced")
        cancer = self._said.of(*known, forces=("enrol", "tnm", "permit"))
        return [] if cancer or not self._treats else self._said.of("prevention", places=_CRITERIA, forces=("at_risk",))

    def _only_complaints(self) -> list[Told]:
        """Return the conditions if each of them is a complaint, and none a cancer."""
        listed = self._said.of("supportive", places=("conditions",))
        found = [each for each in listed if len(each.saying.unit.span.text) < _SENTENCE]
        return found if len({each.sentence for each in found}) == self._conditions else []

    def _where_else_care_is_told(self) -> tuple[str, ...]:
        """Return the places beside the title that may say that a trial is about care, if its purpose leaves it open."""
        if self._purpose.startswith(("treat", "basic", "diagnos", "screen")):
            return ("nowhere",)
        listed = ("conditions",) if self._purpose else ()
        if not self._treats:
            return (*listed, "summary")
        return listed or ("nowhere",)

    def _metastatic(self) -> list[Told]:
        titled = self._said.of("metastatic", places=_TITLE, forces=("enrol", "permit"))
        if titled and not self._only_locally_advanced(titled):
            return titled + self._said.of("metastatic", places=_CRITERIA)
        listed = self._said.listed("metastatic")
        if listed or self._said.of(*_CURABLE, "prevention", places=("title", "interventions")):
            return listed
        if self._supportive:
            return self._only_metastatic()
        if self._said.of("metastatic", places=("criteria", "summary"), forces=("negated",)):
            return self._said.of("metastatic", places=_CRITERIA)
        found = self._said.first("metastatic", _MAIN[:-1], ("enrol", "permit"))
        found = found or [
            each for each in self._said.of("metastatic", places=("rest",)) if each.saying.rule != _RECURRENT
        ]
        return (
            found or self._said.first("metastatic", _MAIN, ("treated", "weak")) or self._of_organs() or self._relapsed()
        )

    def _only_locally_advanced(self, titled: list[Told]) -> bool:
        """Tell whether a title says no more than "advanced", and the criteria that nothing has spread."""
        return (
            all(each.saying.rule == _ADVANCED for each in titled)
            and bool(self._said.of("metastatic", places=_CRITERIA, forces=("negated",)))
            and not self._said.of("metastatic", places=_CRITERIA, forces=("enrol", "permit", "treated"))
        )

    def _relapsed(self) -> list[Told]:
        """Return measurable disease of people who had adjuvant treatment, where nothing speaks of an operation."""
        if not self._said.of("adjuvant", places=_CRITERIA, forces=("earlier",)) or self._said.of(
            *_CURABLE, "locally_advanced", forces=("enrol", "tnm", "operated", "disease_free", "weak", "sequence")
        ):
            return []
        measured = self._said.of("measurable", places=_CRITERIA)
        return [each._replace(value="metastatic") for each in measured]

    def _of_organs(self) -> list[Told]:
        """Return the metastases of organs that the criteria ask for, where they name no disease that can be cured."""
        if self._said.of(
            *_CURABLE, "dcis", "locally_advanced", forces=("enrol", "tnm", "earlier", "disease_free", "inflammatory")
        ):
            return []
        return self._said.of("metastatic", places=_CRITERIA, forces=("organ",))

    def _only_metastatic(self) -> list[Told]:
        """Return metastatic disease where the criteria name no other, so that they limit supportive care to it."""
        if self._said.of(*_CURABLE, "dcis", places=_CRITERIA, forces=("enrol", "tnm", "operated")):
            return []
        return [each for each in self._said.of("metastatic", places=_CRITERIA) if each.saying.rule != _RECURRENT]

    def _surgery(self, *, metastatic: bool) -> list[Told]:
        """Return where the treatment stands: before surgery, after it, or both."""
        listed = [*self._said.listed("neoadjuvant"), *self._said.listed("adjuvant")]
        titled = self._said.of(*SURGERY, places=_TITLE) or self._said.of(*SURGERY, places=("interventions",))
        if metastatic or listed:
            return [*listed, *titled, *([] if titled else self._free_of_disease())]
        neoadjuvant = self._neoadjuvant(titled)
        return [*neoadjuvant, *self._adjuvant(titled, neoadjuvant=bool(neoadjuvant))]

    def _free_of_disease(self) -> list[Told]:
        """Return treatment of those left without disease, where a trial takes them beside people with metastases."""
        if not self._treats:
            return []
        sentences = {each.sentence for each in self._said.of("metastatic", places=_CRITERIA)}
        beside = self._said.of("adjuvant", places=_CRITERIA, forces=("disease_free",))
        titled = self._said.of("adjuvant", places=_TITLE, forces=("disease_free",))
        return [*titled, *(each for each in beside if each.sentence in sentences)]

    def _neoadjuvant(self, titled: list[Told]) -> list[Told]:
        if titled:
            named = [each for each in titled if each.value == "neoadjuvant"]
            return named or self._said.of("neoadjuvant", places=("summary",))
        found = self._in_text("neoadjuvant")
        if found or self._supportive:
            return found
        if found := self._said.of("pcr"):
            return found
        if self._treats and (found := self._said.of("neoadjuvant", forces=("sequence",))):
            return found
        known = self._said.of("metastatic", "locally_advanced", places=("title", "criteria"))
        finds = self._purpose.startswith(("screening", "diagnostic"))
        return (
            [] if known or finds or not self._treats else self._said.of("neoadjuvant", places=_TITLE, forces=("weak",))
        )

    def _adjuvant(self, titled: list[Told], *, neoadjuvant: bool) -> list[Told]:
        found = [each for each in titled if each.value == "adjuvant"]
        if found:
            return found
        if neoadjuvant:
            return self._adjuvant_too()
        found = self._in_text("adjuvant")
        if found or self._supportive or self._prevention:
            return found
        found = self._said.of("adjuvant", places=_TITLE, forces=("weak",)) or self._said.earlier("title")
        return found if found or not self._treats else self._after_treatment()

    def _after_treatment(self) -> list[Told]:
        """Return what tells that the patients have been operated on or are free of disease, the closest first."""
        found = self._said.of("adjuvant", places=_TITLE, forces=("disease_free",))
        found += self._said.of("adjuvant", places=_CRITERIA, forces=("operated", "disease_free"))
        found += self._said.of("adjuvant", places=("title", "summary"), forces=("operated",))
        found = found or self._said.earlier("criteria") or self._said.earlier("summary")
        return found or (self._said.of("dfs") if self._of_breast else [])

    def _in_text(self, value: str) -> list[Told]:
        """Return where summary, arms, criteria or description tell the place of the treatment.

        What supportive care is given before or after surgery is no treatment of the cancer: only the word counts there.
        """
        if not self._supportive:
            return self._said.first(value, ("summary", "arms", "criteria", "rest", "keywords"))
        found = self._said.first(value, ("summary", "arms", "criteria", "rest"))
        return [each for each in found if each.saying.rule in _BY_NAME]

    def _adjuvant_too(self) -> list[Told]:
        """Return adjuvant treatment that one sentence tells beside neoadjuvant treatment."""
        places = ("summary", "arms", "criteria")
        before = {each.sentence for each in self._said.of("neoadjuvant", places=places)}
        return [each for each in self._said.of("adjuvant", places=places) if each.sentence in before]

    def _locally_advanced(self, surgery: list[Told], *, metastatic: bool) -> list[Told]:
        named = self._named_locally_advanced(surgery, metastatic=metastatic)
        titled = [each for each in named if each.place == "title"]
        found = titled or [each for each in named if each.place in ("criteria", "conditions", "summary")]
        if found or metastatic:
            return found
        places = _TITLE if surgery else ("title", "criteria", "conditions")
        advanced = self._said.of("metastatic", places=_TITLE)
        if advanced and not surgery:
            # "Advanced" in the title of a trial whose patients have no metastases.
            return [each._replace(value="locally_advanced") for each in advanced]
        found = self._said.of("locally_advanced", places=places, forces=("inflammatory",))
        if found or surgery or self._supportive:
            return found
        return self._said.of("locally_advanced", places=("title", "criteria"), forces=("inoperable", "permit"))

    def _named_locally_advanced(self, surgery: list[Told], *, metastatic: bool) -> list[Told]:
        named = [
            each for each in self._said.of("locally_advanced") if not (each.by_stage and each.place == "conditions")
        ]
        if any(each.force in ENROL for each in surgery):
            named = [each for each in named if not each.by_stage or (each.place == "title" and _is_late(each))]
        if metastatic:
            return named
        if {each.value for each in surgery} == {"adjuvant"}:
            return [each for each in named if each.place == "title"]
        if surgery:
            return [each for each in named if each.place in ("title", "criteria", "conditions")]
        return [each for each in named if not (self._supportive and each.by_stage and each.place != "title")]

    def _early(self, *, metastatic: bool) -> list[Told]:
        titled = self._said.of("early", places=_TITLE)
        if titled:
            return titled
        if metastatic:
            # One sentence lists both: "early (stage I or II) or metastatic".
            sentences = {each.sentence for each in self._said.of("metastatic", places=_CRITERIA)}
            return [each for each in self._said.of("early", places=_CRITERIA) if each.sentence in sentences]
        if self._prevention:
            return []
        if not self._supportive:
            return self._said.first("early", _MAIN, ("enrol", "tnm")) or self._not_metastatic()
        if self._takes_any_stage():
            return []
        found = self._said.first("early", ("criteria", "summary", "arms"), ("enrol", "tnm"))
        return found or [each for each in self._said.of("early", places=("rest",)) if each.by_stage]

    def _not_metastatic(self) -> list[Told]:
        """Return early disease where nothing is said of the disease but that it has not spread."""
        if (
            not self._of_breast
            or self._said.of("locally_advanced", "dcis")
            or self._said.of("metastatic", places=_TITLE)
        ):
            return []
        return [
            each._replace(value="early") for each in self._said.of("metastatic", places=_CRITERIA, forces=("negated",))
        ]

    def _takes_any_stage(self) -> bool:
        return any(each.by_stage for each in self._said.of("metastatic", places=("criteria", "arms")))

    def _dcis(self, *, metastatic: bool) -> list[Told]:
        if self._supportive and self._takes_any_stage():
            return []
        found = self._said.first("dcis", _TITLE if metastatic else ("title", "criteria"))
        if found or metastatic:
            return found
        if self._supportive:
            return self._said.first("dcis", ("arms", "rest"))
        known = self._disease_in_title or self._said.of(*_CURABLE, places=_CRITERIA)
        listed = [each for each in self._said.of("dcis", places=("conditions",)) if not (each.by_stage and known)]
        return listed or self._said.first("dcis", ("summary", "arms"))


def _is_late(each: Told) -> bool:
    """Tell whether a stage is IIIB or IIIC, and no other."""
    return bool(each.saying.detail) and set(each.saying.detail.split()) <= _LATE
