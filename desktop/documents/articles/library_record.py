"""Hold the fields of a library's record, independent of its format."""

from dataclasses import dataclass, field


@dataclass
class Record:
    """Hold the fields of a library's record; ``abstract`` are (label, text) pairs, the label "" if there is none.

    ``registry_numbers`` are the values of the fields for them, ``notices`` sentences such as "Erratum in: …",
    ``remarks`` are (section name, text) pairs in order.

    Other fields help to find out whether it is the record of a registry: ``accessions`` are values of fields that may
    hold an accession number, ``links`` are addresses, ``databases`` and ``publishers`` names.
    """

    title: str = ""
    vernacular_title: str = ""
    abstract: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[tuple[str, str]] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    registry_numbers: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    journal: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    published: str = ""
    revised: str = ""
    doi: str = ""
    pmid: str = ""
    pmc: str = ""
    accessions: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    databases: list[str] = field(default_factory=list)
    publishers: list[str] = field(default_factory=list)
