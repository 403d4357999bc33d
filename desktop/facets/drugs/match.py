"""What a stretch of an intervention's name means."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from desktop.facets.drugs.rows import Drug

Method = Literal["exact", "ambiguous", "placebo", "regimen", "fuzzy", "inside", "class_words", "type", "none"]
OMISSION = "class_word:omission"
"""The rule of a name that says only what is left out ("no irradiation")."""


@dataclass(frozen=True)
class DrugMatch:
    """Hold what a stretch of a name means.

    ``name[start:end]`` are the words that matched. ``drug`` is the preferred name, None where only a class is known;
    ``class_id`` is "not_classified" where nothing is. ``specific`` is false for a whole class ("chemotherapy").
    ``words`` are those of the component it was found in. ``derived`` tells that the name does not say it itself (a
    regimen's component, the registered type).
    """

    drug: str | None
    class_id: str
    start: int
    end: int
    rule: str
    method: Method
    specific: bool = True
    derived: bool = False
    words: str = ""

    @property
    def is_told(self) -> bool:
        """Return whether the words tell what it is: no class is only taken from the registered type, or missing."""
        return self.method not in ("type", "none")


def match_of_drug(drug: Drug, start: int, end: int, method: Method) -> DrugMatch:
    """Return the match of a drug of the vocabulary."""
    return DrugMatch(drug.name, drug.class_id, start, end, f"drug:{drug.name}", method, specific=drug.specific)


def letters_span(text: str, offset: int) -> tuple[int, int]:
    """Return from where to where the first and the last letter or digit of a text stand; the whole text without any.

    There are signs that only their plain form makes letters of ("㋀" is "1月").
    """
    last = len(text) - 1
    first = next((place for place, char in enumerate(text) if char.isalnum()), 0)
    return offset + first, offset + next((place for place in range(last, -1, -1) if text[place].isalnum()), last) + 1


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span widened to the words that it begins and ends in."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end


def specific_first(found: list[DrugMatch], groups: Mapping[str, str]) -> list[DrugMatch]:
    """Return the drugs of a name, else its classes: "docetaxel chemotherapy" is docetaxel; no comparator beside them.

    A drug among procedures ("trastuzumab biopsy study") keeps both.
    """
    drugs = [match for match in found if match.specific and groups[match.class_id] != "comparator"]
    classes = [match for match in found if groups[match.class_id] != "comparator"]
    return drugs or classes or found
