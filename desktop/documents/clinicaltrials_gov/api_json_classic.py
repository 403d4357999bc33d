"""Turn a study of ClinicalTrials.gov's API before 2024 ("FullStudies") into the form of today's API.

The old form differs only in names and nesting: "ConditionList": {"Condition": [...]} is now "conditions", and
"LocationCity" inside a "Location" is "city". Coded values were written as words ("Phase 2") and are unchanged.
"""

import re
from typing import Any

MARK = "ProtocolSection"
"""The key that only a study in the old form has."""
WRAPPERS = ("FullStudiesResponse", "FullStudies", "Study")
"""The keys of the objects and arrays around such studies."""

_ABOUT = "MiscInfoModule"
_HELD = re.compile(r"(?:Info|Struct)$")
_DATE = re.compile(r"(\w+Date)Struct")
# Names that do not follow the rule (remove the name of the object around it, lower-case the first letter).
_NAMES = {
    "NCTId": "nctId",
    "NCTIdAlias": "nctIdAliase",
    "OrgStudyId": "id",
    "SecondaryId": "id",
    "Gender": "sex",
    "EMail": "email",
    "PMID": "pmid",
}
# Lists of the old API that are a single value today, or have a word without a plural "s".
_JOINED = {"ObservationalModel": "observationalModel", "TimePerspective": "timePerspective"}
_UNCOUNTED = {"WhoMasked": "whoMasked"}
_PREFIXES = {"DesignMaskingInfo": "Design"}


def as_current(study: dict[str, Any]) -> dict[str, Any]:
    """Return a study {"ProtocolSection": …} of the old form with today's names and lists.

    ``hasResults`` is true if the old form has a results section; its content is not read. Of the derived section only
    the data on the download are used.
    """
    protocol = _converted(study.get(MARK), "")
    eligibility = protocol.get("eligibilityModule") if isinstance(protocol, dict) else None
    if isinstance(eligibility, dict) and "accepts" in str(eligibility.get("healthyVolunteers")).lower():
        eligibility["healthyVolunteers"] = True
    derived = study.get("DerivedSection")
    about = {_ABOUT: derived[_ABOUT]} if isinstance(derived, dict) and _ABOUT in derived else {}
    results = "ResultsSection" in study
    return {"protocolSection": protocol, "derivedSection": _converted(about, ""), "hasResults": results}


def _converted(value: Any, holder: str) -> Any:  # noqa: ANN401 JSON holds anything
    if isinstance(value, list):
        return [_converted(each, holder) for each in value]
    if not isinstance(value, dict):
        return value
    members: dict[str, Any] = {}
    for key, each in value.items():
        if key.endswith("List") and isinstance(each, dict) and len(each) == 1:
            name, listed = _list(each, holder)
        else:
            name, listed = _name(key, holder), _converted(each, key)
        members[name] = listed
    return members


def _list(wrapped: dict[str, Any], holder: str) -> tuple[str, Any]:
    """Return the name and the items of "ConditionList": {"Condition": [...]}."""
    ((item, value),) = wrapped.items()
    bare = _bare(item, holder)
    items = _converted(value if isinstance(value, list) else [value], item)
    if bare in _JOINED:
        return _JOINED[bare], ", ".join(str(each) for each in items)
    return _UNCOUNTED.get(bare, f"{_name(item, holder)}s"), items


def _name(key: str, holder: str) -> str:
    dated = _DATE.fullmatch(holder)
    if dated and key == dated[1]:
        return "date"
    bare = _bare(key, holder)
    return _NAMES.get(bare) or bare[:1].lower() + bare[1:]


def _bare(key: str, holder: str) -> str:
    prefix = _PREFIXES.get(holder) or _HELD.sub("", holder)
    rest = key.removeprefix(prefix) if prefix and key != prefix else key
    return rest if rest[:1].isupper() else key
