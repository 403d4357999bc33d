"""Take the text of a query apart: words, "phrases", prefix*, -word, =word and facet pairs."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

LITERAL = "="
"""The prefix of a word in the search text that means only this word, not the drug's other names."""

MOST_WORDS = 100
"""The maximum of words that are searched for: each needs a search in the index, a drug's name up to thirty."""

_LONGEST_NAME = 4  # words
# These are compiled when first used: most starts search for no text.
_PLAIN = r'[^\s"=*][^\s"*]*'
# Two quotation marks inside a quoted value mean one. While the text is being typed, the last one may be missing.
_VALUE = r'(?:"(?:[^"]|"")*(?:"|$)|[^\s",]+)'
_TOKEN = (
    # A pair must have space on both sides. Otherwise the text around it could form another pair when it is removed.
    r"(?P<minus>-?)(?:(?:(?<!\S)|(?<=\s-)|(?<=^-))(?P<facet>\w+)(?P<reading>[:~])"
    rf'(?P<values>,*(?:{_VALUE}(?:,+{_VALUE})*)?,*)(?!\S)|(?P<term>=?"[^"]*"?\*?|[^\s"]+))'
)


def phrase(words: str) -> str:
    """Return words as a phrase of the query language."""
    plain = words.replace('"', " ")
    return f'"{plain}"'


def bare_term(term: str) -> str:
    """Return a term without the prefix ``LITERAL``."""
    return term.removeprefix(LITERAL)


def search_terms(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (words that must occur, words that must not); phrases keep their quotes, prefixes their star."""
    signed = [(match["minus"], match.group()[len(match["minus"]) :]) for match in tokens(text)]
    # A word that occurs twice is searched for once.
    wanted = dict.fromkeys(term for minus, term in signed if not minus)
    unwanted = dict.fromkeys(term for minus, term in signed if minus)
    return tuple(wanted), tuple(unwanted)


def term_groups(text: str, other_names: Callable[[str], Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Yield the words that must occur, in order; words that together are a name with other names are one group."""
    wanted = [match for match in tokens(text) if not match["minus"]]
    place = 0
    while place < len(wanted):
        run = wanted[place : place + 1]
        for length in range(min(_LONGEST_NAME, len(wanted) - place), 1, -1):
            several = wanted[place : place + length]
            if _is_run(several) and other_names(" ".join(each.group() for each in several)):
                run = several
                break
        yield tuple(each.group() for each in run)
        place += len(run)


def _is_run(matches: Sequence[re.Match[str]]) -> bool:
    """Return whether these are plain words side by side; the last one may be a prefix."""
    apart = all(one.end() < other.start() for one, other in pairwise(matches))
    between = all(not one.string[one.end() : other.start()].strip() for one, other in pairwise(matches))
    words = [each["term"] or "" for each in matches]
    return apart and between and all(re.fullmatch(_PLAIN, each) for each in (*words[:-1], words[-1].removesuffix("*")))


def replaced(text: str, term: str, other: str) -> str:
    """Return a text with another term in the place of one, which may be several words."""
    words = [term] if '"' in term else term.split()
    found, rest = list[tuple[re.Match[str], str]](), list(tokens(text))
    while rest:
        is_here = [each.group() for each in rest[: len(words)]] == words
        found.append((rest[0], other if is_here else rest[0].group()))
        del rest[: len(words) if is_here else 1]
    return joined(found)


def tokens(text: str) -> Iterator[re.Match[str]]:
    """Yield the tokens of a text: facet pairs and terms."""
    return re.finditer(_TOKEN, text) if text else iter(())


def joined(words: Iterable[tuple[re.Match[str], str]]) -> str:
    """Join words, with a space between two that were separated in the original text.

    A space between words that were not separated would change the meaning: ``her2:low"a b"`` is no facet pair.
    """
    parts: list[str] = []
    end = 0
    for match, word in words:
        if parts and match.start() > end:
            parts.append(" ")
        parts.append(word)
        end = match.end()
    return "".join(parts)


def shortened(text: str) -> tuple[str, int]:
    """Return (first MOST_WORDS words of a text, number of its words); terms without spaces between them count too."""
    terms = list(tokens(text))
    if len(terms) > MOST_WORDS:
        return " ".join(text[: terms[MOST_WORDS - 1].end()].split()[:MOST_WORDS]), len(terms)
    words = text.split()
    return (text, len(words)) if len(words) <= MOST_WORDS else (" ".join(words[:MOST_WORDS]), len(words))


def pair_values(written: str) -> list[str]:
    """Return the values of a facet pair without their quotation marks."""
    return [_unquoted(value) for value in re.findall(_VALUE, written) if value != '"']


def _unquoted(value: str) -> str:
    if not value.startswith('"'):
        return value
    inner = value[1:]
    is_closed = (len(inner) - len(inner.rstrip('"'))) % 2 == 1
    return inner.removesuffix('"' if is_closed else "").replace('""', '"')
