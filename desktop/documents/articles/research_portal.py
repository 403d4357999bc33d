"""Read the page of a journal article in a university's research portal, whole or in part.

The page has a title, authors, "Research output: …", an abstract, a table whose cells a copy joins ("Pages
(from-to)6897-6904", "StatePublished - Nov 1 2011"), lists, and parts of the site, which are omitted.
"""

import re
from collections.abc import Iterator, Mapping

from desktop.documents.articles.abstracts import abstract_sections
from desktop.documents.articles.portal_lines import CONTAINER, lines_of
from desktop.documents.articles.portal_one_line import with_line_ends
from desktop.documents.articles.portal_page import PortalPage, is_page, page_of
from desktop.documents.articles.reported_patients import reported_patients
from desktop.errors import DocumentError
from desktop.trials.dates import partial_date
from desktop.trials.keys import key_for
from desktop.trials.remarks import Remark, remark
from desktop.trials.trial import Citation, Section, Trial

_PEER_REVIEW = re.compile(r"(?:not )?peer[- ]?review(?:ed)?$", re.IGNORECASE)
# The readers of an article, which portals write between its kind and the review: "ArticleAcademicpeer-review".
_AUDIENCE = re.compile(r"(?:Academic|Scientific|Research|Professional|Popular|Educational|Communication)$")
_PUBLISHED = re.compile(
    r"(?:E-pub ahead of print|Published|Accepted/In press|In press|Unpublished|Submitted)(?:\s*[-–—])?\s*(?P<date>.*)"
)
_NOT_A_NAME = re.compile(r"(?:and\s+)?\+?\s*\d+\s+(?:others?|more)|Show \d+ more|others|et al\.?|\d*", re.IGNORECASE)
# The parts that are absent if the abstract breaks off or is missing.
_IN_ABSTRACT = ("eligibility", "conditions", "phase", "interventions")


def recognises(text: str) -> bool:
    """Return whether a text has the landmarks of a research-portal page: "Research output: …" or its table's rows."""
    return is_page(text) or is_page(with_line_ends(text))


def read(text: str) -> Iterator[Trial]:
    """Yield the only publication of the page; if the page was copied in part, the publication says what it lacks.

    Raises:
        DocumentError: The page has no title.
    """
    lines = text if is_page(text) else with_line_ends(text)
    page = page_of(lines_of(lines), ends_in_line=not text.endswith("\n"))
    if not page.title:
        raise DocumentError("the page has no title above its authors; copy the page whole.")
    abstract = abstract_sections("\n".join(page.abstract))
    notes = (("affiliations", page.affiliations), ("bibliographical_note", page.notes))
    types = _publication_types(page.output)
    patients = reported_patients((each.text for each in abstract), types)
    # Parts of the site (counts of citations) change from visit to visit; the article does not.
    record = "\n".join((page.title, page.authors, *page.abstract))
    yield Trial(
        key=key_for(page.identifiers, record),
        kind="publication",
        title=page.title,
        enrollment=patients[0] if patients else None,
        identifiers=tuple(dict.fromkeys(page.identifiers)),
        narrative=(*abstract, *(Section(name, "\n".join(lines)) for name, lines in notes if lines)),
        keywords=tuple(dict.fromkeys(page.subjects)),
        citation=_citation(page, types),
        absent=tuple(_absent_parts(page, counted=patients is not None)),
        warnings=(*_warnings(page, patients), *((remark("line_ends_lost"),) if lines is not text else ())),
    )


def _absent_parts(page: PortalPage, *, counted: bool) -> Iterator[str]:
    if not page.ended and page.ends_in_abstract:
        yield from _IN_ABSTRACT
        if not counted:
            yield "enrollment"


def _warnings(page: PortalPage, patients: tuple[int, str] | None) -> Iterator[Remark]:
    if not page.ended:
        yield remark("copied_in_part", place=page.last)
    if patients:
        yield remark("patients_from_abstract", patients=patients[0])


def _citation(page: PortalPage, types: tuple[str, ...]) -> Citation:
    rows = page.rows
    return Citation(
        authors=_names(page.authors),
        journal=_first(rows, "Journal", "Title of host publication", "Host publication title"),
        volume=rows.get("Volume", ""),
        issue=_first(rows, "Issue number", "Issue"),
        pages=_first(rows, "Pages (from-to)", "Pages", "Article number"),
        published=_published(rows),
        language=rows.get("Original language", ""),
        publication_types=types,
    )


def _publication_types(told: str) -> tuple[str, ...]:
    """Return the kinds of publication in "Contribution to journalArticlepeer-review", with or without spaces."""
    told = CONTAINER.sub("", told.removesuffix(" Open Access")).strip()
    kinds: list[str] = []
    for pattern in (_PEER_REVIEW, _AUDIENCE):
        found = pattern.search(told)
        if found and told[: found.start()].strip(" ›»>→|-–"):
            kinds.insert(0, found.group())
            told = told[: found.start()].rstrip(" ›»>→|-–")
        elif found and pattern is _PEER_REVIEW:
            return (found.group(),)
    return tuple(kind for part in (*re.split(r"[›»>→|]|\s[-–]\s", told), *kinds) if (kind := part.strip(" -–")))


def _published(rows: dict[str, str]) -> str:
    told = _first(rows, "Publication status", "State", "Status", "Publication date")
    match = _PUBLISHED.fullmatch(told)
    return partial_date(match["date"]) if match else partial_date(told)


def _names(authors: str) -> tuple[str, ...]:
    parts = re.split(r",\s*(?:and\s+|&\s+)?|;\s*|\s+and\s+|\s+&\s+", authors)
    names = (part.strip(" *†‡•·") for part in parts)
    return tuple(name for name in names if name and not _NOT_A_NAME.fullmatch(name))


def _first(rows: Mapping[str, str], *labels: str) -> str:
    """Return the value of the first of these rows that has a value."""
    return next((rows[label] for label in labels if rows.get(label)), "")
