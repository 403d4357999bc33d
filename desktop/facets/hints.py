"""Words of which one must stand in a text before anything closer is looked at, found in one pass."""

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import product

# From the rarest to the commonest in trial records; what is not listed is taken for rare.
_COMMON = "xzqjkwvybgpfumhldcosrnitae "


class Hint:
    """Find one of some words, wherever in the word its match may lie.

    ``search`` is that of an expression. Where no words are ``exact`` it is for small letters; otherwise it is for plain
    text as written, and the other words are found in any case. No word holds a line end. ``kinds`` are the kinds of
    words that are looked for only where this hint stands.
    """

    def __init__(self, words: Iterable[str], exact: Iterable[str] = (), kinds: Iterable[str] = ()) -> None:
        self.words, self.exact = _shortest(words), _shortest(exact)
        self.cased = bool(self.exact)
        self.kinds = tuple(kinds)

    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        """Look for one of the words in a text, or a stretch of it; made when first asked for, as most never are."""
        return expression_of(self.words, self.exact).search


def expression_of(words: Iterable[str], exact: Iterable[str]) -> re.Pattern[str]:
    """Return an expression that looks for each word from its rarest letter on: thrice as fast as from its first."""
    words, exact = list(words), list(exact)
    if len(words) == 1 and not exact:
        return re.compile(re.escape(words[0]))
    cases = ("lower", "upper") if exact else ("",)
    around: dict[str, list[str]] = {}
    for word, case in (*product(words, cases), *product(exact, ("",))):
        letter, rest = _from_rarest(word, case)
        around.setdefault(letter, []).append(rest)
    return re.compile("|".join(f"{re.escape(letter)}(?:{'|'.join(rests)})" for letter, rests in around.items()))


def _shortest(words: Iterable[str]) -> list[str]:
    """Return the words, sorted, without those that hold another of them."""
    kept: list[str] = []
    for word in sorted(set(words), key=len):
        if not any(shorter in word for shorter in kept):
            kept.append(word)
    return sorted(kept)


def _from_rarest(word: str, case: str) -> tuple[str, str]:
    """Return the rarest letter of a word, and an expression for what follows it, with the whole word behind that."""
    place = min(range(len(word)), key=lambda index: _COMMON.find(word[index].lower()))
    around = f"{re.escape(word[place + 1 :])}(?<={re.escape(word)})"
    return (getattr(word[place], case)(), f"(?i:{around})") if case else (word[place], around)
