"""Where trials come from: a table of registries and libraries, and a table of the formats of their documents.

Everything that depends on the source of a record is defined only here: the form of its numbers, whether one shared
number makes two records one trial, the order of trust, and what a document lacks. CONTRIBUTING.md says how to add a
registry or a format.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Kind = Literal["registration", "publication"]

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
"""{part of a trial that a document may lack: its name in words}; a part is a field of Trial or a field inside one."""

# A registry is trusted most about the trials whose key is its own number.
_OF_RECORD, _OTHER_REGISTRY, _MIRROR, _AGGREGATOR, _REFERENCE = range(5)


class Registry(NamedTuple):
    """Hold one source of records: a registry or a library with numbers of its own, or a site that copies records.

    If a trial has several numbers, the registry that is first in the table gives the key.

    ``numbers`` is the regular expression of its numbers, "" if only their field identifies them. ``before`` and
    ``after`` are what may not come directly before or after a number in a text. ``spellings`` are the letters at the
    beginning of its numbers, by default the id. ``ignores_case``: these are recognised in lower case too;
    ``ends_small``: the rest of the number is written in lower case.

    ``shared``: several works may have the same number, so the number alone does not join them. ``joins``: two records
    with the same number are one trial. ``national``: it has one entry of a trial for each country. ``key_prefix`` comes
    before a number that is the key. ``trust`` is its rank in the order of trust: see ``trust_in``.
    """

    id: str
    numbers: str = ""
    kind: Kind = "registration"
    trust: int = _OF_RECORD
    joins: bool = True
    shared: bool = False
    before: str = "[A-Za-z]"
    after: str = r"\d"
    spellings: tuple[str, ...] = ()
    ignores_case: bool = True
    ends_small: bool = False
    key_prefix: str = ""
    national: bool = False


SAID_TO_BE_PHASE_1 = "EudraCT"
"""The registry for which copied pages always say "Phase 1", even if the phase is another one."""

REGISTRIES: tuple[Registry, ...] = (
    Registry("NCT", r"NCT\s?\d{8}", before="[A-Za-z0-9]"),
    # European numbers have no letters: they are recognised only in their exact form.
    Registry("CTIS", r"20\d{2}-5\d{5}-\d{2}(?:-\d{2})?", before=r"[\d-]", after=r"[\d-]"),
    Registry("EudraCT", r"(?:19|20)\d{2}-0\d{5}-\d{2}", before=r"[\d-]", after=r"[\d-]", national=True),
    Registry("ISRCTN", r"ISRCTN\s?\d{8}"),
    Registry("ChiCTR", r"ChiCTR(?:-[A-Z]+-)?-?\d{8,10}"),
    Registry("jRCT", r"jRCTs?\d{9,10}", spellings=("jRCT", "jRCTs")),
    Registry("CTRI", r"CTRI/\d{4}/\d{2,3}/\d{6}", before="", after=""),
    Registry("ACTRN", r"ACTRN\s?\d{14}"),
    Registry("UMIN", r"UMIN\d{9}"),
    Registry("DRKS", r"DRKS\d{8}"),
    Registry("IRCT", r"IRCT\d{11,14}N\d{1,2}"),
    Registry("KCT", r"KCT\d{7}"),
    Registry("NTR", r"NTR\d{2,4}", ignores_case=False),
    Registry("TCTR", r"TCTR\d{11}"),
    Registry("PACTR", r"PACTR\d{15,16}"),
    Registry("RBR", r"RBR-[0-9a-z]{6,8}", after="[0-9A-Za-z]", ends_small=True),
    # All abstracts of a supplement may have the DOI of the whole supplement.
    Registry("DOI", r"10\.\d{4,9}/\S+", "publication", shared=True, key_prefix="doi:"),
    Registry("PMID", kind="publication", key_prefix="pmid:"),
    # The sources below give no numbers of their own.
    Registry("library", kind="publication", trust=1, joins=False),
    Registry("portal", kind="publication", trust=2, joins=False),
    Registry("ICTRP", trust=_MIRROR, joins=False),
    Registry("MedPath", trust=_AGGREGATOR, joins=False),
    Registry("bare lines", trust=_AGGREGATOR, joins=False),
    Registry("another catalogue", trust=_AGGREGATOR, joins=False),
    Registry("illegible", trust=_AGGREGATOR, joins=False),
)


class SourceFormat(NamedTuple):
    """Describe a format; in FORMATS the formats of one registry are sorted from the most complete to the least.

    ``described`` is its name in the list of readable formats, ``label`` the name of one document, ``plural`` of
    several. ``lacks`` are the parts that it has no place for; ``never_empty`` the parts that every record of its
    registry has, so that an empty one was omitted. ``cuts``: it shortens long texts. ``fuller`` names the download of
    one trial that has everything, ``remedy`` says how to get it for many trials. ``screened_with`` names the review
    program.
    """

    id: str
    registry: str
    described: str
    label: str
    plural: str
    lacks: tuple[str, ...] = ()
    never_empty: tuple[str, ...] = ()
    fuller: str = ""
    remedy: str = ""
    cuts: bool = False
    screened_with: str = "Rayyan"


_JSON = "The JSON download of the same trial"
_REMEDY = "The JSON download has what is missing: on the site choose Download, JSON."
_OWN_REGISTRY = "The record in the trial's own registry"
_OWN_REGISTRIES = "The records in the trials' own registries have what is missing."
_CTIS_RECORD = "The JSON record of the same trial"
_CTIS_REMEDY, _ARTICLE = "The JSON records of the trials have what is missing.", ("article", "articles")

FORMATS: tuple[SourceFormat, ...] = (
    SourceFormat(  # the JSON of the registry's interface holds only the fields that were requested
        *("ctgov_json", "NCT", "ClinicalTrials.gov JSON"),
        *("ClinicalTrials.gov JSON", "JSON downloads of ClinicalTrials.gov"),
        never_empty=("eligibility", "conditions", "phase", "status", "sponsors.sponsor_class"),
        fuller="A JSON download with all its fields",
        remedy="A JSON download with all fields has what is missing: on the site choose Download, JSON.",
    ),
    SourceFormat(
        *("ctgov_xml", "NCT", "ClinicalTrials.gov XML"),
        *("ClinicalTrials.gov XML", "XML downloads of ClinicalTrials.gov"),
    ),
    SourceFormat(
        *("ctgov_csv", "NCT", "ClinicalTrials.gov tables (CSV)"),
        *("ClinicalTrials.gov table", "tables of ClinicalTrials.gov"),
        lacks=("eligibility",),
        fuller=_JSON,
        remedy=_REMEDY,
    ),
    SourceFormat(
        *("ctgov_csv_legacy", "NCT", "ClinicalTrials.gov tables from before 2024 (CSV, TSV)"),
        *("ClinicalTrials.gov table from before 2024", "tables of ClinicalTrials.gov from before 2024"),
        lacks=("eligibility",),
        fuller=_JSON,
        remedy=_REMEDY,
    ),
    SourceFormat(
        *("ictrp", "ICTRP", "WHO ICTRP XML", "WHO ICTRP export", "exports of the WHO ICTRP"),
        lacks=("sponsors.sponsor_class",),
        never_empty=("eligibility",),
        fuller=_OWN_REGISTRY,
        remedy=_OWN_REGISTRIES,
        cuts=True,
    ),
    SourceFormat(
        *("ictrp_csv", "ICTRP", "WHO ICTRP tables (CSV)", "WHO ICTRP table", "tables of the WHO ICTRP"),
        lacks=("sponsors.sponsor_class",),
        never_empty=("eligibility",),
        fuller=_OWN_REGISTRY,
        remedy=_OWN_REGISTRIES,
        cuts=True,
    ),
    # Registries of single countries; if one shortens long texts itself, no other download has more.
    SourceFormat(
        *("euctr_text", "EudraCT", "EU Clinical Trials Register text"),
        *("EU register text", "texts of the EU register"),
        cuts=True,
    ),
    SourceFormat(
        *("euctr_json", "EudraCT", "EU Clinical Trials Register JSON"),
        *("EU register JSON", "JSON records of the EU register"),
        cuts=True,
    ),
    SourceFormat("chictr", "ChiCTR", "ChiCTR XML", "ChiCTR record", "records of ChiCTR", cuts=True),
    SourceFormat("ctis_json", "CTIS", "CTIS JSON", "CTIS record", "records of CTIS", cuts=True),
    SourceFormat(
        *("ctis_search", "CTIS", "CTIS search results (JSON)", "CTIS search result", "search results of CTIS"),
        lacks=("eligibility",),
        fuller=_CTIS_RECORD,
        remedy=_CTIS_REMEDY,
    ),
    SourceFormat(
        *("ctis_csv", "CTIS", "CTIS tables (CSV)", "CTIS table", "tables of CTIS"),
        lacks=("eligibility",),
        fuller=_CTIS_RECORD,
        remedy=_CTIS_REMEDY,
    ),
    # Before the JSON: other programs make that from the registry's XML, and omit parts.
    SourceFormat("isrctn_xml", "ISRCTN", "ISRCTN XML", "ISRCTN record", "records of ISRCTN", cuts=True),
    SourceFormat("isrctn_json", "ISRCTN", "ISRCTN JSON", "ISRCTN record", "records of ISRCTN", cuts=True),
    SourceFormat("anzctr", "ACTRN", "ANZCTR XML", "ANZCTR record", "records of ANZCTR", cuts=True),
    SourceFormat(
        *("drks", "DRKS", "DRKS JSON", "DRKS record", "records of DRKS"), lacks=("sponsors.sponsor_class",), cuts=True
    ),
    SourceFormat(
        *("jrct_page", "jRCT", "jRCT pages", "jRCT page", "jRCT pages"), lacks=("sponsors.sponsor_class",), cuts=True
    ),
    SourceFormat("pubmed_xml", "PMID", "PubMed XML", *_ARTICLE),
    SourceFormat("medline", "PMID", "PubMed text (MEDLINE, .nbib)", *_ARTICLE),
    SourceFormat("pubmed_abstracts", "PMID", "PubMed abstracts (text)", *_ARTICLE),
    SourceFormat("ris", "library", "RIS", *_ARTICLE),
    SourceFormat("endnote_xml", "library", "EndNote XML", *_ARTICLE),
    SourceFormat("endnote_tagged", "library", "EndNote tagged text (.enw)", *_ARTICLE),
    SourceFormat("web_of_science", "library", "Web of Science text and tables", *_ARTICLE),
    SourceFormat("bibtex", "library", "BibTeX", *_ARTICLE),
    SourceFormat("rayyan", "library", "Rayyan tables (CSV)", *_ARTICLE),
    SourceFormat("covidence", "library", "Covidence tables (CSV)", *_ARTICLE, screened_with="Covidence"),
    # It abbreviates names and journals and has no abstract: other libraries give more.
    SourceFormat("pubmed_csv", "library", "PubMed tables (CSV)", *_ARTICLE),
    SourceFormat(
        *("medpath", "MedPath", "MedPath trial pages", "MedPath page", "MedPath pages"),
        lacks=("sponsors.sponsor_class",),
        fuller=_OWN_REGISTRY,
        remedy=_OWN_REGISTRIES,
    ),
    SourceFormat("research_portal", "portal", "research-portal pages of journal articles", *_ARTICLE),
    SourceFormat(
        *("ctgov_lines", "bare lines", "ClinicalTrials.gov records as bare lines"),
        *("ClinicalTrials.gov record as bare lines", "records of ClinicalTrials.gov as bare lines"),
        lacks=("eligibility", "phase", "status", "sites", "dates.start", "enrollment", "sponsors.sponsor_class"),
        fuller=_JSON,
        remedy=_REMEDY,
    ),
    SourceFormat("catalogue_json", "another catalogue", "exports of this program (JSON)", "export", "exports"),
)
# For a damaged catalogue with a format name that no version of the program has ever written.
_ILLEGIBLE = SourceFormat("", "illegible", "", "document", "documents")

_REGISTRIES = {each.id: each for each in REGISTRIES}
_FORMATS = {each.id: each for each in (*FORMATS, _ILLEGIBLE)}
_PLACES = {each: place for place, each in enumerate(_FORMATS)}


def number_shape(registry: str) -> str:
    """Return the form of a registry's numbers as a regular expression without groups."""
    return _REGISTRIES[registry].numbers


