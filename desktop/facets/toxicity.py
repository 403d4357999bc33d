"""What sounds like care in a title, and is what the treatment of a cancer does to the body."""

from desktop.facets.entry.told import Told
from desktop.facets.outline import Outline
from desktop.facets.said_in_places import CURABLE, SaidInPlaces

_TITLE = ("title",)
_DISEASE = (*CURABLE, "metastatic", "locally_advanced")
_NEAR = 15  # characters
_CAUSED = "setting.caused_by_treatment"
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
    spoilt = said.book.hints["spoilt"]
    late = outline.irradiates and outline.published
    late = late and not any(said.names("irradiated_now", each) or said.names("eased", each) for each in told)
    borne = all(
        each.sentence in treated
        and (each.words.startswith(begins["of_radiation"]) or (late and spoilt.search(each.words) is not None))
        for each in told
    )
    return (borne and not outline.purpose.startswith("supportive")) or _is_of_irradiation(told, said, outline)


def is_toxicity(told: list[Told], said: SaidInPlaces, outline: Outline) -> bool:
    """Tell whether a title says only what irradiation spoils, or that drugs are toxic in people of a stage."""
    toxic = said.book.hints["toxic"]
    known = said.of(*_DISEASE, places=_TITLE)
    of_drugs = bool(known and said.of("therapy", places=_TITLE)) and all(toxic.search(each.words) for each in told)
    return of_drugs or _is_of_irradiation(told, said, outline)


def irradiated_before(said: SaidInPlaces, outline: Outline) -> list[Told]:
    """Return the irradiation after which an article on nothing else looks at people: "cosmesis after boost"."""
    is_looked_at = outline.irradiates and outline.published
    return said.of("adjuvant", places=_TITLE, forces=("earlier",)) if is_looked_at else []


def complaints_alone(said: SaidInPlaces, outline: Outline) -> list[Told]:
    """Return the complaints that the conditions of a record without a purpose name beside no other cancer.

    Beside irradiation, or drugs against the cancer, they are what the treatment does.
    """
    treats = outline.against_cancer or said.irradiated()
    return [] if outline.of_other_cancers or treats else said.of("supportive", places=("conditions",))


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
    titled = each.place == "title" and (_is_studied(each, said) or _is_had(each, said) or _is_measured(each, said))
    return counted or titled or each.words.startswith(begins["of_effects"])


def _is_studied(each: Told, said: SaidInPlaces) -> bool:
    """Tell whether a title asks whom an effect meets, not how to help: "Drug X-induced rash: risk factors"."""
    before = each.saying.unit.span.lowered[: each.saying.start]
    caused = any(e.saying.rule == _CAUSED and not e.saying.start for e in said.of("supportive", places=_TITLE))
    if not caused or said.book.hints["given_for_it"].search(before):
        return False
    titles = [each, *said.of("therapy", *_DISEASE, places=_TITLE)]
    return any(said.names("studied", e) for e in titles) and not any(said.names("eased", e) for e in titles)


def _is_had(each: Told, said: SaidInPlaces) -> bool:
    """Tell whether a complaint only tells in whom drugs are to work: "the efficacy of X in patients with rash"."""
    before = each.saying.unit.span.lowered[: each.saying.start]
    is_had = said.book.hints["had_by_people"].search(before[-_NEAR:]) is not None
    return is_had and said.book.hints["efficacy"].search(before) is not None


def _is_measured(each: Told, said: SaidInPlaces) -> bool:
    """Tell whether a title asks what else a drug does, behind how safe it is or how well it works."""
    before = each.saying.unit.span.lowered[: each.saying.start]
    return each.words.startswith(said.book.begins["of_impact"]) and said.book.hints["safe"].search(before) is not None
