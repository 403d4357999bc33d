"""Where those stand who get care: before an operation, after it, or while their breast is irradiated."""

from desktop.facets.entry.told import Told
from desktop.facets.said_in_places import BY_NAME, SURGERY, SaidInPlaces, beside

_TITLE = ("title",)
_CRITERIA = ("criteria",)
_ADJUVANT = "adjuv"
_AFTER = "after"
_RADIATION = "setting.radiation_after"
_AFTER_SURGERY = "setting.after_surgery"
_NAMED = BY_NAME | {"setting.either_position", "setting.round_operation"}


def position_of_care(said: SaidInPlaces, value: str) -> list[Told]:
    """Return where summary, criteria or arms name the treatment in which those stand who get care.

    What is given before or after surgery for complaints is no treatment of the cancer: only the word counts.
    """
    # The treatment of any stage limits nobody.
    past = {each.sentence for each in said.of("any_stage", "earlier_told")} | _of_any_position(said)
    for place in ("summary", "criteria", "arms"):
        told = [each for each in said.of(value, places=(place,)) if each.sentence not in past]
        told = [each for each in told if place != "arms" or said.names("people", each)]
        if named := [each for each in told if each.saying.rule in _NAMED]:
            return named
    asked = [each for each in said.asked_for(value) if each.sentence not in past]
    begun = said.of(value, places=_CRITERIA, forces=("begun",))
    return asked or [each._replace(force="enrol") for each in begun]


def _of_any_position(said: SaidInPlaces) -> set[tuple[str, int]]:
    """Return the criteria that name treatment after surgery beside that of metastases: "adjuvant or palliative"."""
    far = said.of("metastatic", places=_CRITERIA, forces=("enrol", "weak", "permit"))
    before = {each.sentence for each in said.of("neoadjuvant", places=_CRITERIA)}
    return {each.sentence for each in beside(said.of("adjuvant", places=_CRITERIA), far)} - before


def irradiated_meanwhile(said: SaidInPlaces) -> list[Told]:
    """Return what tells that those who get care are irradiated meanwhile after an operation.

    Irradiation that is over tells when there is care, too.
    """
    past = said.of(*SURGERY, places=_TITLE, forces=("earlier",))
    if named := [each for each in past if _ADJUVANT in each.words]:
        return named
    titled = [each for each in said.of("adjuvant", places=_TITLE) if each.saying.rule == _RADIATION]
    if named := [each for each in titled if said.names("irradiated_now", each) and said.names("receives", each)]:
        return named
    cared = said.of("supportive", "hinted_care", places=("title", "conditions"))
    if not any(said.names("irradiated_now", each) for each in cared):
        return []
    operated = said.of("adjuvant", places=(*_CRITERIA, "summary"), forces=("operated",))
    operated += [each for each in said.of("adjuvant", places=("summary",)) if each.saying.rule == _AFTER_SURGERY]
    return [each._replace(force="enrol") for each in operated]


def still_irradiated(said: SaidInPlaces, irradiated: list[Told]) -> list[Told]:
    """Return the irradiation that titles name, and the trial gives, of those who are looked at while they have it."""
    return [
        each
        for each in irradiated
        if not said.names("survivors", each) and _AFTER not in said.book.kinds(_before(each))
    ]


def _before(each: Told) -> str:
    return each.saying.unit.span.plain[: each.saying.start]


def treated_in_titles(said: SaidInPlaces) -> list[Told]:
    """Return the treatment before or after an operation that titles name.

    What is only done after one may be the reconstruction itself, if it is no irradiation.
    """
    begins = said.book.begins["of_irradiation"]
    titled = said.of(*SURGERY, places=_TITLE)
    return [
        each
        for each in titled
        if each.saying.rule != _AFTER_SURGERY or any(word.startswith(begins) for word in each.words.split())
    ]
