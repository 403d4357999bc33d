"""Convert an answer of the ANZCTR's search service to the layout of the registry's download.

The service has the same fields with other names, most of them inside its outcomes; they are searched everywhere.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from desktop.documents.contents.absences import stated

ROOT = "SearchResult"
"""The element that holds the trials of an answer."""
ANSWERED = "responseDate"
"""The attribute of that element with the day and time of the answer."""
_FIELDS = {
    "actrn": "actrnumber",
    "nctid": "nctid",
    "utn": "trial_identification/utrn",
    "publictitle": "trial_identification/studytitle",
    "scientifictitle": "trial_identification/scientifictitle",
    "trialacronym": "trial_identification/trialacronym",
    "secondaryid": "trial_identification/secondaryid",
    "lastupdatedon": "dateLastUpdated",
    "studytype": "trial_design/studytype",
    "Purpose": "trial_design/purpose",
    "Phase": "recruitment/phase",
    "recruitmentstatus": "recruitment/recruitmentstatus",
    "anticipatedstartdate": "recruitment/anticipatedstartdate",
    "actualstartdate": "recruitment/actualstartdate",
    "samplesize": "recruitment/samplesize",
    "actualsamplesize": "recruitment/actualsamplesize",
    "hospital": "recruitment/hospital",
    "healthcondition": "conditions/healthcondition",
    "conditioncode1": "conditions/conditioncode/conditioncode1",
    "conditioncode2": "conditions/conditioncode/conditioncode2",
    "InterventionExposure": "interventions/interventions",
    "interventioncode": "interventions/interventioncode",
    "Comparison": "interventions/comparator",
    "ControlGroup": "interventions/control",
    "inclusivecriteria": "eligibility/inclusivecriteria",
    "exclusivecriteria": "eligibility/exclusivecriteria",
    "inclusiveminage": "eligibility/inclusiveminage",
    "inclusiveminagetype": "eligibility/inclusiveminagetype",
    "inclusivemaxage": "eligibility/inclusivemaxage",
    "inclusivemaxagetype": "eligibility/inclusivemaxagetype",
    "inclusivegender": "eligibility/inclusivegender",
    "healthyvolunteer": "eligibility/healthyvolunteer",
    "primarysponsortype": "sponsorship/primarysponsortype",
    "primarysponsorname": "sponsorship/primarysponsorname",
    "briefsummary": "ethicsAndSummary/summary",
    "trialwebsite": "ethicsAndSummary/trialwebsite",
    "citationdescription": "ethicsAndSummary/publication",
}
"""{field of an answer: its place in a download}."""
_INDENTED = re.compile(r"\n[ \t]{4,}(?=\S)")


class _Group(NamedTuple):
    """Hold the place of a group of fields in a download, and {field of an answer: field of a download}."""

    place: str
    fields: Mapping[str, str]


_GROUPS = {
    "OutcomeMeasure": _Group("outcomes/primaryOutcome", {"Outcome": "outcome", "Timepoint": "timepoint"}),
    "secondarysponsor": _Group("sponsorship/secondarysponsor", {"type": "sponsortype", "name": "sponsorname"}),
    "fundingsource": _Group("sponsorship/fundingsource", {"fundingtype": "fundingtype", "fundingname": "fundingname"}),
    "countryoutsideaustralia": _Group("recruitment/countryoutsideaustralia", {"country": "country", "state": "state"}),
    "Enquiry": _Group(
        "contacts/contact",
        {each: each for each in ("title", "name", "type", "phone", "email")},
    ),
}


def as_downloaded(trial: Element, answer: Element) -> Element:
    """Return a trial of an answer in the layout of the registry's download.

    The time of the answer is in an additional field, which a download does not have.
    """
    record = Element("ANZCTR_Trial")
    _add(record, ANSWERED).text = answer.get(ANSWERED)
    for each in trial.iter():
        if each.tag in _FIELDS:
            _add(record, _FIELDS[each.tag]).text = _unbroken(each.text)
        elif group := _GROUPS.get(each.tag):
            made = _add(record, group.place)
            for theirs, ours in group.fields.items():
                SubElement(made, ours).text = _unbroken(each.findtext(theirs))
        elif each.tag == "recruitmentstate" and stated(each.text):
            # Only Australian states are listed, without the name of the country.
            _add(record, "recruitment/recruitmentcountry").text = "Australia"
    return record


def _add(record: Element, place: str) -> Element:
    """Return a new element at a place of a record; use existing parents."""
    *above, name = place.split("/")
    inside = record
    for tag in above:
        found = inside.find(tag)
        inside = SubElement(inside, tag) if found is None else found
    return SubElement(inside, name)


def _unbroken(text: str | None) -> str:
    """Return a text without the line breaks and indentation that a program added inside it."""
    return _INDENTED.sub(" ", text or "")
