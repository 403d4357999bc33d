"""What a trial says of its setting, weighed: which places count, what they leave out, and what only fills a gap."""

from collections.abc import Collection, Iterable

from desktop.facets.entry.settings import Told

_ENROL = ("enrol",)
_TITLE = ("title",)
_CRITERIA = ("criteria",)
_MAIN = ("title", "criteria", "conditions", "summary", "keywords", "arms", "rest")
_NO_TITLE = ("conditions", "summary", "rest", "design")
_SURGERY = ("neoadjuvant", "adjuvant")
_CURABLE = (*_SURGERY, "early")
_RECURRENT = "setting.recurrent"
_BY_NAME = frozenset(("setting.neoadjuvant", "setting.adjuvant", "setting.either_adjuvant"))
_LATE = frozenset(("31", "32"))
_SEVERAL = 3
_SENTENCE = 80  # letters from which on a condition is a sentence


class Weighing:
    """Weigh what a trial says of its setting.

    ``purpose`` is the registry's own in small letters, ``conditions`` how many it registers, ``treats`` whether the
    trial gives more than an operation.
    """

    def __init__(self, said: Iterable[Told], purpose: str, conditions: int, *, treats: bool, of_breast: bool) -> None:
        self._conditions = conditions
        self._said = _without_lists_of_stages(list(said))
        self._purpose = purpose
        self._treats = treats
        self._of_breast = of_breast
        self._supportive = self._aim("supportive")
        self._prevention = self._aim("prevention")
        titled = self._of(*_CURABLE, "metastatic", "locally_advanced", places=_TITLE)
        self._disease_in_title = bool(titled)
        if not self._supportive and not self._of(*_SURGERY, places=_TITLE):
            self._supportive = self._of("reconstruction", places=_TITLE)
        if not titled and not self._supportive and not self._prevention:
            self._supportive = self._only_complaints() or self._of("supportive", places=self._where_else_care_is_told())
        self._looked_for = [] if titled or self._supportive else self._of("screening", places=_TITLE)
        if self._prevention and not purpose.startswith("prevention"):
            # Imaging of women at risk finds cancer and prevents none.
            self._looked_for = self._looked_for or self._of("imaging", places=_TITLE)
            self._prevention = [] if self._looked_for else self._prevention

    def care(self) -> list[Told]:
        """Return what the trial is for, other than the treatment of cancer."""
        if aim := self._prevention or self._supportive or self._looked_for:
            return aim
        known = self._of(*_SURGERY, "metastatic", "locally_advanced", places=("title", "criteria"))
        if known or self._earlier("title"):
            return []  # imaging of a disease that is known is that disease's setting
        finds = self._purpose.startswith(("screening", "diagnostic"))
        imaging = self._of("imaging", places=_TITLE)
        if imaging and (finds or not self._of("early", places=_TITLE)):
            return imaging
        return self._of("screening", "imaging", places=_NO_TITLE) if finds else []

    def disease_and_treatment(self) -> list[Told]:
        """Return where the disease and the treatment stand."""
        if self._looked_for:
            return []
        metastatic = self._metastatic()
        surgery = self._surgery(metastatic=bool(metastatic))
        chosen = [*metastatic, *self._locally_advanced(surgery, metastatic=bool(metastatic)), *surgery]
        chosen += self._dcis(metastatic=bool(metastatic))
        return chosen if surgery else [*chosen, *self._early(metastatic=bool(metastatic))]

    def _of(self, *values: str, places: Collection[str] = (), forces: Collection[str] = _ENROL) -> list[Told]:
        """Return what is said of some values, anywhere if no places are named."""
        return [
            each
            for each in self._said
            if each.value in values and each.force in forces and (not places or each.place in places)
        ]

    def _first(self, value: str, places: Iterable[str], forces: Collection[str] = _ENROL) -> list[Told]:
        """Return what the first place that speaks of a value says of it."""
        for place in places:
            if found := self._of(value, places=(place,), forces=forces):
                return found
        return []

    def _aim(self, value: str) -> list[Told]:
        titled = self._of(value, places=_TITLE)
        if titled or not self._purpose.startswith(value):
            return titled
        return self._of(value, places=_NO_TITLE)

    def _only_complaints(self) -> list[Told]:
        """Return the conditions if each of them is a complaint, and none a cancer."""
        listed = self._of("supportive", places=("conditions",))
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
        titled = self._of("metastatic", places=_TITLE, forces=("enrol", "permit"))
        if titled:
            return titled + self._of("metastatic", places=_CRITERIA)
        listed = self._listed("metastatic")
        if listed or self._of(*_CURABLE, "prevention", places=("title", "interventions")):
            return listed
        if self._supportive:
            return self._only_metastatic()
        if self._of("metastatic", places=("criteria", "summary"), forces=("negated",)):
            return self._of("metastatic", places=_CRITERIA)
        found = self._first("metastatic", _MAIN[:-1], ("enrol", "permit"))
        found = found or [each for each in self._of("metastatic", places=("rest",)) if each.saying.rule != _RECURRENT]
        return found or self._first("metastatic", _MAIN, ("treated", "weak")) or self._of_organs()

    def _of_organs(self) -> list[Told]:
        """Return the metastases of organs that the criteria ask for, where they name no disease that can be cured."""
        if self._of(
            *_CURABLE, "dcis", "locally_advanced", forces=("enrol", "tnm", "earlier", "disease_free", "inflammatory")
        ):
            return []
        return self._of("metastatic", places=_CRITERIA, forces=("organ",))

    def _only_metastatic(self) -> list[Told]:
        """Return metastatic disease where the criteria name no other, so that they limit supportive care to it."""
        if self._of(*_CURABLE, "dcis", places=_CRITERIA, forces=("enrol", "tnm", "operated")):
            return []
        return [each for each in self._of("metastatic", places=_CRITERIA) if each.saying.rule != _RECURRENT]

    def _listed(self, value: str) -> list[Told]:
        """Return a value that one sentence lists beside others: "neoadjuvant, adjuvant or palliative treatment"."""
        past = {each.sentence for each in self._of("earlier_told")}
        values: dict[tuple[str, int], set[str]] = {}
        for each in self._of(*_SURGERY, "metastatic", forces=("enrol", "weak")):
            if each.sentence not in past:
                values.setdefault(each.sentence, set()).add(each.value)
        lists = {sentence for sentence, named in values.items() if len(named) >= _SEVERAL}
        return [each for each in self._of(value, forces=("enrol", "weak")) if each.sentence in lists]

    def _surgery(self, *, metastatic: bool) -> list[Told]:
        """Return where the treatment stands: before surgery, after it, or both."""
        listed = [*self._listed("neoadjuvant"), *self._listed("adjuvant")]
        titled = self._of(*_SURGERY, places=_TITLE) or self._of(*_SURGERY, places=("interventions",))
        if metastatic or listed:
            return [*listed, *titled, *([] if titled else self._free_of_disease())]
        neoadjuvant = self._neoadjuvant(titled)
        return [*neoadjuvant, *self._adjuvant(titled, neoadjuvant=bool(neoadjuvant))]

    def _free_of_disease(self) -> list[Told]:
        """Return treatment of those left without disease, where a trial takes them beside people with metastases."""
        if not self._treats:
            return []
        sentences = {each.sentence for each in self._of("metastatic", places=_CRITERIA)}
        beside = self._of("adjuvant", places=_CRITERIA, forces=("disease_free",))
        titled = self._of("adjuvant", places=_TITLE, forces=("disease_free",))
        return [*titled, *(each for each in beside if each.sentence in sentences)]

    def _neoadjuvant(self, titled: list[Told]) -> list[Told]:
        if titled:
            named = [each for each in titled if each.value == "neoadjuvant"]
            return named or self._of("neoadjuvant", places=("summary",))
        found = self._in_text("neoadjuvant")
        if found or self._supportive:
            return found
        if found := self._of("pcr"):
            return found
        known = self._of("metastatic", "locally_advanced", places=("title", "criteria"))
        finds = self._purpose.startswith(("screening", "diagnostic"))
        return [] if known or finds or not self._treats else self._of("neoadjuvant", places=_TITLE, forces=("weak",))

    def _adjuvant(self, titled: list[Told], *, neoadjuvant: bool) -> list[Told]:
        found = [each for each in titled if each.value == "adjuvant"]
        if found:
            return found
        if neoadjuvant:
            return self._adjuvant_too()
        found = self._in_text("adjuvant")
        if found or self._supportive or self._prevention:
            return found
        found = self._of("adjuvant", places=_TITLE, forces=("weak",)) or self._earlier("title")
        return found if found or not self._treats else self._after_treatment()

    def _after_treatment(self) -> list[Told]:
        """Return what tells that the patients have been operated on or are free of disease, the closest first."""
        found = self._of("adjuvant", places=_TITLE, forces=("disease_free",))
        found += self._of("adjuvant", places=_CRITERIA, forces=("operated", "disease_free"))
        found += self._of("adjuvant", places=("title", "summary"), forces=("operated",))
        found = found or self._earlier("criteria") or self._earlier("summary")
        return found or (self._of("dfs") if self._of_breast else [])

    def _in_text(self, value: str) -> list[Told]:
        """Return where summary, arms, criteria or description tell the place of the treatment.

        What supportive care is given before or after surgery is no treatment of the cancer: only the word counts there.
        """
        if not self._supportive:
            return self._first(value, ("summary", "arms", "criteria", "rest", "keywords"))
        found = self._first(value, ("summary", "arms", "criteria", "rest"))
        return [each for each in found if each.saying.rule in _BY_NAME]

    def _adjuvant_too(self) -> list[Told]:
        """Return adjuvant treatment that one sentence tells beside neoadjuvant treatment."""
        places = ("summary", "arms", "criteria")
        before = {each.sentence for each in self._of("neoadjuvant", places=places)}
        return [each for each in self._of("adjuvant", places=places) if each.sentence in before]

    def _earlier(self, place: str) -> list[Told]:
        """Return earlier treatment that tells where the patients stand."""
        return self._of("neoadjuvant", places=(place,), forces=("earlier",)) or self._of(
            "adjuvant", places=(place,), forces=("earlier",)
        )

    def _locally_advanced(self, surgery: list[Told], *, metastatic: bool) -> list[Told]:
        named = self._named_locally_advanced(surgery, metastatic=metastatic)
        titled = [each for each in named if each.place == "title"]
        found = titled or [each for each in named if each.place in ("criteria", "conditions", "summary")]
        if found or metastatic:
            return found
        places = _TITLE if surgery else ("title", "criteria", "conditions")
        found = self._of("locally_advanced", places=places, forces=("inflammatory",))
        if found or surgery or self._supportive:
            return found
        return self._of("locally_advanced", places=("title", "criteria"), forces=("inoperable", "permit"))

    def _named_locally_advanced(self, surgery: list[Told], *, metastatic: bool) -> list[Told]:
        named = [each for each in self._of("locally_advanced") if not (each.by_stage and each.place == "conditions")]
        if any(each.force in _ENROL for each in surgery):
            named = [each for each in named if not each.by_stage or (each.place == "title" and _is_late(each))]
        if metastatic:
            return named
        if {each.value for each in surgery} == {"adjuvant"}:
            return [each for each in named if each.place == "title"]
        if surgery:
            return [each for each in named if each.place in ("title", "criteria", "conditions")]
        return [each for each in named if not (self._supportive and each.by_stage and each.place != "title")]

    def _early(self, *, metastatic: bool) -> list[Told]:
        titled = self._of("early", places=_TITLE)
        if titled:
            return titled
        if metastatic:
            # One sentence lists both: "early (stage I or II) or metastatic".
            sentences = {each.sentence for each in self._of("metastatic", places=_CRITERIA)}
            return [each for each in self._of("early", places=_CRITERIA) if each.sentence in sentences]
        if self._prevention:
            return []
        if not self._supportive:
            return self._first("early", _MAIN, ("enrol", "tnm")) or self._not_metastatic()
        if self._takes_any_stage():
            return []
        found = self._first("early", ("criteria", "summary", "arms"), ("enrol", "tnm"))
        return found or [each for each in self._of("early", places=("rest",)) if each.by_stage]

    def _not_metastatic(self) -> list[Told]:
        """Return early disease where nothing is said of the disease but that it has not spread."""
        if not self._of_breast or self._of("locally_advanced", "dcis"):
            return []
        return [each._replace(value="early") for each in self._of("metastatic", places=_CRITERIA, forces=("negated",))]

    def _takes_any_stage(self) -> bool:
        return any(each.by_stage for each in self._of("metastatic", places=("criteria", "arms")))

    def _dcis(self, *, metastatic: bool) -> list[Told]:
        if self._supportive and self._takes_any_stage():
            return []
        found = self._first("dcis", _TITLE if metastatic else ("title", "criteria"))
        if found or metastatic:
            return found
        if self._supportive:
            return self._first("dcis", ("arms", "rest"))
        known = self._disease_in_title or self._of(*_CURABLE, places=_CRITERIA)
        listed = [each for each in self._of("dcis", places=("conditions",)) if not (each.by_stage and known)]
        return listed or self._first("dcis", ("summary", "arms"))


def _without_lists_of_stages(said: list[Told]) -> list[Told]:
    """Return what is said without the stages of conditions or keywords that list all, whomever the trial takes."""
    dropped = set()
    for place in ("conditions", "keywords"):
        values = {each.value for each in said if each.place == place and each.by_stage}
        if {"early", "metastatic"} <= values:
            dropped.add(place)
    return [each for each in said if not (each.by_stage and each.place in dropped)]


def _is_late(each: Told) -> bool:
    """Tell whether a stage is IIIB or IIIC, and no other."""
    return bool(each.saying.detail) and set(each.saying.detail.split()) <= _LATE
