"""Read BibTeX from reference managers and publishers; commands of LaTeX become characters."""

import re
from collections.abc import Iterator

from desktop.documents.articles.publication import Record, plain_author, publication
from desktop.documents.articles.reference_values import date_of, doi_of, items_of, notes_and_types, pmid_in
from desktop.documents.articles.screening_notes import notes_and_decisions
from desktop.documents.syntax.bibtex_entries import BibtexEntry, bibtex_entries
from desktop.documents.syntax.latex_text import plain_latex
from desktop.documents.syntax.wrapped_text import one_line
from desktop.errors import DocumentError
from desktop.trials.screening import ScreenedTrial
from desktop.trials.trial import Trial

# Some programs write their name and the time of the export above the first entry.
_HEAD_WITHIN = 5_000
_HEAD = re.compile(
    r"^[ \t]*@[A-Za-z]{3,40}\s{0,20}[{(]\s{0,20}(?:[^\s,={}\"]{0,300}(?: [^\s,={}\"]{1,100}){0,3}\s{0,20},\s{0,20})?"
    r"(?:%[^\n]{0,200}\n\s{0,20})?[A-Za-z][\w -]{0,60}\s{0,40}=\s{0,20}[{\"\w]",
    re.MULTILINE,
)
_CROSSREF = re.compile(r"\bcrossref\s*=", re.IGNORECASE)
_NO_ARTICLES = frozenset({"set", "xdata", "control", "ieeetranbstctl"})
_ESCAPED = re.compile(r"\\(.)")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_AND = re.compile(r"(?<!\s)\s+and\s+", re.IGNORECASE)
_OTHERS = re.compile(r"others|et al\.?", re.IGNORECASE)
_SUFFIX = re.compile(r"Jr\.?|Sr\.?|2nd|3rd|4th|I{2,3}|IV", re.IGNORECASE)
_AUTHOR_FIELDS = ("author", "authors", "collaboration", "group-author", "book-author")
_JOURNAL = (
    *("journal", "journaltitle", "journal-full", "booktitle"),
    *("abbrev_source_title", "journal-iso", "shortjournal"),
)
_KEYWORDS = ("keywords", "keyword", "key words", "author_keywords", "keywords-plus", "mesh", "mesh_terms")
_AFFILIATIONS = ("affiliation", "affiliations")
_FUNDING = ("funding", "funding-acknowledgement", "funding_details", "funding-text", "funding_text")
_NOTES = ("note", "annote", "annotation", "comment", "notes")
_PAGES = ("pages", "article-number", "art_number", "articleno", "eid")
_LINKS = ("url", "ee", "link", "eprint", "bdsk-url-1", "url_link")
_TYPES = {
    "article": "Journal article",
    "book": "Book",
    "booklet": "Book",
    "collection": "Book",
    "conference": "Conference paper",
    "inbook": "Book chapter",
    "incollection": "Book chapter",
    "inproceedings": "Conference paper",
    "manual": "Manual",
    "mastersthesis": "Thesis",
    "misc": "Generic",
    "online": "Web page",
    "periodical": "Journal",
    "phdthesis": "Thesis",
    "proceedings": "Conference proceedings",
    "report": "Report",
    "techreport": "Report",
    "thesis": "Thesis",
    "unpublished": "Unpublished work",
}


def recognises(text: str) -> bool:
    """Return whether a text has an entry with a field among its first lines."""
    return _HEAD.search(text, 0, _HEAD_WITHIN) is not None


def read(text: str) -> Iterator[Trial | ScreenedTrial | DocumentError]:
    """Yield the publications of a BibTeX text; yield an error for one that cannot be read."""
    parents = _parents(text) if _CROSSREF.search(text) else {}
    for place, entry in enumerate(bibtex_entries(text), start=1):
        if isinstance(entry, DocumentError):
            yield entry
        elif entry.kind not in _NO_ARTICLES:
            try:
                yield _publication(_Fields(entry, parents))
            except DocumentError as fault:
                named = f", {entry.key}" if entry.key else ""
                yield DocumentError(f"record {place} (line {entry.line}{named}): {fault}")


def _parents(text: str) -> dict[str, BibtexEntry]:
    """Return {key: entry}; entries that refer to another one inherit its fields."""
    entries = (entry for entry in bibtex_entries(text) if isinstance(entry, BibtexEntry))
    return {entry.key.lower(): entry for entry in entries if entry.key and "crossref" not in entry.fields}


class _Fields:
    """Give the values of an entry, including inherited ones."""

    def __init__(self, entry: BibtexEntry, parents: dict[str, BibtexEntry]) -> None:
        self.entry = entry
        parent = parents.get(next(iter(entry.fields.get("crossref", ())), "").strip().lower())
        inherited = dict(parent.fields) if parent else {}
        if "title" in inherited:
            inherited.setdefault("booktitle", inherited.pop("title"))
        self._fields = inherited | entry.fields

    def raw(self, *names: str) -> Iterator[str]:
        """Yield the values of fields as they are written."""
        for name in names:
            yield from self._fields.get(name, ())

    def all(self, *names: str) -> list[str]:
        """Return the values of fields in plain words."""
        return [told for value in self.raw(*names) if (told := one_line(plain_latex(value)))]

    def first(self, *names: str) -> str:
        """Return the first value of the first field that has one."""
        return next(iter(self.all(*names)), "")

    def codes(self, *names: str) -> list[str]:
        """Return the values of fields with numbers and links, in which hyphens and tildes are no commands."""
        return [told for value in self.raw(*names) if (told := one_line(plain_latex(value, typeset=False)))]


