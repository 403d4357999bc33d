"""Find the places of the items of a trial's lists in its texts."""

from collections.abc import Iterable, Mapping
from itertools import accumulate

from desktop.sheet.parts import Place
from desktop.sheet.registry_words import RegistryWords
from desktop.trials.sections import coded_places
from desktop.trials.trial import Trial

Texts = Mapping[str, str]
"""{name: text of a section of a trial}."""


def places_of(section: str, items: Iterable[str]) -> list[Place]:
    """Return the place of each item of a section, in order; an item may have several lines."""
    ends = list(accumulate(len(item) + len("\n") for item in items))
    return [(section, start, end - 1) for start, end in zip((0, *ends), ends, strict=False)]


def design_places(trial: Trial) -> list[Place]:
    """Return the place of each item of the design."""
    return places_of("design", (f"{label}: {value}" for label, value in trial.design))


def intervention_places(trial: Trial, texts: Texts) -> list[Place]:
    """Return the place of each intervention with its type."""
    return _lines(trial, texts, "interventions", [0] * len(trial.interventions))


def arm_places(trial: Trial, texts: Texts) -> list[Place]:
    """Return the place of each arm with its type, description and interventions."""
    return _lines(trial, texts, "arms", [len(arm.label) + len(" [") for arm in trial.arms])


def reworded_places(trial: Trial, texts: Texts, codes: RegistryWords) -> dict[Place, str]:
    """Return {place: the registry's code there in ordinary words}."""
    names = {index for index, (label, _) in enumerate(trial.design) if codes.is_name(label)}
    places = (
        (section, start, end)
        for section, spans in coded_places(trial).items()
        for index, (start, end) in enumerate(spans)
        if start < end and not (section == "design" and index in names)
    )
    words = ((place, texts[place[0]][place[1] : place[2]]) for place in places)
    return {place: ordinary for place, code in words if (ordinary := codes.ordinary(code)) != code}


def _lines(trial: Trial, texts: Texts, section: str, before: list[int]) -> list[Place]:
    """Return the place of each item of a section; ``before`` are the offsets of the codes in their items."""
    starts = [start - gap for (start, _), gap in zip(coded_places(trial)[section], before, strict=True)]
    ends = [*(start - 1 for start in starts[1:]), len(texts.get(section, ""))]
    return [(section, start, end) for start, end in zip(starts, ends, strict=False)]
