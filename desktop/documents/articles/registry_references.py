"""Recognise references that are the records of registries, as Cochrane CENTRAL and many exports give them.

Such a reference is no publication: it is the registration itself, written in the fields of an article.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from desktop.documents.articles.author_names import is_group
from desktop.documents.articles.library_record import Record
from desktop.documents.articles.reference_words import content, pattern
from desktop.documents.articles.registry_parts import told_parts
from desktop.documents.contents.registry_numbers import numbers_in
from desktop.documents.syntax.wrapped_text import one_line
from desktop.trials.absence import is_empty
from desktop.trials.dates import partial_date
from desktop.trials.identifiers import Identifier
from desktop.trials.keys import key_for
from desktop.trials.sources import PARTS
from desktop.trials.trial import Dates, Section, Sponsor, Trial

# "CTgov NCT04500011", "ICTRP JPRN-jRCTs031200099", "EUCTR2019-001234-56-DE": little more than the number.
_MOST_BESIDE = 24
_LONGEST_NUMBER = 80
_OWN_NUMBER = re.compile(r"(?=\S*\d)[A-Z][\w./-]{4,30}")
_LIBRARY_NUMBER = re.compile(r"CN-\d{6,9}")
_ISRCTN_DOI = re.compile(r"10\.1186/(ISRCTN\d{8})", re.IGNORECASE)
_OFFICIAL_TITLE = 30
_OURS = "Trial registration"  # as this program calls a registration in the references that it writes
# "Status: RECRUITING", "Phase: PHASE2", "Intervention (DRUG): tucatinib" in the notes of many exports.
_NOTE = re.compile(r"(?P<name>(?:overall\s+)?status|phases?)\s*:\s*(?P<told>[^\n]{1,80})", re.IGNORECASE)


def registry_record(record: Record, title: str) -> Trial | None:
    """Return a reference as a registration; None if it is a publication.

    It is a registration if its type says so, if an author is the number of a trial, if its database or journal is a
    registry, or if it has no fields of an article but the address or number of a trial.

    Args:
        record: The reference, without markup of web pages.
        title: Its title in plain text.
    """
    numbers = _numbers(record)
    if not numbers:
        return None
    notes = _notes(record)
    parts = told_parts("\n".join(text for _, text in record.abstract))
    known = [each for each in numbers if each.registry != "other"]
    shown = _bare_title(title)
    trial = Trial(
        key=key_for(known, "\n".join((shown, *(each.value for each in numbers)))),
        kind="registration",
        title=shown,
        identifiers=tuple(numbers),
        official_title=_official_title(record),
        phase=notes.get("phase", ""),
        status=notes.get("status", ""),
        narrative=(*(Section("brief_summary", text) for text in [parts.summary] if text),),
        conditions=parts.conditions,
        keywords=tuple(dict.fromkeys(one_line(each.replace("*", "")) for each in record.keywords)),
        interventions=parts.interventions,
        arms=parts.arms,
        outcomes=parts.outcomes,
        eligibility=parts.eligibility,
        dates=Dates(first_posted=partial_date(record.published)),
        sponsors=tuple(_sponsors(record)),
    )
    return replace(trial, absent=tuple(part for part in PARTS if is_empty(trial, part)))


def _numbers(record: Record) -> list[Identifier]:
    """Return the numbers of the trial of a registration, its own first; empty for a publication."""
    if record.pmid or record.pmc:
        return []
    as_authors = _bare(record.authors)
    kept = _bare((*record.accessions, record.journal))
    pages = [each for each in (*record.links, record.journal) if pattern("registries", "pages").search(each)]
    linked = [number for page in pages for number in numbers_in(_spaced(page)) if number.registry != "other"]
    doi = [Identifier("ISRCTN", found[1].upper())] if (found := _ISRCTN_DOI.fullmatch(record.doi.strip())) else []
    numbers = [*as_authors, *doi, *kept, *linked]
    says_so = any(pattern("registries", "type_shapes").fullmatch(each) for each in record.types)
    is_kept_there = any(map(_is_registry, (*record.databases, record.journal, *record.publishers)))
    is_no_article = not (record.doi or record.volume or record.pages) and _is_page(record)
    if says_so and not numbers:
        numbers = [*_named(record), *(Identifier("other", each) for each in record.authors if _is_number(each))]
    if is_kept_there and not numbers:
        numbers = list(_named(record))
    if says_so or as_authors or doi or is_kept_there or is_no_article:
        library = [Identifier("other", each) for each in record.accessions if _LIBRARY_NUMBER.fullmatch(each)]
        return list(dict.fromkeys((*numbers, *library))) if numbers else []
    return []


def _is_registry(name: str) -> bool:
    return pattern("registries", "names").fullmatch(one_line(name).strip(" .")) is not None


def _is_page(record: Record) -> bool:
    journal = record.journal
    return not journal or _is_registry(journal) or pattern("registries", "pages").search(journal) is not None


def _bare(texts: Iterable[str]) -> list[Identifier]:
    """Return the numbers from texts that are little more than a number."""
    found = []
    for text in texts:
        if text and len(text) <= _LONGEST_NUMBER and "//" not in text:
            numbers = [each for each in numbers_in(_spaced(text)) if each.registry != "other"]
            beside = len(re.sub(r"[\W_]", "", text)) - sum(len(re.sub(r"[\W_]", "", each.value)) for each in numbers)
            found += numbers if numbers and beside <= _MOST_BESIDE else []
    return found


def _named(record: Record) -> Iterator[Identifier]:
    """Yield the registry numbers of title and abstract."""
    for text in (record.title, *(text for _, text in record.abstract)):
        yield from (each for each in numbers_in(text) if each.registry != "other")


def _is_number(author: str) -> bool:
    return _OWN_NUMBER.fullmatch(author) is not None


def _spaced(text: str) -> str:
    """Return a text or address with spaces around its numbers: "TrialID=JPRN-jRCTs031200099"."""
    return re.sub(r"[=?&]|%2F", lambda found: "/" if found.group() == "%2F" else " ", text)


def _official_title(record: Record) -> str:
    journal = one_line(record.journal)
    return journal if len(journal) >= _OFFICIAL_TITLE and not _is_page(record) else ""


def _bare_title(title: str) -> str:
    return pattern("registries", "title_begins").sub("", pattern("registries", "title_ends").sub("", title)) or title


def _notes(record: Record) -> dict[str, str]:
    told = "\n".join(text for name, text in record.remarks if name == "notes")
    codes = content()["registry_codes"] if _OURS in record.accessions else {}
    notes = [(found["name"].casefold(), found["told"].strip()) for found in _NOTE.finditer(told)]
    return {"phase" if name.startswith("phase") else "status": codes.get(words, words) for name, words in notes}


def _sponsors(record: Record) -> Iterator[Sponsor]:
    # Persons among the authors may be investigators, or may only have filled in the form.
    shape = pattern("registries", "authors")
    groups = [each for each in record.authors if is_group(each) and not shape.fullmatch(each.strip(" ,."))]
    names = [each for each in groups if not _bare([each]) and not _is_number(each)]
    for place, name in enumerate(names):
        yield Sponsor(name, lead=place == 0)
