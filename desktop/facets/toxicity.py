"""What sounds like care in a title, and is what the treatment of a cancer does to the body."""

from desktop.facets.entry.told import Told
from desktop.facets.outline import Outline
from desktop.facets.said_in_places import CURABLE, SaidInPlaces

_TITLE = ("title",)
_COUNTED = "setting.effects_counted"


def is_safety(told: list[Told], said: SaidInPlaces, outline: Outline) -> bool:
    """Tell whether all that sounds like care is what the treatment of the cancer does to the body.

    So it is with what drugs do, or what is counted of it ("predictors of neutropenia"), and with how a breast that
    a title irradiates looks and bears it.
    """
    begins = said.book.begins
    if outline.against_cancer and all(_is_effect(each, said) for each in told):
        return True
    irradiated = [*said.irradiated(), *irradiated_before(said, outline)] if outline.irradiates else []
    treated = {each.sentence for each in [*said.of("adjuvant", places=_TITLE), *irradiated]}
    borne = all(each.words.startswith(begins["of_radiation"]) and each.sentence in treated for each in told)
    return (borne and not outline.purpose.startswith("supportive")) or _is_of_irradiation(told, said, outline)


def is_toxicity(told: list[Told], said: SaidInPlaces, outline: Outline) -> bool:
    """Tell whether a title says only what irradiation spoils, or that drugs are toxic in people of a stage."""
    toxic = said.book.hints["toxic"]
    known = said.of(*CURABLE, "metastatic", "locally_advanced", places=_TITLE)
    of_drugs = bool(known and said.of("therapy", places=_TITLE)) and all(toxic.search(each.words) for each in told)
    return of_drugs or _is_of_irradiation(told, said, outline)


def irradiated_before(said: SaidInPlaces, outline: Outline) -> list[Told]:
    """Return the irradiation after which an article on nothing else looks at people: "cosmesis after boost"."""
    is_looked_at = outline.irradiates and outline.published
    return said.of("adjuvant", places=_TITLE, forces=("earlier",)) if is_looked_at else []


def _is_of_irradiation(told: list[Told], said: SaidInPlaces, outline: Outline) -> bool:
    """Tell whether a title that is all that describes a trial names irradiation, and then what comes of it."""
    tried = _irradiation_tried(said, outline)
    spoilt = said.book.hints["spoilt"]
    return bool(tried) and all(spoilt.search(each.words) and _follows(each, tried) for each in told)


def _irradiation_tried(said: SaidInPlaces, outline: Outline) -> list[Told]:
    """Return the irradiation that titles of a trial name of which nothing else is told, and that is not over."""
    if outline.purpose or outline.gives_drug or outline.published or not outline.treats:
        return []
    return [each for each in said.irradiated() if not said.names("irradiated_now", each)]


def _follows(care: Told, others: list[Told]) -> bool:
    return any(care.sentence == each.sentence and care.saying.start > each.saying.start for each in others)


def _is_effect(each: Told, said: SaidInPlaces) -> bool:
    """Tell whether what sounds like care is an effect of drugs that is measured or counted, not one to be found."""
    begins = said.book.begins
    given = said.book.hints["given_for_care"].search(each.words) is not None
    counted = each.saying.rule == _COUNTED and not (given or each.words.startswith(begins["of_detection"]))
    return counted or each.words.startswith(begins["of_effects"])
