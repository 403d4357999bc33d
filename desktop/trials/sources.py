"""The formats of documents: how each is called, and what of a trial it has no place for."""

from collections.abc import Mapping
from dataclasses import dataclass

PARTS: Mapping[str, str] = {
    "eligibility": "eligibility criteria",
    "conditions": "conditions",
    "phase": "phase",
    "status": "recruitment status",
    "interventions": "interventions",
    "sites": "places of treatment",
    "dates.start": "start date",
    "enrollment": "number of patients",
    "sponsors.sponsor_class": "type of sponsor",
}
"""The parts of a trial that a document may lack, and how they are called: fields of Trial, or a field inside one."""

_JSON = "The JSON download of the same trial"
_REMEDY = "The JSON download has what is missing: on the site choose Download, JSON."
_OWN_REGISTRY = "The record in the trial's own registry"
_OWN_REGISTRIES = "The records in the trials' own registries have what is missing."


@dataclass(frozen=True)
class SourceFormat:
    """Hold what is known of a format.

    ``lacks`` names the parts that it has no place for, ``never_empty`` those that every record of its registry has, so
    that an empty one was left out of the download. ``cuts`` tells that it cuts long texts.

    ``fuller`` names the download of one trial that has everything, ``remedy`` says how to come by those of many; both
    are empty where there is none.
    """

    label: str
    plural: str
    lacks: tuple[str, ...] = ()
    never_empty: tuple[str, ...] = ()
    fuller: str = ""
    remedy: str = ""
    cuts: bool = False


_FORMATS: Mapping[str, SourceFormat] = {
    "ctgov_csv": SourceFormat(
        "ClinicalTrials.gov table",
        "tables of ClinicalTrials.gov",
        lacks=("eligibility",),
        fuller=_JSON,
        remedy=_REMEDY,
    ),
    "ctgov_csv_legacy": SourceFormat(
        "ClinicalTrials.gov table from before 2024",
        "tables of ClinicalTrials.gov from before 2024",
        lacks=("eligibility",),
        fuller=_JSON,
        remedy=_REMEDY,
    ),
    "ctgov_lines": SourceFormat(
        "ClinicalTrials.gov record as bare lines",
        "records of ClinicalTrials.gov as bare lines",
        lacks=(
            *("eligibility", "phase", "status", "sites"),
            *("dates.start", "enrollment", "sponsors.sponsor_class"),
        ),
        fuller=_JSON,
        remedy=_REMEDY,
    ),
    # The JSON of the registry's interface holds the fields that somebody asked for.
    "ctgov_json": SourceFormat(
        "ClinicalTrials.gov JSON",
        "JSON downloads of ClinicalTrials.gov",
        never_empty=("eligibility", "conditions", "phase", "status", "sponsors.sponsor_class"),
        fuller="A JSON download with all its fields",
        remedy="A JSON download with all fields has what is missing: on the site choose Download, JSON.",
    ),
    "ictrp": SourceFormat(
        "WHO ICTRP export",
        "exports of the WHO ICTRP",
        lacks=("sponsors.sponsor_class",),
        never_empty=("eligibility",),
        fuller=_OWN_REGISTRY,
        remedy=_OWN_REGISTRIES,
        cuts=True,
    ),
    "medpath": SourceFormat("MedPath page", "MedPath pages", fuller=_OWN_REGISTRY, remedy=_OWN_REGISTRIES),
    # Registers of their own; some cut long texts themselves, and then nothing has more.
    "chictr": SourceFormat("ChiCTR record", "records of ChiCTR", cuts=True),
    "ctis_json": SourceFormat("CTIS record", "records of CTIS", cuts=True),
    "euctr_text": SourceFormat("EU register text", "texts of the EU register", cuts=True),
    "euctr_json": SourceFormat("EU register JSON", "JSON records of the EU register", cuts=True),
    "isrctn_json": SourceFormat("ISRCTN record", "records of ISRCTN", cuts=True),
}
_ANY = SourceFormat("document", "documents")


def source_format(format_: str) -> SourceFormat:
    """Return what is known of a format by its id; one that is not listed lacks nothing."""
    return _FORMATS.get(format_, _ANY)


def lossy_formats() -> tuple[str, ...]:
    """Return the ids of the formats that may lack something."""
    return tuple(each for each, source in _FORMATS.items() if source.lacks or source.never_empty)
