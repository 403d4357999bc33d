"""Recognise texts of Eastern Europe in single-byte encodings of Windows, which do not say which one they are in.

Any byte is a character in each of them, so only what the text would be in Windows-1252 tells: signs such as "³" and "¹"
between letters, which no Western word has, or words of letters beyond ASCII alone.
"""

import re

_LOOKED_AT = 200_000
_FEWEST = 2
_LETTER = r"[^\W\d_]"
# What the Polish ą, ł, ż and the Slovak ľ are in Windows-1252, between the letters of a word.
_SIGN_IN_WORD = re.compile(rf"(?<={_LETTER})[³¹¿¾](?={_LETTER})|(?<![^\W_])[³¿¯£¾](?={_LETTER}{{2}})")
_DIGIT_RAISED = re.compile(r"(?:mm?|cm|kg|[xX×])[³¹]")
_WORD_BEYOND_ASCII = re.compile(r"(?<![^\W_])[À-ÿ¸¨]{4,}(?![^\W_])")
_WESTERN_WORD = re.compile(r"[A-Za-z]+[À-ÿ][A-Za-z]+")


def decoded_eastern(content: bytes) -> tuple[str, str] | None:
    """Return the text and the name of its encoding if it reads as Central European or Cyrillic, else None."""
    western = content[:_LOOKED_AT].decode("cp1252", "replace")
    cyrillic = len(_WORD_BEYOND_ASCII.findall(western))
    if cyrillic >= _FEWEST and cyrillic > len(_WESTERN_WORD.findall(western)):
        return content.decode("cp1251", "surrogateescape"), "cp1251"
    signs = [each for each in _SIGN_IN_WORD.finditer(western) if not _DIGIT_RAISED.match(western, each.start() - 1)]
    return (content.decode("cp1250", "surrogateescape"), "cp1250") if len(signs) >= _FEWEST else None
