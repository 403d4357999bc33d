"""How far a page must be cut to fit one sheet, found with as few layouts as can be: laying out is what takes time."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from desktop.workflows.printed_pages import PageToPrint

_FULL = 0.96
"""A page that fills this part of the room is full: a step before would add a line or two at most."""
_AIM = 0.98
"""The part of the room that is aimed at: a text a little too long is laid out for nothing."""
_NEAR = 0.99
"""A text with this part of the letters that were looked for is near enough to be laid out."""
_LEARNT = 0.6
"""How much of a rate is learnt from a page, the rest being known from those before it: pages differ by chance."""
_LEAST_RATIO, _MOST_RATIO = 0.75, 3.0
"""How many times the height of a letter a further letter may take."""


@dataclass(frozen=True)
class Rate:
    """Hold how many dots of height a letter of HTML takes.

    ``letter`` is the mean of a page. ``further`` is what one more letter adds: more than the mean, since what steps
    cut is text alone, and often the longer of two columns.
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
    """Hold the step at which a page is printed, its text so, whether it fits one sheet, and the rate learnt."""

    step: int
    text: str
    fits: bool
    rate: Rate


def fitting_of(page: PageToPrint, height_of: Callable[[str], float], room: float, rate: Rate) -> Fitting:
    """Return the first step at which a page fits a room (a height in dots) or one that fills it, or its last step.

    ``height_of`` lays a text out and measures it. How high a text of some length is, the pages before foretell
    (``rate``), and better each layout of this page.
    """
    low, high, fitting = 0, page.steps, -1
    text_at, measured = cache(page.html), cache(height_of)
    laid_out = list[tuple[int, float]]()

    while low <= high:
        letters = _letters_for(room, laid_out, rate)
        guess = _foretold(low, high, letters, lambda step: len(text_at(step)))
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
    """Return how many letters should fill a room, by the layouts of the page so far."""
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


def _foretold(low: int, high: int, letters: float, length: Callable[[int], int]) -> int:
    """Return one of these steps whose text has about so many letters, the last if all have more; lengths only fall.

    To make a text takes time, too, so it is looked for where it should be, rather than in the middle.
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
