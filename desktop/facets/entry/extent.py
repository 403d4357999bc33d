"""Whether a trial is in advanced disease, as far as that decides what its words about earlier treatment mean."""

from desktop.facets.entry.eligibility_lexicon import EligibilityLexicon
from desktop.facets.entry.tokens import tokens_of
from desktop.facets.reading import Reading

_NAMES = ("title", "official_title", "conditions")
_NAME = "entry.extent"
_LONGEST_NAME = 1_500  # characters
_MOST_CRITERIA = 4_000  # characters of the criteria: who enrols is told at their beginning
_DENIED_WITHIN = 4  # tokens


def is_advanced(reading: Reading, lexicon: EligibilityLexicon, *, default: bool) -> bool:
    """Tell whether the trial is in advanced disease: by title and conditions, else by the inclusion criteria.

    ``default`` is the answer where nothing tells it.
    """
    if _NAME not in reading.kept:
        reading.kept[_NAME] = _extent(reading, lexicon)
    told: bool | None = reading.kept[_NAME]
    return default if told is None else told


def _extent(reading: Reading, lexicon: EligibilityLexicon) -> bool | None:
    for name in _NAMES:
        named = {each.kind for each in tokens_of(reading.sections.get(name, "")[:_LONGEST_NAME], lexicon.words)}
        if "advanced" in named or "early" in named:
            return "advanced" in named
    text = reading.sections.get("inclusion_criteria") or reading.sections.get("eligibility", "")
    kinds = [each.kind for each in tokens_of(text[:_MOST_CRITERIA], lexicon.words)]
    advanced = any(
        kind == "advanced" and "no" not in kinds[max(0, place - _DENIED_WITHIN) : place]
        for place, kind in enumerate(kinds)
    )
    return None if advanced == ("early" in kinds) else advanced
