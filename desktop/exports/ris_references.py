"""Write trials (publications and registrations) as RIS references for Zotero, EndNote and other programs.

A registration is an entry of a database (DBASE) with the registry number as its accession number (AN), further numbers
in C3, and the address of the registry's page (UR). Each line has one tag with its value; UTF-8, CRLF.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from desktop.exports.author_names import family_first
from desktop.sheet.addresses import address_of
from desktop.sheet.registry_words import load_registry_words
from desktop.trials.identifiers import Identifier, of_key
from desktop.trials.sections import ABSTRACT_PREFIX
from desktop.trials.sources import joining, with_shared_numbers
from desktop.trials.trial import Citation, Section, Trial

_ABSTRACT = ABSTRACT_PREFIX.rstrip("_")
_NOT_PRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
_PAGES = re.compile(r"([^\s-]+)-([^\s-]+)")
_LONGEST_NUMBERS = 60
"""The maximum length of a field of numbers; our own reader, like others, takes a longer field as text."""
_TITLE_IN_ITS_OWN_LANGUAGE, _SUMMARY = "vernacular_title", "brief_summary"

Line = tuple[str, str]


def ris_reference(trial: Trial, resources: Path) -> bytes:
    """Return the reference of a trial with the empty line that follows it."""
    lines = _publication(trial, resources) if trial.kind == "publication" else _registration(trial, resources)
    link = address_of(trial.identifiers, resources)
    written = [*lines, ("UR", link), *_database(trial, link)]
    told = ((tag, _on_one_line(value)) for tag, value in written)
    text = "".join(f"{tag}  - {value}\r\n" for tag, value in told if value)
    return (text + "ER  - \r\n\r\n").encode()


def _publication(trial: Trial, resources: Path) -> Iterator[Line]:
    citation = trial.citation or Citation()
    doi, library_number = _numbers(trial.identifiers)
    first, last = _pages(citation.pages)
    yield from (("TY", "JOUR"), ("TI", trial.title), ("TT", _text_of(trial, _TITLE_IN_ITS_OWN_LANGUAGE)))
    yield from (("AU", family_first(author, resources)) for author in citation.authors)
    yield from (("T2", citation.journal), *_dates(citation.published))
    yield from (("VL", citation.volume), ("IS", citation.issue), ("SP", first), ("EP", last))
    yield from (("AB", " ".join(_abstract(trial.narrative))), *(("KW", each) for each in trial.keywords))
    yield from (("LA", citation.language), ("M3", "; ".join(citation.publication_types)))
    yield from (("DO", doi), ("AN", library_number))
    yield "C2", next((each.value for each in trial.identifiers if each.value.startswith("PMC")), "")
    if trial.reports_on:
        yield "N1", f"Registered as {', '.join(each.value for each in trial.reports_on)}"


def _registration(trial: Trial, resources: Path) -> Iterator[Line]:
    words = load_registry_words(resources).ordinary
    own = of_key(trial.key)
    others = [each.value for each in trial.identifiers if each.registry != "other" and each.value != own.value]
    yield from (("TY", "DBASE"), ("M3", "Trial registration"), ("TI", trial.title))
    # A comma would split the name of an institution into family and given name.
    yield from (("AU", each.name.replace(",", " ")) for each in trial.sponsors)
    yield from _dates(trial.dates.first_posted)
    yield from (("AB", _text_of(trial, _SUMMARY)), *(("KW", each) for each in (*trial.conditions, *trial.keywords)))
    if own.registry != "other":
        yield "AN", own.value
    yield from (("C3", numbers) for numbers in _together(others))
    yield from (("N1", f"Status: {words(trial.status)}" if trial.status else ""),)
    yield from (("N1", f"Phase: {words(trial.phase)}" if trial.phase else ""),)
    yield from (("N1", f"Registry record of {trial.registry_date}" if trial.registry_date else ""),)


def _database(trial: Trial, link: str) -> Iterator[Line]:
    """Yield the database of the record: the library of its number, or the host of the registry's page."""
    if trial.kind == "registration":
        yield "DB", urlsplit(link).netloc.removeprefix("www.")
    elif _numbers(trial.identifiers)[1]:
        yield "DB", "PubMed"


def _numbers(identifiers: Iterable[Identifier]) -> tuple[str, str]:
    """Return (DOI, which several works may share; PubMed number); "" if there is none."""
    shared, known = with_shared_numbers(), joining("publication")
    ours = [each for each in identifiers if each.registry in known]
    return (
        next((each.value for each in ours if each.registry in shared), ""),
        next((each.value for each in ours if each.registry not in shared), ""),
    )


def _text_of(trial: Trial, name: str) -> str:
    return next((each.text for each in trial.narrative if each.name == name), "")


def _abstract(narrative: Iterable[Section]) -> Iterator[str]:
    """Yield the parts of an abstract, each after its label in capitals, as in printed structured abstracts."""
    for each in narrative:
        if each.name == _ABSTRACT:
            yield each.text
        elif each.name.startswith(ABSTRACT_PREFIX):
            label = each.name.removeprefix(ABSTRACT_PREFIX).replace("_", " ").upper()
            yield f"{label}: {each.text}"


def _dates(iso: str) -> Iterator[Line]:
    """Yield the year, and the date with slashes, of an ISO partial date."""
    if iso:
        year, *rest = iso.split("-")
        yield "PY", year
        yield "DA", "/".join((year, *rest))


def _pages(printed: str) -> tuple[str, str]:
    parts = _PAGES.fullmatch(printed)
    return (parts[1], parts[2]) if parts and parts[1] != parts[2] else (printed, "")


def _together(numbers: Iterable[str]) -> Iterator[str]:
    """Yield numbers joined to fields that are not too long."""
    here = ""
    for each in numbers:
        if here and len(here) + len(each) > _LONGEST_NUMBERS:
            yield here
            here = ""
        here = f"{here}; {each}" if here else each
    if here:
        yield here


def _on_one_line(value: str) -> str:
    return " ".join(_NOT_PRINTED.sub(" ", value).split())
