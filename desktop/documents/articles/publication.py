"""Make a publication of what a library's record says, whichever format the record came in."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from desktop.documents.articles.abstracts import abstract_sections
from desktop.documents.articles.reported_trials import reported_trials
from desktop.documents.syntax.wrapped_text import one_line
from desktop.errors import DocumentError
from desktop.trials.identifiers import Identifier, key_for
from desktop.trials.remarks import Remark, remark
from desktop.trials.sections import ABSTRACT_PREFIX
from desktop.trials.trial import Citation, Dates, Section, Trial

_WHOLE_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]*[^\s\"<>.,;)\]]")
_PMC = re.compile(r"PMC\d+", re.IGNORECASE)
_INITIALS_AT_END = re.compile(r"(?:\b[A-Za-z]\.){2,}$|\b(?:vs|al|Inc|Ltd|Jr|Sr)\.$|\.\.\.$")
_SUFFIX = re.compile(r"(?P<given>.*?),?\s+(?P<suffix>Jr\.?|Sr\.?|2nd|3rd|4th|II|III|IV)")
_NO_TITLE = re.compile(r"not available|no title available|untitled", re.IGNORECASE)
_RETRACTED = "retracted publication"


@dataclass
class Record:
    """Collect what a library's record says; ``abstract`` holds (label, text) pairs, the label "" where there is none.

    ``registry_numbers`` are what the record's fields for them hold, ``notices`` sentences such as "Erratum in: …",
    ``remarks`` (section name, text) pairs in order.
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


def publication(record: Record) -> Trial:
    """Return a library's record as a publication.

    Raises:
        DocumentError: The record has no title.
    """
    title = plain_title(record.title)
    vernacular = plain_title(record.vernacular_title)
    if not title or _NO_TITLE.fullmatch(title):
        title, vernacular = vernacular, ""
    if not title:
        raise DocumentError("it has no title; download the record again.")
    narrative = tuple(_narrative(record, vernacular))
    identifiers = tuple(_identifiers(record))
    abstract = [section.text for section in narrative if section.name.startswith(ABSTRACT_PREFIX.rstrip("_"))]
    return Trial(
        key=key_for(identifiers, "\n".join((title, *record.authors, record.journal, record.published))),
        kind="publication",
        title=title,
        identifiers=identifiers,
        narrative=narrative,
        keywords=_each_once(one_line(each.replace("*", "")) for each in record.keywords),
        dates=Dates(last_updated=record.revised),
        citation=_citation(record),
        reports_on=reported_trials(record.registry_numbers, (title, *abstract)),
        references=_each_once((*record.notices, *record.references)),
        warnings=tuple(_warnings(record)),
    )


def plain_title(written: str) -> str:
    """Return a title without the full stop that libraries add and the brackets around a translated one."""
    title = one_line(written)
    if title.endswith(".") and not _INITIALS_AT_END.search(title):
        title = title[:-1].rstrip()
    if _is_bracketed(title):
        title = title[1:-1].strip()
        title = title[:-1] if title.endswith(".") and not _INITIALS_AT_END.search(title) else title
    return title


def plain_author(written: str) -> str:
    """Return "Family, Given" as "Given Family"; the name of a group stays as it is."""
    family, comma, given = (part.strip() for part in one_line(written).partition(","))
    if not comma or not given or not family:
        return family or given
    if found := _SUFFIX.fullmatch(given):
        return f"{found['given']} {family} {found['suffix']}"
    return f"{given} {family}"


def find_doi(text: str) -> str:
    """Return the DOI in a text, a link to it included; "" if there is none."""
    if whole := _WHOLE_DOI.fullmatch(text.strip()):
        return whole[1]
    found = _DOI.search(text)
    return found.group() if found else ""


def _is_bracketed(title: str) -> bool:
    if not (title.startswith("[") and title.endswith("]")):
        return False
    depth = 0
    for place, letter in enumerate(title):
        depth += (letter == "[") - (letter == "]")
        if depth == 0:
            return place == len(title) - 1
    return False


def _identifiers(record: Record) -> Iterator[Identifier]:
    if doi := find_doi(record.doi):
        yield Identifier("DOI", doi)
    if re.fullmatch(r"[0-9]{1,9}", record.pmid.strip()):
        yield Identifier("PMID", record.pmid.strip())
    if found := _PMC.search(record.pmc):
        yield Identifier("other", found.group().upper())


def _narrative(record: Record, vernacular: str) -> Iterator[Section]:
    if vernacular:
        yield Section("vernacular_title", vernacular)
    for label, text in record.abstract:
        slug = re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")
        if slug and slug not in ("unlabelled", "abstract", "unassigned"):
            if told := one_line(text):
                yield Section(ABSTRACT_PREFIX + slug, told)
        else:
            yield from abstract_sections(text)
    for name, text in record.remarks:
        if text.strip():
            yield Section(name, text.strip())


def _citation(record: Record) -> Citation:
    return Citation(
        authors=_each_once(record.authors),
        journal=one_line(record.journal),
        volume=one_line(record.volume),
        issue=one_line(record.issue),
        pages=one_line(record.pages),
        published=record.published,
        language="; ".join(_each_once(record.languages)),
        publication_types=_each_once(record.types),
    )


_CONCERN = "Expression of concern in:"


def _warnings(record: Record) -> Iterator[Remark]:
    retractions = [each for each in record.notices if each.startswith("Retraction in:")]
    if retractions or any(each.casefold() == _RETRACTED for each in record.types):
        yield remark("retracted_in", notices=" ".join(retractions)) if retractions else remark("retracted")
    concerns = (each for each in record.notices if each.startswith(_CONCERN))
    yield from (remark("concern", notice=each.removeprefix(_CONCERN).strip()) for each in concerns)


def _each_once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
