"""What a library's record says, in fields, whichever format it came in."""

from dataclasses import dataclass, field


@dataclass
class Record:
    """Collect what a library's record says; ``abstract`` holds (label, text) pairs, the label "" where there is none.

    ``registry_numbers`` are what the record's fields for them hold, ``notices`` sentences such as "Erratum in: …",
    ``remarks`` (section name, text) pairs in order.

    What tells that the reference is the record of a registry: ``accessions`` are the values of fields that may hold the
    number under which somebody keeps the work, ``links`` addresses, ``databases`` and ``publishers`` names.
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
