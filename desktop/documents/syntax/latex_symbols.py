"""The characters of LaTeX commands that reference managers write."""

import unicodedata

ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331", "t": "\u0361",
}  # fmt: skip
"""{command that puts an accent on the next letter: combining character}."""

_LETTERS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å",
    "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ",
    "NG": "Ŋ",
}  # fmt: skip
_SIGNS = {
    "ge": "≥", "geq": "≥", "geqslant": "≥", "le": "≤", "leq": "≤", "leqslant": "≤", "gt": ">", "lt": "<", "gg": "≫",
    "ll": "≪", "pm": "±", "mp": "∓", "times": "×", "div": "÷", "cdot": "·", "cdots": "⋯", "ldots": "…", "dots": "…",
    "sim": "∼", "approx": "≈", "simeq": "≃", "equiv": "≡", "neq": "≠", "ne": "≠", "infty": "∞", "propto": "∝",
    "rightarrow": "→", "to": "→", "leftarrow": "←", "leftrightarrow": "↔", "uparrow": "↑", "downarrow": "↓",
    "Delta": "Δ", "nabla": "∇", "partial": "∂", "sum": "∑", "prod": "∏", "surd": "√", "degree": "°", "circ": "°",
    "prime": "′", "bullet": "•", "star": "⋆", "dag": "†", "dagger": "†", "ddag": "‡", "ddagger": "‡", "S": "§",
    "P": "¶", "copyright": "©", "pounds": "£", "euro": "€", "texteuro": "€", "in": "∈", "cup": "∪", "cap": "∩",
    "ast": "*", "mid": "|", "lbrace": "{", "rbrace": "}", "backslash": "\\", "micro": "µ", "qquad": " ", "quad": " ",
    "checkmark": "✓", "slash": "/", "langle": "⟨", "rangle": "⟩", "colon": ":", "minus": "−",
}  # fmt: skip
_TEXT_SIGNS = {
    "textgreater": ">", "textless": "<", "textpm": "±", "texttimes": "×", "textmu": "µ", "textdegree": "°",
    "textregistered": "®", "texttrademark": "™", "textcopyright": "©", "textendash": "–", "textemdash": "—",
    "textquoteright": "’", "textquoteleft": "‘", "textquotesingle": "'", "textquotedblleft": "“",
    "textquotedblright": "”", "textquotedbl": '"', "textbar": "|", "textbackslash": "\\", "textasciitilde": "~",
    "textasciicircum": "^", "textasciigrave": "`", "textasciiacute": "´", "textbullet": "•",
    "textperiodcentered": "·", "textellipsis": "…", "textdollar": "$", "textunderscore": "_", "textbraceleft": "{",
    "textbraceright": "}", "textsection": "§", "textparagraph": "¶", "textdagger": "†", "textdaggerdbl": "‡",
    "textasteriskcentered": "*", "textordmasculine": "º", "textordfeminine": "ª", "textonehalf": "½",
    "textonequarter": "¼", "textthreequarters": "¾", "textonesuperior": "¹", "texttwosuperior": "²",
    "textthreesuperior": "³", "textexclamdown": "¡", "textquestiondown": "¿", "textmultiply": "×", "textminus": "−",
    "textrightarrow": "→", "textleftarrow": "←", "textnumero": "№", "texteuro": "€", "textsterling": "£",
    "textasciidieresis": "¨", "guillemotleft": "«", "guillemotright": "»", "guilsinglleft": "‹",
    "guilsinglright": "›", "quotedblbase": "„", "quotesinglbase": "‚", "lq": "‘", "rq": "’", "textperthousand": "‰",
}  # fmt: skip
_VARIANTS = {
    "varepsilon": "ε", "vartheta": "ϑ", "varphi": "φ", "varrho": "ϱ", "varsigma": "ς", "upmu": "µ", "textalpha": "α",
    "textbeta": "β", "textgamma": "γ", "textdelta": "δ", "textkappa": "κ", "textlambda": "λ",
}  # fmt: skip
_GREEK = (
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi",
    "omicron", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega",
)  # fmt: skip


def _greek(name: str, size: str) -> str:
    # Unicode spells it without its "b".
    return unicodedata.lookup(f"GREEK {size} LETTER {name.replace('lambda', 'lamda').upper()}")


SYMBOLS = {
    **{name: _greek(name, "SMALL") for name in _GREEK},
    **{name.capitalize(): _greek(name, "CAPITAL") for name in _GREEK},
    **_VARIANTS,
    **_LETTERS,
    **_SIGNS,
    **_TEXT_SIGNS,
}
"""{command: its character or characters}."""
