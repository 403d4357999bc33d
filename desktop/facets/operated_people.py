"""Whether those who enter have been operated on, so that treatment before an operation lies behind them, or not yet."""

from desktop.facets.entry.told import Told
from desktop.facets.metastatic_disease import ADVANCED
from desktop.facets.outline import Outline
from desktop.facets.said_in_places import BY_NAME, SURGERY, SaidInPlaces, beside

RESIDUAL = "setting.residual"
"""The rule that finds cancer left after treatment before an operation."""
_AFTER_BOTH = "setting.after_both"
_EITHER = "setting.either_adjuvant"
_FREE = frozenset(("ned", "in_remission"))
_TITLE = ("title",)
_CRITERIA = ("criteria",)
_TO_COME = frozenset(
    (
        "setting.surgery_to_come",
        "setting.preoperative.title",
        "setting.before_surgery",
        "setting.until_surgery",
        "setting.preoperative",
    )
)
"""Rules that tell of an operation to come."""


def is_over(said: SaidInPlaces) -> bool:
    """Tell whether no more is said of treatment before an operation than that the patients had it."""
    told = said.of("adjuvant", places=("summary",))
    asked = [each for each in said.of("adjuvant", places=_CRITERIA) if each.saying.rule == RESIDUAL]
    operated = said.of("adjuvant", places=(*_TITLE, *_CRITERIA), forces=("operated",))
    operated = [each for each in operated if not each.by_stage]
    at_surgery = any("surgery" in said.book.kinds(each.as_written) for each in asked)
    if at_surgery or beside(asked, operated):  # "surgery that showed residual disease"
        return not said.of("neoadjuvant", places=("title", "arms"))
    if asked or any(each.saying.rule == RESIDUAL for each in told):
        return not said.of("neoadjuvant", places=("title", "summary", "arms"))
    return any(each.saying.rule == _AFTER_BOTH for each in told) or (bool(operated) and _is_earlier(said))


def _is_earlier(said: SaidInPlaces) -> bool:
    """Tell whether nothing but criteria or descriptions names treatment before an operation, and none is to come."""
    placed = said.of("neoadjuvant", places=("title", "summary", "arms"))
    to_come = said.of("neoadjuvant", forces=("planned", "weak", "sequence"))
    still_there = said.of("pcr", "untouched", "in_place", "in_arms")
    both = [each for each in said.of("neoadjuvant") if each.saying.rule == _EITHER]
    return not (placed or to_come or still_there or both)


def left_in_place(said: SaidInPlaces, *, drugs: bool) -> list[Told]:
    """Return what tells that a tumour left by earlier treatment is still in the breast.

    ``drugs`` tells whether the trial is for the treatment of cancer by drugs.
    """
    adjuvant = said.of("adjuvant", places=("title", "summary", "arms", "criteria"))
    left = [each for each in adjuvant if each.saying.rule == RESIDUAL]
    if not left or said.of("adjuvant", forces=("operated",)) or len(left) < len(adjuvant):
        return []
    if not drugs and not all(said.is_seen(each) for each in left):
        return []
    told = said.of("neoadjuvant", forces=("weak", "enrol", "sequence"))
    to_come = [each for each in told if each.saying.rule in _TO_COME]
    to_come = to_come or [each for each in left if said.is_seen(each)]
    return [each._replace(value="neoadjuvant", force="sequence") for each in to_come]


def free_of_metastases(said: SaidInPlaces) -> list[Told]:
    """Return that people with metastases enter who are left free of disease: "stage IV, no evidence of disease"."""
    titled = said.of("metastatic", places=_TITLE)
    if any(each.saying.rule not in ADVANCED for each in titled):
        return []
    places = (*_CRITERIA, "summary")
    free = said.of("adjuvant", places=places, forces=("disease_free",))
    named = [each for each in free if _FREE & said.book.kinds(each.as_written)]
    return beside(named, said.of("metastatic", places=places))


def treated_groups(said: SaidInPlaces) -> list[Told]:
    """Return treatment round an operation that criteria name for a group of those who are observed."""
    past = {each.sentence for each in said.of("earlier_told")}
    named = [e for e in said.of(*SURGERY, places=_CRITERIA) if e.saying.rule in BY_NAME and e.sentence not in past]
    return beside(named, said.of("early", places=_CRITERIA))


def treats_nothing_early(said: SaidInPlaces, outline: Outline) -> bool:
    """Tell whether titles name early disease, and nothing that treats it."""
    given = outline.gives_drug or outline.irradiates or said.irradiated()
    adjuvant = said.of("adjuvant", places=_TITLE, forces=("enrol", "disease_free"))  # "to reduce recurrence"
    named = said.of("early", places=_TITLE) and not adjuvant
    return bool(named) and not given


def told_free(said: SaidInPlaces, outline: Outline) -> tuple[str, ...]:
    """Return the force of what tells that patients are free of disease, or have positive nodes, where that counts.

    Nodes of those whose operation is to come, or who are not treated, are positive already.
    """
    return () if said.to_be_operated() or treats_nothing_early(said, outline) else ("disease_free",)


def operates_early(said: SaidInPlaces, outline: Outline) -> bool:
    """Tell whether titles name early disease and an operation of it that is over, and no treatment."""
    operated = said.of("adjuvant", places=_TITLE, forces=("weak",))
    return bool(operated) and treats_nothing_early(said, outline) and not said.of("therapy", places=_TITLE)


def round_operation(said: SaidInPlaces) -> list[Told]:
    """Return what a title gives round the operation as treatment before and after it."""
    told = said.of("perioperative", places=_TITLE)
    return [each._replace(value=value) for each in told for value in SURGERY]
