"""Find how far a page must be shortened to fit one sheet, with few layouts, because these are slow."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from desktop.workflows.printed_pages import PageToPrint

_FULL = 0.96
"""A page that fills this share of the space is full: the step before would add at most two lines."""
_AIM = 0.98
"""The target share of the space, below 1 because a layout that is a little too long is useless."""
_NEAR = 0.99
"""A text with this share of the wanted letters is long enough to be laid out."""
_LEARNT = 0.6
"""The weight of one page in a rate; the earlier pages have the rest, because pages differ by chance."""
_LEAST_RATIO, _MOST_RATIO = 0.75, 3.0
"""The limits of the height of a further letter, in units of the mean height of a letter."""


@dataclass(frozen=True)
class Rate:
    """Hold the height in dots that a letter of HTML takes.

    ``letter`` is the mean of a page. ``further`` is the height of one more letter: more than the mean, because steps
    shorten only text, and often the longer of two columns.
    """

    letter: float = 0.4
    further: float = 0.8

    def learnt(self, laid_out: list[tuple[int, float]]) -> "Rate":
        """Return the rate after a page, by the (letters, height) of each of its layouts in their order."""
        letters, height = laid_out[-1]
        letter = _between(self.letter, height / max(1, letters))
        further = self.further
        for (one, its_height), (other, other_height) in pairwise(laid_out):
            if one != other:
                ratio = (its_height - other_height) / (one - other) / letter
                further = _between(further, letter * min(max(ratio, _LEAST_RATIO), _MOST_RATIO))
        return Rate(letter, further)


@dataclass(frozen=True)
class Fitting:
    """Hold the step at which a page is printed, its text, whether it fits one sheet, and the new rate."""

    step: int
    text: str
    fits: bool
    rate: Rate


def fitting_of(page: PageToPrint, height_of: Callable[[str], float], room: float, rate: Rate) -> Fitting:
    """Return the first step at which a page fits a room (a height in dots) or one that fills it, or its last step.

    ``height_of`` lays out a text and returns its height. ``rate``, from the pages before, predicts the height of a
    text; each layout of this page improves the prediction.
    """
    low, high, fitting = 0, page.steps, -1
    text_at, measured = cache(page.html), cache(height_of)
    laid_out = list[tuple[int, float]]()

    while low <= high:
        letters = _letters_for(room, laid_out, rate)
        guess = _step_of_length(low, high, letters, lambda step: len(text_at(step)))
        text = text_at(guess)
        height = measured(text)
        laid_out.append((len(text), height))
        if height > room:
            low = guess + 1
            continue
        fitting, high = guess, guess - 1
        if height > room * _FULL:
            break
    step = page.steps if fitting < 0 else fitting
    return Fitting(step, text_at(step), fitting >= 0, rate.learnt(laid_out))


def _letters_for(room: float, laid_out: list[tuple[int, float]], rate: Rate) -> float:
    """Return the number of letters that should fill the space, from the layouts of the page so far."""
    if not laid_out:
        return room * _AIM / rate.letter
    over = min((each for each in laid_out if each[1] > room), default=None)
    under = max((each for each in laid_out if each[1] <= room), default=None)
    if over and under and over > under and over[1] > under[1]:
        return under[0] + (room * _AIM - under[1]) / (over[1] - under[1]) * (over[0] - under[0])
    letters, height = laid_out[-1]
    return letters + (room * _AIM - height) / rate.further


def _between(known: float, found: float) -> float:
    return known + (found - known) * _LEARNT


def _step_of_length(low: int, high: int, letters: float, length: Callable[[int], int]) -> int:
    """Return a step whose text has about this number of letters, the last if all have more; lengths only decrease.

    Making a text is slow too, so the search begins at the expected step and not in the middle.
    """
    if length(low) <= letters:
        return low
    while high - low > 1:
        middle = (low + high) // 2
        found = length(middle)
        if letters * _NEAR <= found <= letters:
            return middle
        if found <= letters:
            high = middle
        else:
            low = middle
    return high
