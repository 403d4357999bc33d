"""Find the places of the items of a trial's lists in its texts."""

from collections.abc import Mapping

from desktop.sheet.parts import Place
from desktop.sheet.registry_words import RegistryWords
from desktop.trials.sections import coded_places, one_below_the_other, places_in
from desktop.trials.trial import Trial

Texts = Mapping[str, str]
"""{name: text of a section of a trial}."""


def item_places(trial: Trial, section: str) -> list[Place]:
    """Return the place of each item of a section, in order; an item may have several lines."""
    return [(section, item.start, item.end) for item in places_in(trial, section)]


def line_places(section: str, text: str) -> list[Place]:
    """Return the place of each line of the text of a section, in order."""
    return [(section, *span) for span in one_below_the_other(text.split("\n"))]


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
