"""Read values from reference managers and tables of libraries: names, dates, library numbers, types."""

import re
from collections.abc import Iterable

from desktop.documents.articles.publication import find_doi
from desktop.documents.articles.publication_dates import publication_date
from desktop.documents.syntax.wrapped_text import one_line

_INITIALS = re.compile(
    r"(?P<family>\S.*?)\s+(?P<initials>[^\W\d_a-z]{1,4})(?P<suffix>\s+(?:Jr|Sr|2nd|3rd|4th|II|III))?\.?"
)
_PUBMED_LINK = re.compile(r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(?:\?term=)?(\d{1,9})\b")
_PMID = re.compile(r"\b(?:PMID|PubMed ID|PubMed PMID|MEDLINE):?\s{0,3}(?:NLM)?(\d{1,9})\b", re.IGNORECASE)
_DOI_ALONE = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)?10\.\d{4,9}/\S+", re.IGNORECASE)
_OF_PUBMED = re.compile(r"\b(?:pubmed|medline|nlm|national library of medicine)\b", re.IGNORECASE)
_NUMBER = re.compile(r"[0-9]{1,9}")
# Words about the export, not about the article.
_OF_EXPORT = re.compile(
    r"(?:total )?(?:times )?cited\b[^:\d]{0,60}:? ?\d+.*|cited references? count.*|export date:.*|"
    r"query date:.*|\d+ cites:.*|"
    r"PMID:? ?\d+\.?|date of electronic publication.*",
    re.IGNORECASE,
)
# Words that EndNote adds to its notes when it imports from PubMed.
_TYPE = re.compile(
    r"(?:(?:Controlled )?Clinical Trial|Randomized Controlled Trial|Pragmatic Clinical Trial|Adaptive Clinical Trial)"
    r"(?:, (?:Phase [IV1-4/]+|Veterinary))?|Clinical Trial Protocol|Journal Article|Meta-Analysis|Multicenter Study|"
    r"Comparative Study|Equivalence Trial|Observational Study|Systematic Review|Review|Case Reports|Letter|Editorial|"
    r"Comment|Retracted Publication|Published Erratum|Research Support, .{3,40}",
)


def initials_first(written: str) -> str:
    """Return "Griffin DK" as "DK Griffin", the form used here; the name of a group is unchanged."""
    name = one_line(written)
    found = _INITIALS.fullmatch(name)
    if not found or "," in name:
        return name
    return f"{found['initials']} {found['family']}{found['suffix'] or ''}"


def date_of(year: str, *written: str) -> str:
    """Return the most exact date from a year and other texts: "2011" and "Feb 1", "DEC 16 2020".

    A date of another year is ignored, because some programs write the day of the export there.
    """
    told = [publication_date(year)]
    known = told[0][:4]
    for each in filter(None, map(one_line, written)):
        told.append(publication_date(each))
        if known:
            told += [publication_date(f"{known} {each}"), publication_date(f"{each} {known}")]
    return max((date for date in told if date.startswith(known)), key=len, default="")


def pmid_in(texts: Iterable[str]) -> str:
    """Return the PubMed number in a link to PubMed or a text ("PMID: 1"); "" if there is none."""
    for text in texts:
        if found := _PUBMED_LINK.search(text) or _PMID.search(text):
            return found[1]
    return ""


def pmid_of(number: str, databases: Iterable[str], texts: Iterable[str]) -> str:
    """Return a record's PubMed number: its own number if its database is PubMed, else one that its texts name."""
    number = number.strip()
    if _NUMBER.fullmatch(number) and _OF_PUBMED.search(" ".join(databases)):
        return number
    return pmid_in((number, *texts))


def doi_of(values: Iterable[str], links: Iterable[str] = ()) -> str:
    """Return the DOI of a record from its own fields, else from a link that is only a DOI."""
    own = (find_doi(value) for value in values)
    linked = (find_doi(link) for link in map(str.strip, links) if _DOI_ALONE.fullmatch(link))
    return next((doi for doi in (*own, *linked) if doi), "")


def items_of(value: str, separators: str = r"[;\n]") -> list[str]:
    """Return the non-empty items of a list in one field, each on one line.

    The separators must not match spaces: with thousands of spaces the search would take quadratic time.
    """
    return [item for part in re.split(separators, value) if (item := one_line(part))]


def notes_and_types(notes: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return (notes without lines about the export, lines that are PubMed's publication types)."""
    lines = [[told for line in note.split("\n") if (told := one_line(line))] for note in notes]
    types = [line for each in lines for line in each if _TYPE.fullmatch(line)]
    left = [" ".join(line for line in each if not _OF_EXPORT.fullmatch(line)) for each in lines]
    return [note for note in left if note], types
