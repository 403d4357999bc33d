"""Stages of cancer as they are written: "stage IIB to IIIC" and "cT1-3 N0 M0" become one token each.

A stage is a number, ten times its Roman numeral and one for each letter: IIB is 21, and II without a letter 20 to 22.
The text of such a token lists what it spans: "20 21 22 30", "t1 t2 n0 m0", with "p" in front if a pathologist says so.
"""

import re
from collections.abc import Sequence

from desktop.facets.entry.tokens import ChangedRow, Row, Token
from desktop.facets.named_hints import Beginnings

STAGES = "stages"
TNM = "tnm"

_ROMAN = {"0": 0, "i": 10, "ii": 20, "iii": 30, "iv": 40, "ⅰ": 10, "ⅱ": 20, "ⅲ": 30, "ⅳ": 40}
_ROMAN |= {"l": 10, "ll": 20, "lll": 30, "lv": 40}  # typed with the letter L
_ARABIC = {"0": 0, "1": 10, "2": 20, "3": 30, "4": 40}
_LETTERS = {"a": 0, "b": 1, "c": 2}
_WITH_LETTER = re.compile(r"(iii|ii|iv|i|[ⅰⅱⅲⅳ])([abc])")
_JOINS = frozenset(
    ("comma", "slash", "to", "dash", "stage", "word", "or", "in_setting", "open", "close", "colon", "above", "plus")
)
_FIRST = frozenset((10,))
_WORDS_OF_A_LIMIT = 40  # characters
_STAGE_WORDS = frozenset(("stage", "any_stage"))  # "any stage (I-IV)"
_INTERVALS = frozenset(("to", "dash"))
_REACH = 3  # tokens between two stages of one list
_LONGEST_GLOSS = 6  # tokens
_NEXT = 2  # tokens among which a trial may stand behind what is called a stage, and is its phase
_NEAR = 5  # tokens between a stage and the disease that it is a stage of
# A single set of first letters: Python looks for one in half the time of several beginnings.
_MAY_STAND = re.compile(r"[SsTNM(](?:(?<=[Ss])[Tt][Aa]?[GgDd]|(?<=[TNM])[0-4]|(?<=\()I+[ABCabc])")
_GLOSSED = frozenset(("advanced", "labc", "metastatic", "recurrent", "disease", "early", "ebc", "operable"))
_TNM = re.compile(r"(yp|yc|c|p|u)?(T|N|M)")
_PARTS_OF_TNM = frozenset(("t", "n", "m", "node", "metastatic"))
_TNM_GAP = 2  # tokens between the parts of a formula
_WORST = 4
_BETWEEN_GRADES = _INTERVALS | {"slash", "or"}
_SUFFIXES = frozenset(("a", "b", "c", "mi"))
_SUFFIXES_OF_4 = _SUFFIXES | {"d"}
_TNM_JOINS = frozenset(("comma", "slash", "dash", "to", "and", "or", "open", "close", "stop", "plus"))


def with_stages(row: Row, text: str, begins: Beginnings) -> Row:
    """Return tokens with each list of stages, and each TNM formula, as one.

    Args:
        row: The tokens.
        text: What they were read from.
        begins: The words that setting_words.toml lists for stages and TNM ("to_stage", "weighted" and others).
    """
    if not _MAY_STAND.search(text):
        return row
    tokens = row.tokens()
    found: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        after, spans = place, ""
        if spans := _named_before(tokens, place):
            after, kind = place + 4, STAGES
        elif token.kind in _STAGE_WORDS:
            after, spans = _stages(tokens, place, begins)
            spans = (
                _with_those_below(spans, text[: token.start], text[tokens[after - 1].end :], begins) if spans else ""
            )
            kind = STAGES
        elif _is_gloss(tokens, place):
            after, spans = _stages(tokens, place - 1, begins)
            kind = STAGES
        elif token.kind == "word" and token.text[-1] in "tnm" and not _is_glued(text, token.start):
            after, spans = _tnm(tokens, place, text, begins)
            kind = TNM
        if spans:
            found.append(Token(kind, token.start, tokens[after - 1].end, spans))
            place = after
        else:
            found.append(token)
            place += 1
    return ChangedRow(found)


