"""Whether what a trial gives treats complaints, not cancer: that tells its aim where no word does."""

from collections.abc import Iterable

from desktop.trials.finding import Finding

_FOR_CARE = frozenset(
    ("antiemetic", "anaesthetic_or_analgesic", "growth_factor", "other_supportive", "exercise", "integrative_medicine")
)
_BESIDE = frozenset(
    (
        *("placebo", "standard_of_care", "questionnaire", "laboratory_test"),
        *("psychological_or_educational", "device", "chemotherapy_unspecified"),
    )
)


def care_given(found: Iterable[Finding]) -> Finding | None:
    """Return the finding of a class that treats complaints, None if the trial gives anything that treats cancer."""
    # What every arm has stands beside what is tried.
    classes = [each for each in found if each.facet == "drug_classes" and each.role != "backbone"]
    if any(each.value not in _FOR_CARE | _BESIDE for each in classes):
        return None
    return next((each for each in classes if each.value in _FOR_CARE), None)
