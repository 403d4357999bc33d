"""Where further criteria begin in a sentence that holds several, since their list has lost its line ends."""

import re

# With one of these a criterion begins, if it has a capital and stands behind a word in small letters.
_BEGINNINGS = (
    *("No", "Not", "None", "Must", "At least", "More than", "Less than", "Any", "All", "Other"),
    *(
        "Prior",
        "Previous",
        "Previously",
        "Concurrent",
        "Concomitant",
        "Current",
        "Currently",
        "Known",
        "History",
        "Past",
    ),
    *(
        "Active",
        "Uncontrolled",
        "Symptomatic",
        "Untreated",
        "Serious",
        "Severe",
        "Significant",
        "Measurable",
        "Adequate",
    ),
    *("Presence", "Evidence", "Absence", "Diagnosis", "Documented", "Confirmed", "Received", "Receiving"),
    *("Histologically", "Histological", "Pathologically", "Cytologically", "Has", "Have", "Had", "Is", "Are"),
    *("Able", "Unable", "Ability", "Willing", "Willingness", "Signed", "Written", "Age", "Aged", "Pregnant"),
    *("Patients?", "Participants?", "Subjects?", "Individuals", "Women", "Men", "Females?", "Males?"),
    *("Life expectancy", "Performance status", "Treatment with", "(?:One|Two|Three) (?:prior|previous)", "Adjuvant"),
)
_LABEL = r"[A-Z][a-z]{2,20}(?: [a-z]{2,15}){0,3}:\s"  # "Hormone receptor status: "
_BEGINS = re.compile(rf"(?P<before>\w+)[)\]%]?\s+(?=(?:{'|'.join(_BEGINNINGS)})\b|{_LABEL})")
# Behind these a sentence goes on, whatever begins with a capital.
_GO_ON = frozenset(
    (
        *(
            "and",
            "or",
            "of",
            "with",
            "in",
            "to",
            "the",
            "a",
            "an",
            "for",
            "by",
            "on",
            "at",
            "from",
            "than",
            "per",
            "as",
        ),
        *("who", "which", "that", "if", "not", "no", "any", "all", "both", "either", "other", "non", "see"),
        *("had", "have", "has", "is", "are", "be", "been", "was", "were"),
    )
)
_SHORTEST, _FEWEST = 150, 3  # letters of a sentence that holds several; beginnings within it


def criteria_in(text: str, start: int, end: int) -> tuple[int, ...]:
    """Return where further criteria begin in the sentence from ``start`` to ``end``; nowhere if it is a single one."""
    if end - start < _SHORTEST:
        return ()
    found = _BEGINS.finditer(text, start, end)
    places = tuple(each.end() for each in found if each["before"][-1].islower() and each["before"] not in _GO_ON)
    return places if len(places) >= _FEWEST else ()