def _stages(tokens: Sequence[Token], place: int, begins: Beginnings) -> tuple[int, str]:
    """Return the token after a list of stages that begins behind the word, and what the list spans; "" for none."""
    spanned: set[int] = set()
    last: frozenset[int] = frozenset()
    at, after, gap, interval, arabic = place + 1, place, 0, False, False
    at_most = below = False
    while at < len(tokens) and gap <= _REACH:
        stages, used = _stage(tokens, at, last)
        if stages:
            arabic = arabic or (tokens[at].text in _ARABIC and tokens[at].text != "0")
            spanned |= _between(last, stages) if interval and last else stages
            if at_most or below:
                spanned |= _between(_FIRST, stages)
            if below:
                spanned -= stages
            last, at, gap, interval, at_most, below = stages, at + used, 0, False, False, False
            after = at
            continue
        if last and (behind := _after_gloss(tokens, at, begins)):
            at = behind
            continue
        token = tokens[at]
        interval = interval or token.kind in _INTERVALS or token.text in begins["to_stage"]
        below = below or token.kind == "below" or token.text in begins["below_stage"]
        at_most = at_most or token.kind == "at_most" or (not last and token.text in begins["up_to_stage"])
        listing = token.text in begins["to_stage"] or token.text in begins["among_stages"]
        if token.kind not in _JOINS and not listing and not (at_most or below) and token.kind != "disease":
            break
        if token.kind == "word" and not listing:
            break
        gap += 1 if last or not listing else 0  # "stage at time of diagnosis: II"
        at += 1
    # "T stage 2, N stage 0" are parts of a TNM formula.
    before = {each.text if each.kind == "word" else each.kind for each in tokens[max(0, place - _NEXT) : place]}
    if before & _PARTS_OF_TNM and any(each.text in _ARABIC for each in tokens[place:after]):
        return place, ""
    is_of_a_trial = any(each.text in begins["of_a_trial"] for each in tokens[after : after + _NEXT])
    if not spanned or is_of_a_trial or (arabic and not _is_of_a_disease(tokens, place, after)):
        return place, ""
    return after, " ".join(str(each) for each in sorted(spanned))


def _after_gloss(tokens: Sequence[Token], at: int, begins: Beginnings) -> int:
    """Return the token behind a bracket that only says what stage 0 is: "0 (DCIS), I or II"; 0 where none begins."""
    if tokens[at].kind != "open":
        return 0
    near = tokens[at + 1 : at + 1 + _LONGEST_GLOSS]
    close = next((place for place, each in enumerate(near) if each.kind == "close"), 0)
    in_situ = any(each.kind == "dcis" or each.text in begins["in_situ"] for each in near[:close])
    return at + close + 2 if in_situ else 0


def _with_those_below(spans: str, before: str, behind: str, begins: Beginnings) -> str:
    """Return what a list of stages spans if the words around it make it a limit: "up to stage IIIA", "III or below"."""
    stages = frozenset(map(int, spans.split()))
    first = before[-_WORDS_OF_A_LIMIT:].lower().rstrip(" (-")
    last = behind.lower().lstrip(" )-")
    if _ends(first, begins["up_to_stage"]) or any(last.startswith(each) for each in begins["or_less"]):
        stages |= _between(_FIRST, stages)
    elif _ends(first, begins["below_stage"]) and not _ends(first, begins["no_stage_below"]):
        stages = frozenset(_between(_FIRST, stages)) - stages or stages
    return " ".join(str(each) for each in sorted(stages))


def _ends(text: str, endings: Sequence[str]) -> bool:
    return any(text.endswith(each) for each in endings)


