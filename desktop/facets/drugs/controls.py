"""What the controls of a published trial had, where words for them ("the control group") name nothing."""

import re

from desktop.facets.drugs.given import Given
from desktop.facets.drugs.mentions import NamedDrugs
from desktop.facets.drugs.terms import DrugTerms
from desktop.facets.expression import for_small_letters
from desktop.facets.reading import Reading

_CHOICE = "term:choice"
_CONTROL = "term:control"
_NEAR_A_CHOICE = 60  # characters within which the first drug of a choice stands
_NEAR_CONTROLS = 12  # characters within which the first drug of the controls begins
_PLACEBO = "placebo"
_STANDARD = "standard_of_care"


class Controls:
    """Tell what words for the controls of a publication stand for."""

    def __init__(self, reading: Reading, terms: DrugTerms, named: NamedDrugs) -> None:
        """Take a publication and the drugs that its texts name."""
        self.reading = reading
        self.terms = terms
        self.named = named

    def is_control(self, given: Given) -> bool:
        """Tell whether what is given is called by the word for controls alone."""
        return (
            given.rule == _CONTROL
            or re.match(self.terms.vocabulary.wording.controls, given.evidence.quote, re.IGNORECASE) is not None
        )

    def names_what_they_have(self, given: Given, known: set[str]) -> bool:
        """Tell whether what the controls have is named: placebo, dose, each group's own ("X or Y, respectively")."""
        sentence = self.named.sentence(given.evidence.section, given.evidence.start)
        if _PLACEBO in known or sentence is None:
            return _PLACEBO in known
        wording = self.terms.vocabulary.wording
        had = for_small_letters(wording.controls_had)
        if any(self._names_what_controls_had(each) or had.search(self.reading.lowered(each)) for each in self._told_in):
            return True
        if for_small_letters(wording.controls_are_people).search(sentence.lowered):
            return True
        before = sentence.lowered[: given.evidence.start - sentence.start]
        return bool(re.search(wording.respectively, sentence.lowered) or re.search(wording.dosed_controls, before))

    @property
    def _told_in(self) -> list[str]:
        return [name for name in self.reading.sections if name == "title" or name.startswith("abstract")]

    def _names_what_controls_had(self, section: str) -> bool:
        """Tell whether a drug stands behind "control (" or "the control group received"."""
        named = for_small_letters(self.terms.vocabulary.wording.control_named)
        return any(
            mention.drug.specific and mention.start <= match.end() + _NEAR_CONTROLS
            for match in named.finditer(self.reading.lowered(section))
            for mention in self.named.between(section, match.end(), match.end() + _NEAR_A_CHOICE)
        )

    def names_its_choice(self, given: Given) -> bool:
        """Tell whether the drugs of a choice stand behind it, or behind its abbreviation ("TPC (paclitaxel or …)")."""
        wording = self.terms.vocabulary.wording
        choice = given.class_id == _STANDARD and re.search(wording.choice_words, given.evidence.quote, re.IGNORECASE)
        return bool(choice) and any(
            self.named.between(section, match.end(), match.end() + _NEAR_A_CHOICE)
            for section in self.reading.sections
            for match in re.finditer(wording.choice_named, self.reading.sections[section])
        )

    def is_only_a_choice(self, given: Given) -> bool:
        """Tell whether a choice is given, not the standard that a drug is compared with ("or standard of care")."""
        compared = for_small_letters(self.terms.vocabulary.wording.compared_standard)
        before = self.reading.lowered(given.evidence.section)[: given.evidence.end]
        near = max(0, given.evidence.start - _NEAR_A_CHOICE)
        return given.rule == _CHOICE and all(match.end() < len(before) for match in compared.finditer(before, near))