def source_format(format_: str) -> SourceFormat:
    """Return a format by its id; KeyError if it is not in the table."""
    return _FORMATS[format_]


def stored_format(written: str) -> str:
    """Return the format id that a catalogue file holds; "" if it is damaged there."""
    return written if written in _FORMATS else ""


def registry_of(format_: str) -> Registry:
    """Return the registry whose documents have a format; KeyError if it is not in the table."""
    return _REGISTRIES[source_format(format_).registry]


def joining(kind: Kind) -> frozenset[str]:
    """Return the ids of the registries for which one shared number makes two records of this kind one trial."""
    return frozenset(each.id for each in REGISTRIES if each.joins and each.kind == kind)


def with_shared_numbers() -> frozenset[str]:
    """Return the ids of the registries whose numbers may be shared by several works."""
    return frozenset(each.id for each in REGISTRIES if each.shared)


def trust_in(format_: str, of_record: str) -> int:
    """Return the rank of trust of a format's documents; if documents differ, the smallest rank is believed.

    Order for registrations: the registry of record (``of_record``, whose number is the key of the trial), other
    registries with a number for it, mirrors, aggregators, library references. For publications: PubMed, other
    libraries, portal pages.
    """
    source = registry_of(format_)
    if source.kind == "publication" and of_record in joining("registration"):
        return _REFERENCE
    is_second = source.kind == "registration" and source.trust == _OF_RECORD and source.id != of_record
    return _OTHER_REGISTRY if is_second else source.trust


def fullness(format_: str) -> int:
    """Return the rank of a format among those of equal trust and version; the smallest is the most complete."""
    return _PLACES[format_]


def mirrors() -> tuple[str, ...]:
    """Return the ids of the formats of sites that copy the records of registries."""
    copies = {each.id for each in REGISTRIES if each.kind == "registration" and each.trust == _MIRROR}
    return tuple(each.id for each in FORMATS if each.registry in copies)


def names_origins(format_: str) -> bool:
    """Return whether the records of a format name the documents that they came from."""
    return _FORMATS[format_].registry == "another catalogue"


def lossy_formats() -> tuple[str, ...]:
    """Return the ids of the formats that may lack something."""
    return tuple(each.id for each in FORMATS if each.lacks or each.never_empty)
