"""Make a publication, or a registration, from a library's record of any format."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from desktop.documents.articles.abstracts import abstract_sections
from desktop.documents.articles.author_names import plain_author, plain_authors
from desktop.documents.articles.library_record import Record
from desktop.documents.articles.reference_words import is_nothing, pattern
from desktop.documents.articles.registry_references import registry_record
from desktop.documents.articles.reported_trials import reported_trials
from desktop.documents.articles.told_once import told_once, without_rights
from desktop.documents.syntax.raised_text import without_marks
from desktop.documents.syntax.wrapped_text import one_line
from desktop.errors import DocumentError
from desktop.trials.identifiers import Identifier
from desktop.trials.keys import key_for
from desktop.trials.remarks import Remark, remark
from desktop.trials.sections import ABSTRACT_PREFIX
from desktop.trials.trial import Citation, Dates, Section, Trial

__all__ = ["Record", "find_doi", "plain_author", "plain_authors", "plain_title", "publication"]

_WHOLE_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>]*[^\s\"<>.,;)\]]")
_PMC = re.compile(r"PMC\d+", re.IGNORECASE)
_INITIALS_AT_END = re.compile(r"(?:\b[A-Za-z]\.){2,}$|\b(?:vs|al|Inc|Ltd|Jr|Sr)\.$|\.\.\.$")
_RETRACTED = "retracted publication"


def publication(record: Record) -> Trial:
    """Return a library's record as a publication, or as a registration if it is the record of a registry.

    Markup of web pages is removed, words for "nothing" ("NA", "[No abstract available]") become empty, an abstract that
    occurs twice is kept once, and the sentences about its rights become a separate section.

    Raises:
        DocumentError: The record has no title.
    """
    record = _plain(record)
    title, vernacular = _titles(record)
    if registration := registry_record(record, title):
        return registration
    narrative = tuple(_narrative(record, vernacular))
    identifiers = tuple(_identifiers(record))
    abstract = [section.text for section in narrative if section.name.startswith(ABSTRACT_PREFIX.rstrip("_"))]
    return Trial(
        key=key_for(identifiers, "\n".join((title, *record.authors, record.journal, record.published))),
        kind="publication",
        title=title,
        identifiers=identifiers,
        phase=_phase(record),
        narrative=narrative,
        keywords=_each_once(one_line(each.replace("*", "")) for each in record.keywords),
        dates=Dates(last_updated=record.revised),
        citation=_citation(record),
        reports_on=reported_trials(record.registry_numbers, (title, *abstract)),
        references=_each_once((*record.notices, *record.references)),
        warnings=tuple(_warnings(record)),
    )


def _titles(record: Record) -> tuple[str, str]:
    """Return (title, title in the language of the article); with only one, that is the title."""
    title, vernacular = plain_title(record.title), plain_title(record.vernacular_title)
    if not title and not vernacular:
        raise DocumentError("it has no title; download the record again.")
    return (title, vernacular) if title else (vernacular, "")


def plain_title(written: str) -> str:
    """Return a title without the full stop that libraries add and without the brackets of a translated title."""
    title = one_line(written)
    if title.endswith(".") and not _INITIALS_AT_END.search(title):
        title = title[:-1].rstrip()
    if _is_bracketed(title):
        title = title[1:-1].strip()
        title = title[:-1] if title.endswith(".") and not _INITIALS_AT_END.search(title) else title
    return title


def find_doi(text: str) -> str:
    """Return the DOI in a text or link; "" if there is none."""
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
    rights = []
    for label, told in record.abstract:
        text, right = without_rights(told)
        rights.append(right)
        slug = re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")
        if slug and slug not in ("unlabelled", "abstract", "unassigned"):
            if words := one_line(text):
                yield Section(ABSTRACT_PREFIX + slug, words)
        else:
            yield from abstract_sections(text)
    for name, text in record.remarks:
        if text.strip():
            yield Section(name, text.strip())
    if copyright_ := "\n".join(_each_once(rights)):
        yield Section("copyright", copyright_)


def _phase(record: Record) -> str:
    """Return the publication types that state the phase of the article's trial: "Clinical Trial, Phase III"."""
    stated = pattern("words", "phase_types")
    return "; ".join(_each_once(each for each in (*record.types, *record.keywords) if stated.fullmatch(each)))


def _plain(record: Record) -> Record:
    """Return a record without markup of web pages, words for "nothing", and repetitions."""
    labelled = any(label for label, _ in record.abstract)
    bare = ((label, _HEADING.sub("", without_marks(text))) for label, text in record.abstract)
    abstract = [(label, text) for label, text in bare if not is_nothing(text)]
    if not labelled:
        abstract = [("", text) for text in told_once([text for _, text in abstract])]
    return replace(
        record,
        title=_told(record.title),
        vernacular_title=_told(record.vernacular_title),
        abstract=abstract,
        remarks=[(name, _without_nothing(text)) for name, text in record.remarks],
        authors=[name for each in record.authors if (name := _told(each))],
        keywords=[word for each in record.keywords if (word := _told(each))],
        # One library writes "journal article" in one field and "Journal article" in another.
        types=list({told.casefold(): told for each in reversed(record.types) if (told := _told(each))}.values())[::-1],
        languages=[told for each in record.languages if (told := _told(each))],
        journal=_told(record.journal),
        volume=_told(record.volume),
        issue=_told(record.issue),
        pages=_told(record.pages),
    )


def _without_nothing(text: str) -> str:
    return "\n".join(line for line in without_marks(text).split("\n") if not is_nothing(line))


def _told(text: str) -> str:
    plain = without_marks(text) if text else ""
    return "" if not plain or is_nothing(plain) else plain


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


# Words that publishers write above an abstract.
_HEADING = re.compile(r"^[ \t]*abstract[ \t]*[:.]?[ \t]*(?:\n|$)", re.IGNORECASE | re.MULTILINE)
_CONCERN = "Expression of concern in:"


def _warnings(record: Record) -> Iterator[Remark]:
    retractions = [each for each in record.notices if each.startswith("Retraction in:")]
    if retractions or any(each.casefold() == _RETRACTED for each in record.types):
        yield remark("retracted_in", notices=" ".join(retractions)) if retractions else remark("retracted")
    concerns = (each for each in record.notices if each.startswith(_CONCERN))
    yield from (remark("concern", notice=each.removeprefix(_CONCERN).strip()) for each in concerns)


def _each_once(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
