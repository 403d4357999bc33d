"""Whether what is said of the extent of a cancer is said of another than that of the breast."""

import re

from desktop.facets.entry.sayings import Phrasebook
from desktop.facets.entry.told import Told

_LISTS = ("conditions", "keywords")
_CURABLE = ("early", "locally_advanced")
_EXTENTS = (*_CURABLE, "metastatic")
_BREAK = re.compile(r"[.,;:()]")
_END = re.compile(r"[.;:]")
_LISTED = (",", "s,", "a,")
_SHORTLY = 25  # characters
_LABEL = 60  # characters


def is_of_another_cancer(each: Told, book: Phrasebook) -> bool:
    """Tell whether the sentence of a stage, or else the heading above it, names another cancer than the breast's.

    Of other words for a curable extent, those that stand before the name of another cancer ("locally advanced gastric
    cancer"), and all that follows a label with one ("Melanoma:").
    """
    if each.value == "locally_advanced" and not each.by_stage and is_of_long_list(each, book):
        return False
    if each.value in _CURABLE and not each.by_stage and _stands_before_another(each, book):
        return True
    if each.place == "criteria" and _is_labelled_otherwise(each, book):
        return True
    if not (each.by_stage or _is_of_a_list(each)):
        return each.value == "locally_advanced" and _goes_on_with_another(each, book)
    unit, breast, other = each.saying.unit, book.hints["breast"], book.hints["other_cancer"]
    named = [text for text in (unit.span.lowered, unit.parent.lower()) if breast.search(text) or other.search(text)]
    return bool(named) and not breast.search(named[0])


def is_of_long_list(each: Told, book: Phrasebook) -> bool:
    """Tell whether a list of cancers behind an extent names that of the breast, too, and no other extent before it."""
    behind = each.saying.unit.span.lowered[each.saying.end :]
    breast, other = book.hints["breast"].search(behind), book.hints["other_cancer"].search(behind)
    if not (breast and other):
        return False
    others = behind[other.end() : breast.start()]
    return "," in others and not (_END.search(others) or book.hints["other_extent"].search(others))


def _is_of_a_list(each: Told) -> bool:
    """Tell whether a condition or keyword names an extent that is curable: in a list it is that of one cancer alone."""
    return each.place in _LISTS and each.value in _CURABLE


def _stands_before_another(each: Told, book: Phrasebook) -> bool:
    """Tell whether the cancer that is named next, in the same words, is another than that of the breast."""
    behind = each.saying.unit.span.lowered[each.saying.end :]
    cancer = book.hints["cancer_named"].search(behind)
    if not cancer or _BREAK.search(behind[: cancer.start()]):
        return False
    # In a list the extent may be that of all: "locally advanced melanoma, breast cancer or sarcoma".
    end = len(behind) if behind.startswith(_LISTED, cancer.end()) else cancer.end()
    is_other = book.hints["other_cancer"].search(behind, 0, cancer.end()) is not None
    return is_other and not book.hints["breast"].search(behind, 0, end)


def _is_labelled_otherwise(each: Told, book: Phrasebook) -> bool:
    """Tell whether the label before what a criterion says names another cancer than that of the breast."""
    whole = each.saying.unit.span.lowered
    label, colon, _ = whole[: min(each.saying.start, _LABEL)].partition(":")
    named = book.hints["other_cancer"].search(label) and not book.hints["no_cancer_named"].search(label)
    return bool(colon and named) and each.value in _EXTENTS and not book.hints["breast"].search(whole)


def _goes_on_with_another(each: Told, book: Phrasebook) -> bool:
    """Tell whether what is called locally advanced is another cancer: "locally advanced (stage III) lung cancer"."""
    whole, end = each.saying.unit.span.lowered, each.saying.end
    behind = whole if each.force == "inoperable" else whole[end : end + _SHORTLY]
    other = book.hints["other_cancer"].search(behind)
    return other is not None and book.hints["far"].search(behind) is None and not book.hints["breast"].search(whole)
