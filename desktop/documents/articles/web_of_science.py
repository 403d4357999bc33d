"""Read exports of the Web of Science: text with tags of two letters, records from "PT" to "ER", or a table.

The columns of a table have the tags, or the names of the fields, as headings.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from desktop.documents.articles.publication import Record, plain_author, publication
from desktop.documents.articles.reference_table import Cells, columns_of, read_table
from desktop.documents.articles.reference_values import date_of, doi_of, items_of, pmid_in
from desktop.documents.syntax.tagged_lines import TaggedLine, each_record, tagged_lines
from desktop.documents.syntax.wrapped_text import one_line
from desktop.errors import DocumentError
from desktop.trials.trial import Trial

# Only known tags count: a word in capitals may begin a line of a text that was copied without indentation.
_TAGS = (
    r"FN|VR|PT|AU|AF|BA|BF|CA|GP|BE|ED|TI|SO|SE|BS|LA|DT|CT|CY|CL|SP|HO|DE|ID|AB|C1|C3|RP|EM|RI|OI|FU|FP|FX|"
    r"CR|NR|TC|Z9|Z8|ZA|ZB|ZR|ZS|U1|U2|PU|PI|PA|SN|EI|BN|J9|JI|PD|PY|VL|IS|PN|SU|SI|MA|BP|EP|AR|DI|D2|DL|EA|"
    r"EY|PG|P2|WC|WE|SC|GA|PM|UT|OA|HC|HP|DA|ER|EF|PS|AN|NO|AE|AC|MC|SY|BD|AW|MI|MQ|OR|CC|TN|CH|TA|PR|FO|C2|"
    r"CI|X1|X4|Y1|Y4|Z1|Z2|Z3|Z4|Z5|AA|LS"
)
_SHAPE = re.compile(rf"\ufeff?({_TAGS})(?: (.*)|$)")
_FIRST = re.compile(r"\s*\ufeff?(?:FN [^\n]{0,200}\n\s{0,20}VR |PT [A-Z]\b)")
_RECORD = re.compile(r"^PT [A-Z]\b", re.MULTILINE)
_TITLE = re.compile(r"^TI \S", re.MULTILINE)
# Some articles have thousands of authors.
_WITHIN = 1_000_000
_MAIL = re.compile(r"(?<!\s)\s*\([^()\s]{1,100}@[^()\s]{1,100}\)")
_NAMES = {
    "publication type": "PT", "authors": "AU", "author full names": "AF", "book authors": "BA",
    "book author full names": "BF", "group authors": "CA", "book editors": "BE", "article title": "TI",
    "source title": "SO", "language": "LA", "document type": "DT", "author keywords": "DE", "keywords plus": "ID",
    "abstract": "AB", "addresses": "C1", "funding text": "FX", "funding orgs": "FU", "cited references": "CR",
    "publisher": "PU", "publisher city": "PI", "journal abbreviation": "J9", "journal iso abbreviation": "JI",
    "publication date": "PD", "publication year": "PY", "volume": "VL", "issue": "IS", "start page": "BP",
    "end page": "EP", "article number": "AR", "doi": "DI", "book doi": "D2", "early access date": "EA",
    "pubmed id": "PM", "ut unique wos id": "UT", "ut (unique wos id)": "UT",
}  # fmt: skip
"""{heading of a column: tag of the field}."""
_TAG_COLUMNS = frozenset(tag.lower() for tag in _TAGS.split("|"))
_COLUMNS = frozenset(_NAMES) | _TAG_COLUMNS
# For each form of the table, columns that no table of another library has.
_OWN_COLUMNS = (frozenset(("pt", "ti", "so", "py")), frozenset(("publication type", "article title", "source title")))
# A table has several values in one cell, the text each on its own line.
_LISTS = ("AU", "AF", "BA", "BF", "CA", "BE", "C1", "CR")
_NEXT_OF_LIST = re.compile(r"; (?![^\[\]]*\])")
_IN_MEDLINE = re.compile(r"MEDLINE:(\d{1,9})")


def recognises(text: str) -> bool:
    """Return whether a text begins like a file, record or table of the Web of Science, and has a title."""
    columns = columns_of(text, _COLUMNS)
    if any(own <= columns for own in _OWN_COLUMNS):
        return True
    start = text[:_WITHIN]
    return _FIRST.match(start) is not None and _RECORD.search(start) is not None and _TITLE.search(start) is not None


def read(text: str) -> Iterator[Trial | DocumentError]:
    """Yield the publications of the text or table; yield an error for one that cannot be read.

    Raises:
        DocumentError: The text has conflict markers of version control.
    """
    if not _FIRST.match(text) and columns_of(text, _COLUMNS):
        rows = read_table(text, _COLUMNS, lambda cells: publication(_record(_by_tags(cells))))
        return (each for each in rows if isinstance(each, Trial | DocumentError))
    return each_record(_records(text), lambda lines: publication(_record(_joined(lines))))


def _by_tags(cells: Cells) -> dict[str, str]:
    values = {_NAMES.get(name, name.upper()): cell for name, cell in cells.items()}
    return {tag: _NEXT_OF_LIST.sub("\n", cell) if tag in _LISTS else cell for tag, cell in values.items()}


def _records(text: str) -> Iterator[list[TaggedLine]]:
    here: list[TaggedLine] = []
    for each in tagged_lines(text, _SHAPE):
        if each is None or each.tag in ("FN", "VR", "EF"):
            continue
        if here and each.tag in ("PT", "ER"):
            yield here
            here = []
        if each.tag == "PT" or (here and each.tag != "ER"):
            here.append(each)
    if here:
        yield here


def _joined(lines: list[TaggedLine]) -> dict[str, str]:
    values: dict[str, str] = {}
    for each in lines:
        values[each.tag] = f"{values[each.tag]}\n{each.value}" if each.tag in values else each.value
    return values


def _record(values: Mapping[str, str]) -> Record:
    def line(*tags: str) -> str:
        return next((told for tag in tags if (told := one_line(values.get(tag, "")))), "")

    def each_line(*tags: str) -> list[str]:
        return [told for tag in tags for part in values.get(tag, "").split("\n") if (told := one_line(part))]

    def listed(*tags: str) -> list[str]:
        return [item for tag in tags for item in items_of(one_line(values.get(tag, "")), ";")]

    names = each_line("AF") or each_line("AU") or each_line("BF") or each_line("BA")
    in_medline = _IN_MEDLINE.search(values.get("UT", ""))
    return Record(
        title=line("TI"),
        vernacular_title=line("FO"),
        abstract=[("", line("AB"))],
        remarks=list(_remarks(each_line, line)),
        authors=[plain_author(_MAIL.sub("", name)) for name in (*names, *each_line("CA"))],
        keywords=listed("DE", "ID"),
        types=listed("DT"),
        languages=listed("LA"),
        references=each_line("CR"),
        journal=line("SO", "J9", "JI"),
        volume=line("VL"),
        issue=line("IS"),
        pages=_pages(line("BP"), line("EP")) or line("AR", "PS"),
        published=date_of(line("PY"), line("PD")) or date_of("", line("EA")),
        doi=doi_of((line("DI"), line("D2"))),
        pmid=line("PM") or (in_medline[1] if in_medline else pmid_in(each_line("UT"))),
    )


def _remarks(each_line: Callable[..., list[str]], line: Callable[..., str]) -> Iterator[tuple[str, str]]:
    yield "editors", "\n".join(plain_author(name) for name in each_line("BE", "ED"))
    yield "affiliations", "\n".join(each_line("C1"))
    yield "funding", line("FX") or line("FU")
    yield "publisher", "\n".join(each_line("PU", "PI"))


def _pages(first: str, last: str) -> str:
    return f"{first}-{last}" if first and last and first != last else first or last
