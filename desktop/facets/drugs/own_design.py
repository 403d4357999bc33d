"""The sentences under "Background" that tell the design of the trial itself, not what earlier trials did."""

import re
from collections.abc import Iterator
from functools import cached_property

from desktop.facets.drugs.rows import Wording
from desktop.facets.expression import for_small_letters
from desktop.facets.reading import Reading, Span, plain

_ELSEWHERE = frozenset(("methods", "design", "results"))
_NAME = re.compile(r"\w+(?:-\w+)*")
_LAST_PART = re.compile(r"-([^\W\d]{3,})$")
"""The part of a name behind the group that runs the trial; "-3" is none, for it parts one trial from another."""
_FEWEST_CAPITALS = 2
"""How many capitals make a word a trial's name by itself."""


class OwnDesign:
    """Find the sentences of the background that tell the design of the trial itself."""

    def __init__(self, reading: Reading, wording: Wording) -> None:
        self.reading = reading
        self.wording = wording

    def spans(self) -> Iterator[Span]:
        """Yield the sentences that say "we", "this trial", or the name or number by which the article is known."""
        for section in self.reading.sections:
            if "background" in self.reading.kinds_of(section):
                yield from (span for span in self.reading.sentences(section) if self._is_own(span))

    def _is_own(self, span: Span) -> bool:
        if for_small_letters(self.wording.design_of_others).search(span.lowered):
            return False
        if for_small_letters(self.wording.own_design).search(span.lowered):
            return True
        return any(
            self._is_known_by(match["name"] or match["leading"])
            for match in re.finditer(self.wording.named_trial, span.plain)
        )

    def _is_known_by(self, name: str) -> bool:
        """Tell whether title, methods or results call a trial by its name or by the last part ("AGO-ETC", "ETC").

        A name in small letters is known by its capitals ("the Pear trial" and "PEAR").
        """
        if sum(map(str.isupper, name)) < _FEWEST_CAPITALS:
            return name.upper() in self._words_elsewhere
        parts = [name, *_LAST_PART.findall(name)]
        return any(part in self._words_elsewhere for part in parts)

    @cached_property
    def _words_elsewhere(self) -> frozenset[str]:
        sections = self.reading.sections
        told_in = (each for each in sections if each == "title" or self.reading.kinds_of(each) & _ELSEWHERE)
        texts = (plain(sections[each]) for each in told_in)
        words = {word for text in texts for word in _NAME.findall(text)}
        return frozenset(words | {part for word in words for part in _LAST_PART.findall(word)})
