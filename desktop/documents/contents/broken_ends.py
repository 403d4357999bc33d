"""Tell what stands whole of a line in which a copied text breaks off."""

import re

_SENTENCE_END = re.compile(r"[A-Za-z)%\]][.!?;]['\"”’]?$")


def whole_words(line: str) -> str:
    """Return a line without its last word, which may be half a word; a line that ends as a sentence stays whole.

    "IHC 1" may have been "IHC 1+", and "phase I" a phase III: only a space or the end of a sentence shows that a word
    is whole.
    """
    words = line.rstrip()
    if words != line or _SENTENCE_END.search(words):
        return words
    return words[: max(words.rfind(" "), words.rfind("\t"), 0)].rstrip()