def _stage(tokens: Sequence[Token], at: int, last: frozenset[int]) -> tuple[frozenset[int], int]:
    """Return the stage that begins at a token, and how many tokens it takes; ``last`` is the one before it."""
    text = tokens[at].text
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if match := _WITH_LETTER.fullmatch(text):
        return frozenset((_ROMAN[match[1]] + _LETTERS[match[2]],)), 1
    base = _ROMAN.get(text, _ARABIC.get(text))
    if base is not None and not (text == "i" and behind and behind.kind == "stop" and last):  # "stage IV, i.e."
        if behind and behind.text in _LETTERS and behind.start == tokens[at].end:
            return frozenset((base + _LETTERS[behind.text],)), 2
        return frozenset((base,) if base in (0, 40) else (base, base + 1, base + 2)), 1
    if last and text in _LETTERS and tokens[at - 1].kind in ("dash", "slash", "comma", "to"):
        return frozenset((max(last) // 10 * 10 + _LETTERS[text],)), 1
    return frozenset(), 0


def _between(first: frozenset[int], last: frozenset[int]) -> set[int]:
    every = (0, 10, 11, 12, 20, 21, 22, 30, 31, 32, 40)
    return {each for each in every if min(first) <= each <= max(last)}


def _named_before(tokens: Sequence[Token], place: int) -> str:
    """Return what an interval spans that stands before its word: "I-III stage"; "" where none begins."""
    row = tokens[place : place + 4]
    if len(row) != 4 or row[1].kind not in _INTERVALS or row[3].kind != "stage":
        return ""
    first, last = _ROMAN.get(row[0].text, 0), _ROMAN.get(row[2].text, 0)
    if not first < last:
        return ""
    spanned = _between(frozenset((first,)), _stage(row, 2, frozenset())[0])
    return " ".join(str(each) for each in sorted(spanned))


def _is_gloss(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether a bracket behind a disease begins with a stage: "advanced (IIIB or stage IV)"."""
    glosses = place > 1 and tokens[place - 1].kind == "open" and tokens[place - 2].kind in _GLOSSED
    return glosses and bool(_WITH_LETTER.fullmatch(tokens[place].text))


def _is_of_a_disease(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether a disease stands beside "stage 2", which may as well be a part of the trial."""
    beside = (*tokens[max(0, start - _NEAR) : start], *tokens[end : end + _NEAR])
    return any(each.kind in ("disease", "recurrent", "metastatic", "invasive") for each in beside)


def _is_glued(text: str, place: int) -> bool:
    """Tell whether a word goes on from what stands before it, as in the name LCAR-T2."""
    return place > 0 and (text[place - 1].isalnum() or text[place - 1] == "-")


def _tnm(tokens: Sequence[Token], place: int, text: str, begins: Beginnings) -> tuple[int, str]:
    """Return the token after a TNM formula, and what it says: "p t1 t2 n0 m0"; "" where none begins."""
    parts: list[str] = []
    pathological = interval = False
    at, after, gap = place, place, 0
    while at < len(tokens) and gap <= _TNM_GAP:
        named = _named(tokens[at], text)
        grades, used = _grades(tokens, at + 1, text, begins) if named else ([], 0)
        if named and grades:
            pathological = pathological or named[1] == "p"
            letter = named[2].lower()
            if interval and parts and parts[-1][0] == letter:
                grades = _from_to(int(parts[-1][1]), grades[-1])
            parts += [] if named[1] in ("yp", "yc") else [f"{letter}{grade}" for grade in grades]
            at += 1 + used
            after, gap, interval = at, 0, False
            continue
        if tokens[at].kind not in _TNM_JOINS and tokens[at].text not in begins["any_grade"]:
            break
        interval = interval or tokens[at].kind in _INTERVALS
        at += 1
        gap += 1
    if not parts or {"m0", "m1"} <= set(parts):
        return place, ""
    return after, " ".join((*(["p"] if pathological else ()), *dict.fromkeys(parts)))


def _named(token: Token, text: str) -> re.Match[str] | None:
    """Return the letter of TNM that a token is, with what stands before it ("cT", "pN")."""
    return _TNM.fullmatch(text[token.start : token.end]) if token.kind == "word" else None


def _from_to(first: int, last: int) -> list[int]:
    return list(range(min(first, last), max(first, last) + 1))


def _grades(tokens: Sequence[Token], at: int, text: str, begins: Beginnings) -> tuple[list[int], int]:
    """Return the grades behind T, N or M ("1-3", "1c", "2 or 3"), and how many tokens they take; none for no TNM."""
    if at >= len(tokens) or tokens[at].start != tokens[at - 1].end or tokens[at].text not in _ARABIC:
        return [], 0
    grade, used = int(tokens[at].text), 1
    if _is_joined(tokens, at + 1):
        if tokens[at + 1].text in (_SUFFIXES_OF_4 if grade == _WORST else _SUFFIXES):
            used += 1
        elif not _named(tokens[at + 1], text) and tokens[at + 1].kind == "word":
            return [], 0  # T1D and T2DM are diabetes
    join, last = (*tokens[at + used : at + used + 2], None, None)[:2]
    if join and last and join.kind in _BETWEEN_GRADES and last.text in _ARABIC:
        further = int(last.text)
        return (_from_to(grade, further) if join.kind in _INTERVALS else [grade, further]), used + 2
    if any(each and each.text in begins["weighted"] for each in (join, last)):
        return [], 0  # T1-weighted images
    return [grade], used


def _is_joined(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].start == tokens[at - 1].end