def _publication(fields: _Fields) -> Trial | ScreenedTrial:
    notes, screening = notes_and_decisions(_note(value) for value in fields.raw(*_NOTES))
    trial = publication(_record(fields, notes))
    return ScreenedTrial(trial, screening) if screening else trial


def _note(written: str) -> str:
    r"""Return a note in plain words; the backslashes of Rayyan are no commands: {\"Ada\"=\>\"Maybe\"}."""
    return _ESCAPED.sub(r"\1", written) if "RAYYAN-" in written else one_line(plain_latex(written))


def _record(fields: _Fields, notes: list[str]) -> Record:
    title = fields.first("title") or fields.first("booktitle")
    subtitle = fields.first("subtitle")
    named = f"{title}: {subtitle}" if title and subtitle and subtitle not in title else title
    links = fields.codes(*_LINKS)
    return Record(
        title=named,
        vernacular_title=fields.first("translated_title", "original-title", "titletranslation"),
        abstract=[("", _paragraphs(value)) for value in fields.raw("abstract")],
        remarks=list(_remarks(fields, notes)),
        authors=[author for value in fields.raw(*_AUTHOR_FIELDS) for author in _authors(value)],
        keywords=[word for value in fields.raw(*_KEYWORDS) for word in _keywords(value)],
        types=[*fields.all("document_type", "document-type", "type"), _TYPES.get(fields.entry.kind, fields.entry.kind)],
        languages=fields.all("language") or fields.all("langid"),
        journal=next((name for name in fields.all(*_JOURNAL) if name != title), ""),
        volume=fields.first("volume"),
        issue=fields.first("number", "issue"),
        pages=_pages(next(iter(fields.codes(*_PAGES)), "")),
        published=_published(fields),
        doi=doi_of(fields.codes("doi"), (*links, fields.entry.key)),
        pmid=next(iter(fields.codes("pmid", "pubmedid", "pubmed_id", "pubmed-id")), "") or _pmid(fields, links),
        pmc=next(iter(fields.codes("pmc", "pmcid", "pmc_id")), ""),
    )


def _paragraphs(value: str) -> str:
    """Return an abstract with its hard-wrapped lines joined and its paragraphs kept."""
    return "\n".join(told for part in _PARAGRAPH.split(value) if (told := one_line(plain_latex(part))))


def _pmid(fields: _Fields, links: list[str]) -> str:
    if any(each.lower() == "pubmed" for each in fields.all("eprinttype", "archiveprefix")):
        return fields.first("eprint")
    return pmid_in((*links, *fields.all("note", "annote"), fields.entry.key))


def _remarks(fields: _Fields, notes: list[str]) -> Iterator[tuple[str, str]]:
    yield "editors", "\n".join(author for value in fields.raw("editor", "editors") for author in _authors(value))
    yield "affiliations", "\n".join(fields.all(*_AFFILIATIONS))
    yield "publisher", "\n".join(fields.all("publisher", "school", "institution", "address", "location"))
    numbered = [f"funding_text {number}" for number in range(1, 10)]
    yield "funding", "\n".join(fields.all(*_FUNDING, *numbered))
    yield "notes", "\n".join(notes_and_types(notes)[0])


def _authors(value: str) -> Iterator[str]:
    """Yield the names of a field: "Family, Given", "Given Family" or "{Name of a group}", separated by "and"."""
    names = _outside_braces(_AND, value)
    if len(names) == 1 and ";" in value:
        names = _outside_braces(re.compile(";"), value)
    for name in (each.strip(", \n\t") for each in names):
        if name and not _OTHERS.fullmatch(name):
            yield _author(name)


def _author(written: str) -> str:
    parts = [one_line(plain_latex(part)) for part in _outside_braces(re.compile(","), written)]
    if len(parts) == 3 and _SUFFIX.fullmatch(parts[1]):
        return f"{parts[2]} {parts[0]} {parts[1]}"
    if len(parts) > 1 and parts[0]:
        return plain_author(", ".join(part for part in parts if part))
    return " ".join(part for part in parts if part)


def _outside_braces(separator: re.Pattern[str], value: str) -> list[str]:
    """Return the parts of a value between separators outside braces."""
    parts, begin, depth, counted = [], 0, 0, 0
    for found in separator.finditer(value):
        depth += value.count("{", counted, found.start()) - value.count("}", counted, found.start())
        counted = found.start()
        if depth <= 0:
            parts.append(value[begin : found.start()])
            begin = found.end()
    return [*parts, value[begin:]]


def _keywords(value: str) -> list[str]:
    plain = plain_latex(value)
    # Most programs separate them by commas; if there are semicolons, commas belong to the keywords.
    return items_of(plain, ";" if ";" in plain else ",")


def _pages(written: str) -> str:
    return re.sub(r"(?:(?<!\s)\s+)?[-–—]{1,3}\s*", "-", written)


def _published(fields: _Fields) -> str:
    year = fields.first("year") or fields.first("date", "issue_date", "publication_date")
    # The day is in its own field, or before or after the month: "12~jan", "MAR 1".
    month, day = fields.first("month"), fields.first("day")
    dates = (fields.first("date"), f"{month} {day}" if day else month, fields.first("issue_date"))
    numbered = f"{year}-{month}-{day}".rstrip("-") if month.isdigit() else ""
    return date_of(year, numbered, *(date for date in dates if not date.isdigit()))
