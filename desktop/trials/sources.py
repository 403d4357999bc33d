"""Where trials come from: one table of the registries and libraries, one of the formats that their documents have.

Everything that depends on the source of a record is defined only here: how its numbers look, whether one number makes
two records one trial, whom to believe, what a document lacks. CONTRIBUTING.md tells how to add a registry or a format.
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
"""The parts of a trial that a document may lack, and how they are called: fields of Trial, or a field inside one."""

# A registry is believed most about the trials that go by its own number.
_OF_RECORD, _OTHER_REGISTRY, _MIRROR, _AGGREGATOR, _REFERENCE = range(5)


class Registry(NamedTuple):
    """Hold who gives records: a registry or a library with numbers of its own, or somebody who hands records on.

    The order in the table is the order in which numbers become the key of a trial that has several.

    ``numbers`` is the shape of its numbers as a regular expression, "" where they are known by their field alone.
    ``before`` and ``after`` are what may not come directly beside a number in a text. ``spellings`` are the letters
    that its numbers begin with, as the registry writes them: the id unless others are named. ``ignores_case`` tells
    that they are recognised in small letters too, ``ends_small`` that what follows these letters is written small.

    ``shared`` tells that several works may bear one of its numbers: then the number alone does not join them. ``joins``
    means that two records with one of its numbers are one trial, ``national`` that it has an entry of each for every
    country. ``key_prefix`` comes before a number that is the key. ``trust`` ranks whom to believe: see ``trust_in``.
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
"""The registry of which copied pages say "Phase 1", whatever the phase is: all that were seen did."""

REGISTRIES: tuple[Registry, ...] = (
    Registry("NCT", r"NCT\s?\d{8}", before="[A-Za-z0-9]"),
    # European numbers have no letters: they count in their exact shape alone.
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
    # All abstracts of a supplement may bear the DOI of the whole.
    Registry("DOI", r"10\.\d{4,9}/\S+", "publication", shared=True, key_prefix="doi:"),
    Registry("PMID", kind="publication", key_prefix="pmid:"),
    # Those below give no numbers of their own.
    Registry("library", kind="publication", trust=1, joins=False),
    Registry("portal", kind="publication", trust=2, joins=False),
    Registry("ICTRP", trust=_MIRROR, joins=False),
    Registry("MedPath", trust=_AGGREGATOR, joins=False),
    Registry("bare lines", trust=_AGGREGATOR, joins=False),
    Registry("another catalogue", trust=_AGGREGATOR, joins=False),
    Registry("illegible", trust=_AGGREGATOR, joins=False),
)


class SourceFormat(NamedTuple):
    """Describe a format; FORMATS lists the formats of one registry with the fullest first.

    ``described`` is how a list of what can be read names it, ``label`` one document of it, ``plural`` several.
    ``lacks`` names the parts that it has no place for, ``never_empty`` those that every record of its registry has, so
    that an empty one was left out. ``cuts`` tells that it cuts long texts. ``fuller`` names the download of one trial
    that has everything, ``remedy`` how to come by those of many. ``screened_with`` names a program of shared decisions.
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
    SourceFormat(  # the JSON of the registry's interface holds the fields that somebody asked for
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
    # Registers of their own; some cut long texts themselves, and then nothing has more.
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
    # Before the JSON: other programs make that of the registry's XML, and leave things out.
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
    # It abbreviates names and journals and has no abstract: what other libraries say is fuller.
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
# What a damaged catalogue calls by a name that no program has ever written.
_ILLEGIBLE = SourceFormat("", "illegible", "", "document", "documents")

_REGISTRIES = {each.id: each for each in REGISTRIES}
_FORMATS = {each.id: each for each in (*FORMATS, _ILLEGIBLE)}
_PLACES = {each: place for place, each in enumerate(_FORMATS)}


def number_shape(registry: str) -> str:
    """Return the shape of a registry's numbers as a regular expression without groups."""
    return _REGISTRIES[registry].numbers


def source_format(format_: str) -> SourceFormat:
    """Return what is known of a format by its id; KeyError if it is not in the table."""
    return _FORMATS[format_]


def stored_format(written: str) -> str:
    """Return the id of a format as a catalogue file gives it; "" for one that is damaged there."""
    return written if written in _FORMATS else ""


def registry_of(format_: str) -> Registry:
    """Return whose documents are of a format; KeyError if it is not in the table."""
    return _REGISTRIES[source_format(format_).registry]


def joining(kind: Kind) -> frozenset[str]:
    """Return the ids of the registries of whose numbers one is enough to know a trial of this kind by."""
    return frozenset(each.id for each in REGISTRIES if each.joins and each.kind == kind)


def with_shared_numbers() -> frozenset[str]:
    """Return the ids of those whose numbers several works may share."""
    return frozenset(each.id for each in REGISTRIES if each.shared)


def trust_in(format_: str, of_record: str) -> int:
    """Return the rank of a format's documents where several differ, less is more.

    Registrations: the registry of record (``of_record``, whose number is the key of the trial), other registries with a
    number for it, mirrors, aggregators, references of libraries. Publications: PubMed, other libraries, portal pages.
    """
    source = registry_of(format_)
    if source.kind == "publication" and of_record in joining("registration"):
        return _REFERENCE
    is_second = source.kind == "registration" and source.trust == _OF_RECORD and source.id != of_record
    return _OTHER_REGISTRY if is_second else source.trust


def fullness(format_: str) -> int:
    """Return the rank of a format among those of equal trust and version: its place in the table, less is fuller."""
    return _PLACES[format_]


def mirrors() -> tuple[str, ...]:
    """Return the ids of the formats of those who copy the records of registries."""
    copies = {each.id for each in REGISTRIES if each.kind == "registration" and each.trust == _MIRROR}
    return tuple(each.id for each in FORMATS if each.registry in copies)


def names_origins(format_: str) -> bool:
    """Tell whether the records of a format name the documents that they came from."""
    return _FORMATS[format_].registry == "another catalogue"


def lossy_formats() -> tuple[str, ...]:
    """Return the ids of the formats that may lack something."""
    return tuple(each.id for each in FORMATS if each.lacks or each.never_empty)
