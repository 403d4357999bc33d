"""Split the source of an article as PubMed prints it: "J Clin Oncol. 2020 Mar 1;38(7):1-9. doi: 10.…"."""

import re
from dataclasses import dataclass

from desktop.documents.articles.publication import find_doi
from desktop.documents.articles.publication_dates import publication_date
from desktop.documents.syntax.wrapped_text import one_line

_LONGEST = 2_000
_SOURCE = re.compile(
    r"(?P<journal>\S[^;]{0,300}?)\. (?P<date>(?:18|19|20)\d{2}\b[^;.:]{0,40})"
    r"(?:;(?P<where>\S.{0,200}?)|:(?P<ahead>\S.{0,60}?))?(?:\.(?=\s|$)|$)(?P<rest>.*)"
)
_WHERE = re.compile(r"(?P<volume>[^():]*)(?:\((?P<issue>[^()]*)\))?[^():]*(?::(?P<pages>.*))?")


@dataclass(frozen=True)
class SourceParts:
    """Hold the parts of a source; a missing part is empty."""

    journal: str = ""
    published: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""


def source_parts(written: str) -> SourceParts:
    """Return the parts of a source; all are empty if the text is no source."""
    found = _SOURCE.fullmatch(one_line(written)[:_LONGEST])
    if not found:
        return SourceParts()
    where = _WHERE.fullmatch(found["where"] or "")
    volume, issue, pages = (one_line(where[name] or "") if where else "" for name in ("volume", "issue", "pages"))
    published = publication_date(found["date"])
    # An article ahead of print has no volume: "2019 Oct 15:1-6."
    pages = pages or one_line(found["ahead"] or "")
    return SourceParts(found["journal"], published, volume, issue, pages, find_doi(found["rest"].rstrip(". ")))
