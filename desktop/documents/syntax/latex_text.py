r"""Read text with commands of LaTeX: accents, symbols, formulas, braces.

An accent is put on its letter, a symbol becomes its character, braces and the marks of formulas are removed. Of a
command that changes only the look ("\emph{vs}") the content is kept. An unknown command without content is kept as
written, so that no word is lost.
"""

import re
import unicodedata

from desktop.documents.syntax.latex_symbols import ACCENTS, SYMBOLS
from desktop.documents.syntax.raised_figures import raised

_NEEDED = re.compile(r"[\\${}~`]|--")
_MARKS = re.escape("".join(mark for mark in ACCENTS if not mark.isalpha()))
_LETTER_ACCENTS = "".join(mark for mark in ACCENTS if mark.isalpha())
_LETTER = r"\\[ij](?![A-Za-z])|[^\W\d_]"
_COMMAND = re.compile(
    # A line end of LaTeX, then an accent with its letter, in braces or not.
    r"(?P<line>\\\\(?:\[[^\]\n]{0,20}\])?)"
    rf"|\\(?P<accent>[{_MARKS}]|[{_LETTER_ACCENTS}](?![A-Za-z]))\s{{0,9}}"
    rf"(?:\{{\s{{0,9}}(?:\{{(?P<inner>{_LETTER})\}}|(?P<braced>{_LETTER}))(?P<more>[^{{}}\\]{{0,40}})\}}"
    rf"|(?P<bare>{_LETTER})|(?P<empty>\{{\s{{0,9}}\}}))"
    r"|\\(?P<escaped>[{}$_^~&%#])"
    r"|\\(?P<space>[ ,;:!/\-\n\t@])"
    r"|\\(?P<formula>[()\[\]])"
    r"|\\href\s{0,9}\{[^{}]{0,2000}\}"
    r"|\\(?P<raised>textsuperscript|textsubscript|sp|sb)(?![A-Za-z])\s{0,9}(?=\{)"
    r"|\\(?P<name>[A-Za-z]+)\*?(?P<after>\s{0,9})"
)
# A formula has a command, or only a sign, or no space beside its marks: "$500 and $600" is money.
_INSIDE = r"[^$\n]{0,300}(?:\n[^$\n]{0,300}){0,3}"
_FORMULA = re.compile(
    rf"(?<!\\)\$(?:(?P<command>[<>=+-]{{1,3}}(?=\$)|(?={_INSIDE}\$)[^$\\^_]{{0,300}}[\\^_]{_INSIDE})"
    rf"|(?=\S)(?P<plain>{_INSIDE})(?<=[^\s\\])(?=\$(?!\d)))\$"
)
_LEVEL = re.compile(r"(?<!\\)[\^_]")
# Private characters replace escaped braces, and the marks of raised and lowered text, so that these are not read again.
_KEPT = {"{": "\ue000", "}": "\ue001", "$": "\ue002", "~": "\ue003", "^": "\ue004", "_": "\ue005"}
_RESTORED = str.maketrans({private: letter for letter, private in _KEPT.items()})
_UP, _DOWN = "\ue010", "\ue011"
_PRIVATE = re.compile(r"[\ue000-\ue005\ue010\ue011]")
_SHIFTED = re.compile(rf"([{_UP}{_DOWN}])(?:\{{([^{{}}]{{0,200}})\}}|([^{{}}\s]))")
_DROPPED = str.maketrans("", "", f"{{}}{_UP}{_DOWN}")


def plain_latex(text: str, *, typeset: bool = True) -> str:
    r"""Return a text without commands and braces of LaTeX.

    With ``typeset`` two hyphens are a dash and "``" is a quotation mark, as in prose but not in a DOI.
    """
    if not _NEEDED.search(text):
        return text
    text = _PRIVATE.sub("\N{REPLACEMENT CHARACTER}", text)
    if "$" in text:
        text = _FORMULA.sub(_formula, text)
    text = _COMMAND.sub(_written, text)
    if typeset:
        text = text.replace("---", "—").replace("--", "–").replace("~", " ")
        if "``" in text:
            text = text.replace("``", "“").replace("''", "”")
    if _UP in text or _DOWN in text:
        text = _SHIFTED.sub(_shifted, text)
    return text.translate(_DROPPED).translate(_RESTORED)


def _written(command: re.Match[str]) -> str:
    if command["line"]:
        return " "
    if command["accent"]:
        return _accented(command)
    if command["escaped"]:
        return _KEPT.get(command["escaped"], command["escaped"])
    if command["space"]:
        # Commands for hyphenation or a narrow gap are not spaces.
        return "" if command["space"] in "-/!@" else " "
    if command["raised"]:
        return _UP if command["raised"] in ("textsuperscript", "sp") else _DOWN
    return _named(command) if command["name"] else ""


def _named(command: re.Match[str]) -> str:
    name = command["name"]
    if name in SYMBOLS:
        symbol = SYMBOLS[name]
        return _KEPT.get(symbol, symbol)
    if command.string.startswith("{", command.end()):
        return ""
    return f"\\{name}{command['after']}"


def _accented(command: re.Match[str]) -> str:
    mark = command["accent"]
    letter = command["inner"] or command["braced"] or command["bare"]
    if not letter:
        return _KEPT.get(mark, "") if mark in "~^" else ""
    # With an accent "ı" becomes "i", as in Unicode.
    letter = letter.removeprefix("\\")
    return unicodedata.normalize("NFC", letter + ACCENTS[mark]) + (command["more"] or "")


def _formula(found: re.Match[str]) -> str:
    inside = found["command"] or found["plain"] or ""
    # Empty braces keep the space after a command that ends a formula.
    return _LEVEL.sub(lambda mark: _UP if mark.group() == "^" else _DOWN, inside) + "{}"


def _shifted(found: re.Match[str]) -> str:
    text = found[2] if found[2] is not None else found[3]
    before = found.string[max(0, found.start() - 20) : found.start()].translate(_DROPPED)
    return raised(text, before) if found[1] == _UP else text
