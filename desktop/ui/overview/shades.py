"""Compute the shades behind numbers: darker or brighter for more trials, with the number always legible."""

from functools import cache
from math import sqrt

from desktop.ui.look.theme import Colours

LEAST_CONTRAST = 7.0
"""The minimum contrast of a number on its shade: level AAA of the Web Content Accessibility Guidelines, 1.4.6."""
_STEPS = 40
_FIRST_SHARE = 0.1
"""The minimum strength (0 to 1) of the shade for one trial, so that it differs from that for none."""


def shade(number: int, most: int, now: Colours) -> str:
    """Return the shade of a number as "#rrggbb", if ``most`` is the largest number; 0 has none.

    It grows with the square root: a few values have most of the trials, but the others must differ too.
    """
    if number <= 0:
        return now.base
    share = sqrt(number / max(number, most))
    return _mixed(now.base, deepest(now), _FIRST_SHARE + (1 - _FIRST_SHARE) * share)


@cache
def deepest(now: Colours) -> str:
    """Return the strongest shade on which the text still has the minimum contrast."""
    shades = (_mixed(now.base, now.accent, step / _STEPS) for step in range(_STEPS, -1, -1))
    return next((each for each in shades if contrast(now.text, each) >= LEAST_CONTRAST), now.base)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21, as the guidelines define it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(each / 255) for each in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _mixed(ground: str, over: str, share: float) -> str:
    pairs = zip(_channels(ground), _channels(over), strict=True)
    return "#" + "".join(f"{round(low + (high - low) * share):02x}" for low, high in pairs)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))
