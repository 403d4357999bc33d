"""Read the tagged text of the Web of Science: tags of two letters, records from "PT" to "ER"."""

import re
from collections.abc import Callable, Iterator

from desktop.documents.articles.publication import Record, plain_author, publication
from desktop.documents.articles.reference_values import date_of, doi_of, items_of, pmid_in
from desktop.documents.syntax.tagged_lines import TaggedLine, each_record, tagged_lines
from desktop.documents.syntax.wrapped_text import one_line
from desktop.errors import DocumentError
from desktop.trials.trial import Trial

# Only its own tags count: a word in capitals may begin a line of a text that was copied without its indentation.
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
_IN_MEDLINE = re.compile(r"MEDLINE:(\d{1,9})")


def recognises(text: str) -> bool:
    """Return whether a text begins as a file or a record of the Web of Science does, and has a title."""
    start = text[:_WITHIN]
    return _FIRST.match(start) is not None and _RECORD.search(start) is not None and _TITLE.search(start) is not None


def read(text: str) -> Iterator[Trial | DocumentError]:
    """Yield the publications of the text; one that cannot be read comes as its fault.

    Raises:
        DocumentError: Marks of an unsettled merge stand in the text.
    """
    return each_record(_records(text), lambda lines: publication(_record(lines)))


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


def _record(lines: list[TaggedLine]) -> Record:
    values: dict[str, str] = {}
    for each in lines:
        values[each.tag] = f"{values[each.tag]}\n{each.value}" if each.tag in values else each.value

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
