"""Put each item of a list that a page has joined on its own line: "1. Signed consent 2. Age over 18"."""

import re

_FIRST = re.compile(r"\s*(?P<open>\(?)1(?P<close>[.)])(?=\s|[A-Za-z])")
_MOST = 100


def items_on_lines(text: str) -> str:
    """Return a text of one line that begins with "1." as lines that begin with "1.", "2." and so on.

    A number counts only if it is the next one and written like the first: "ECOG 0-2. 3. Age" is split only before "3.".
    A text of several lines, or one that is no such list, is unchanged.
    """
    first = _FIRST.match(text)
    if "\n" in text.strip() or not first:
        return text
    items, begin = list[str](), first.start()
    for number in range(2, _MOST):
        mark = re.escape(f"{first['open']}{number}{first['close']}")
        found = re.compile(rf"(?<=[\s,;.])(?<!\d\.){mark}(?=\s|[A-Za-z])").search(text, begin + 2)
        if not found:
            break
        items.append(text[begin : found.start()].rstrip(" ,"))
        begin = found.start()
    return "\n".join((*items, text[begin:]))
