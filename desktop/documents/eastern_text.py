"""Recognise texts of Eastern Europe in single-byte encodings of Windows, without a stated encoding.

Every byte is a character in each of them, so the text is judged by its form in Windows-1252: signs such as "³" and "¹"
between letters, letters in places where Western words never have them, or words of only non-ASCII letters mean that it
is not Western.
"""

import re

_LOOKED_AT = 200_000
_FEWEST = 2
_LETTER = r"[^\W\d_]"
_VOWEL = "[aeiouyáéíóúýì]"
# The Polish ą, ł, ż and the Slovak ľ, read as Windows-1252, between the letters of a word.
_SIGN_IN_WORD = re.compile(rf"(?<={_LETTER})[³¹¿¾](?={_LETTER})|(?<![^\W_])[³¿¯£¾](?={_LETTER}{{2}})")
_DIGIT_RAISED = re.compile(r"(?:mm?|cm|kg|[xX×])[³¹]")
# The Czech č, ě, ř, ů are è, ì, ø, ù there: French and Italian have è before consonants and at the end, ì and ù only at
# the end, Danish ø before consonants. The Hungarian ő and ű are õ and û, which Portuguese and French have elsewhere;
# the Croatian ć is æ, which ends no Danish name; the Romanian ş and ţ are the sign º and a letter of Iceland.
_LETTER_OUT_OF_PLACE = re.compile(
    rf"è(?={_VOWEL})|ì(?={_LETTER})|ø(?=[eiíáìyý])|ù(?={_LETTER})|{_LETTER}õ(?!{_LETTER})|(?:el|id|b|t|r|n)õ[klrsttv]|"
    rf"(?:m|sz|gy|ny)û(?!r)|û(?=[zvkb])|iæ(?!{_LETTER})|(?<=[a-z])[ºþ](?=[aeiouât])|(?<![^\W_])ºi(?![^\W_])|œæ",
    re.IGNORECASE,
)
_LETTER_IN_PLACE = re.compile(r"[ñåêàç]|œ(?!æ)|ø(?=[bcdfghjklmnpqrstvwxz])|õe|ão", re.IGNORECASE)
_WORD_BEYOND_ASCII = re.compile(r"(?<![^\W_])[À-ÿ¸¨]{4,}(?![^\W_])")
_WESTERN_WORD = re.compile(r"[A-Za-z][À-ÿ][A-Za-z]")


def decoded_eastern(content: bytes) -> tuple[str, str] | None:
    """Return (text, name of its encoding) if it looks like Central European or Cyrillic, else None."""
    western = content[:_LOOKED_AT].decode("cp1252", "replace")
    cyrillic = len(_WORD_BEYOND_ASCII.findall(western))
    if cyrillic >= _FEWEST and cyrillic > len(_WESTERN_WORD.findall(western)):
        return content.decode("cp1251", "surrogateescape"), "cp1251"
    signs = [each for each in _SIGN_IN_WORD.finditer(western) if not _DIGIT_RAISED.match(western, each.start() - 1)]
    out_of_place = len(_LETTER_OUT_OF_PLACE.findall(western))
    found = len(signs) + out_of_place
    is_central = found >= _FEWEST and (len(signs) >= _FEWEST or found > len(_LETTER_IN_PLACE.findall(western)))
    return (content.decode("cp1250", "surrogateescape"), "cp1250") if is_central else None
