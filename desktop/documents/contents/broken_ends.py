"""Find the complete words of a line in which a copied text breaks off."""

import re

_SENTENCE_END = re.compile(r"[A-Za-z)%\]][.!?;]['\"”’]?$")


def whole_words(line: str) -> str:
    """Return a line without its last word, which may be incomplete; a line that ends a sentence is unchanged.

    "IHC 1" may have been "IHC 1+", and "phase I" a phase III: only a space or the end of a sentence shows that a word
    is complete.
    """
    words = line.rstrip()
    if words != line or _SENTENCE_END.search(words):
        return words
    return words[: max(words.rfind(" "), words.rfind("\t"), 0)].rstrip()
