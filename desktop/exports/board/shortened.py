"""Shorten texts and lists to the space on a page, with the number of omitted items."""

from collections.abc import Sequence


def shortened(text: str, most: int) -> str:
    """Return a text shortened to at most ``most`` letters, if possible at the end of a word."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text[: max(most - 1, 0)]
    space = cut.rfind(" ", most * 2 // 3)
    return f"{cut[:space] if space > 0 else cut}…"


def around(before: str, words: str, after: str, most: int) -> tuple[str, str, str]:
    """Return (before, words, after) of a sentence, shortened to about ``most`` letters around the words."""
    words = shortened(words, most)
    room = max(most - len(words), 0) // 2
    left, right = " ".join(before.split()), " ".join(after.split())
    spare = max(room - len(left), 0), max(room - len(right), 0)
    left_room, right_room = room + spare[1], room + spare[0]
    if len(left) > left_room:
        left = f"…{left[len(left) - left_room :]}" if left_room else "…"
    return (f"{left} " if left else ""), words, (f" {shortened(right, right_room)}" if right and right_room else "")


def some(values: Sequence[str], most: int, joint: str = ", ") -> str:
    """Return the first ``most`` values, and the number of the others."""
    more = len(values) - most
    return joint.join([*values[:most], *([f"+{more:,}"] if more > 0 else [])])
