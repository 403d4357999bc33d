"""Texts and lists cut to the room of a page, with what is left out counted."""

from collections.abc import Sequence


def shortened(text: str, most: int) -> str:
    """Return a text in at most so many letters, cut at a word where there is one near."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text[: max(most - 1, 0)]
    space = cut.rfind(" ", most * 2 // 3)
    return f"{cut[:space] if space > 0 else cut}…"


def around(before: str, words: str, after: str, most: int) -> tuple[str, str, str]:
    """Return a sentence cut to about so many letters around the words that matter."""
    words = shortened(words, most)
    room = max(most - len(words), 0) // 2
    left, right = " ".join(before.split()), " ".join(after.split())
    spare = max(room - len(left), 0), max(room - len(right), 0)
    left_room, right_room = room + spare[1], room + spare[0]
    if len(left) > left_room:
        left = f"…{left[len(left) - left_room :]}" if left_room else "…"
    return (f"{left} " if left else ""), words, (f" {shortened(right, right_room)}" if right and right_room else "")


def some(values: Sequence[str], most: int, joint: str = ", ") -> str:
    """Return the first of several values, and how many more there are."""
    more = len(values) - most
    return joint.join([*values[:most], *([f"+{more:,}"] if more > 0 else [])])
