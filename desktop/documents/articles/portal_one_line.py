"""Restore the lines of a research-portal page that a copy has joined to one: each landmark begins a line.

Before "Research output:" are title and authors, which only the form of names can separate; after it the abstract, up to
the table, in which each row occurs once; after the table lists and notes with headings.
"""

import re
from itertools import pairwise

from desktop.documents.articles.portal_lines import BEGINS_TABLE, KIND, ROW_LABELS

_MOST_LINE_ENDS = 3
_SHORTEST = 120
_OUTPUT = re.compile(r"(?:^|(?<=\s))Research output:\s*(?=\S)")
_LONGEST_HEAD = 3_000
_END_OF_OUTPUT = re.compile(
    r"(?:not )?peer[- ]?review(?:ed)?(?: Open Access)?(?= |$)|"
    r"(?:Article|Review article|Comment/debate|Editorial|Letter|Meeting Abstract|Conference contribution)(?= |$)"
)
_REVIEW = re.compile(r" ?(?:[›»>→] )?(?:Academic|Scientific)?(?: ?[›»>→] )?(?:not )?peer[- ]?review(?:ed)?(?= |$)")
# A shorter text after the kind of the article may be the beginning of "› peer-review".
_SHORTEST_REST = 16
_WORD = re.compile(r" [^ p›»>→]")
_OF_THE_PAGE = re.compile(
    r" ?(?P<words>[\d,.]+ (?:Scopus citations?|Citations? \(Scopus\)|Downloads \(Pure\))|Overview Fingerprint|"
    r"(?:Original |English )?Abstract(?: \(may include machine translation\))?:?(?= [A-Z\d]))(?= |$)"
)
_HEADING = re.compile(
    r"(?<= )(?:ASJC Scopus subject areas|All Science Journal Classification \(ASJC\) codes|Keywords|UN SDGs|"
    r"Access to Document|Bibliographical note|Publisher Copyright|Other files and links)(?= |$)"
)
# The beginning of the part about the page itself, with everything after it.
_END = re.compile(r"(?<= )(?:Fingerprint|View full fingerprint|Dive into the research topics of|Cite this)\b")
_CLOSING = re.compile(r" (?=ASJC Scopus|All Science Journal|Access to Document|Dive into the research)")
_CORRESPONDING = re.compile(r" (\*? ?Corresponding authors? (?:for|of) this \w+\.?)(?: |$)")
_OTHERS = re.compile(r"[ ,]*(?:&|and)? \+?\d+ (?:others?|more)$")
_ITEM = re.compile(r" (?=[•▪·] )| (?=- [A-Z][a-z])")
_PLACE_OF_WORK = re.compile(
    r" (?=(?:Departments?|Divisions?|Sections?|Faculty|School|Institut\w*|Universit\w+|Hospitals?|Cent(?:er|re)|"
    r"Clinics?|College)\b)"
)
_INITIALS = r"(?:[A-Z]\.[ -]?){1,4}"
_PARTICLE = r"(?:de|del|della|der|den|di|da|dos|du|el|la|le|ten|ter|van|von|zu|al|bin)"
_NAME_WORD = r"[^\W\d_][\w'’.-]*"
# A capitalised word or a particle, then up to four more.
_NAME_PART = rf"(?:(?=[^\W\d_a-zà-ÿ]){_NAME_WORD}[*†‡]{{0,3}}|{_PARTICLE})"
_NAME = re.compile(rf"(?:and |& )?{_NAME_PART}(?: {_NAME_PART}){{1,4}}[ *†‡]{{0,3}}")
_GROUP = re.compile(
    r"(?:and |& |on behalf of )?(?:the )?[^\W\d_].{2,60} "
    r"(?:Investigators?|Group|Consortium|Collaborators|Committee|Team)"
)
_NAME_AT_END = {
    # "C. X. Ma", "Mathew A. Cherian", "Ayca Gucalp": the form depends on the other authors.
    "initials": re.compile(rf" (?P<name>{_INITIALS}(?:{_PARTICLE} )*{_NAME_WORD}[*†‡]*)$"),
    "given and initials": re.compile(
        rf" (?P<name>[^\W\d_a-z][\w'’-]+ {_INITIALS}(?:{_PARTICLE} )*{_NAME_WORD}[*†‡]*)$"
    ),
    "given": re.compile(rf" (?P<name>[^\W\d_a-z][\w'’-]+ (?:{_PARTICLE} )*[^\W\d_a-z][\w'’.-]*[*†‡]*)$"),
}


def with_line_ends(text: str) -> str:
    """Return a page that is one line with a line for each of its parts; any other text unchanged."""
    outputs = list(_OUTPUT.finditer(text))
    if text.strip().count("\n") > _MOST_LINE_ENDS or len(text) < _SHORTEST or len(outputs) != 1:
        return text
    words = " ".join(text.split()) + (" " if text[-1:].isspace() else "")
    output = _OUTPUT.search(words)
    if output is None or output.start() > _LONGEST_HEAD or not KIND.match(words, output.end()):
        return text
    head = _head(words[: output.start()].strip())
    return "\n".join((*head, *_body(words[output.start() :]))) if head else text


def _head(words: str) -> list[str]:
    """Return title, authors and affiliations as lines; [] if the names cannot be separated from the title."""
    words, *corresponding = _CORRESPONDING.split(words, maxsplit=1)
    places = [0, *(match.start() for match in _PLACE_OF_WORK.finditer(words))][1:]
    for end in (*places, len(words)):
        if found := _title_and_authors(words[:end].rstrip(" ,")):
            rest = words[end:].strip(" ,")
            return [found[0], "", found[1], "", *([rest] if rest else []), *corresponding, ""]
    return []


def _title_and_authors(words: str) -> tuple[str, str] | None:
    others_follow = _OTHERS.search(words)
    groups = (words[: others_follow.start()] if others_follow else words).split(", ")
    first = len(groups)
    while first > 1 and _is_name(groups[first - 1]):
        first -= 1
    told = ", ".join(groups[:first])
    others = groups[first:]
    two = re.fullmatch(rf"(?P<first>.* \S+) and (?P<second>{_NAME.pattern})", told)
    told, joined = (two["first"], f" and {two['second']}") if two else (told, "")
    by_initials = bool(others) and sum(bool(re.match(_INITIALS, name)) for name in others) * 2 > len(others)
    ways = ("initials",) if by_initials else ("given and initials", "given", "initials")
    for way in ways:
        if found := _NAME_AT_END[way].search(told):
            return told[: found.start()].strip(), ", ".join(
                (found["name"] + joined, *others, *((others_follow.group().strip(" ,"),) if others_follow else ()))
            )
    return None


def _is_name(group: str) -> bool:
    parts = [group] if _GROUP.fullmatch(group) else re.split(r" (?:and|&) ", group)
    return all(_NAME.fullmatch(each) or _GROUP.fullmatch(each) for each in parts)


def _body(words: str) -> list[str]:
    """Return "Research output: …", parts of the site, abstract, rows, headings and items as lines."""
    found = _END_OF_OUTPUT.search(words)
    if not found:
        return [words]
    review = _REVIEW.match(words, found.end())
    end = review.end() if review else found.end()
    if len(words[end:]) < _SHORTEST_REST and not _WORD.search(words[end:]):
        return [words]
    lines = [words[:end].strip(), ""]
    while of_page := _OF_THE_PAGE.match(words, end):
        lines.append(of_page["words"])
        end = of_page.end()
    abstract_ends = _abstract_ends(words, end)
    lines.append(words[end:abstract_ends].lstrip())
    return [*lines, "", *_below(words[abstract_ends:].lstrip())] if abstract_ends < len(words) else lines


def _abstract_ends(words: str, begin: int) -> int:
    """Return the offset of the table, even if its first label is incomplete; else of a heading that is no prose."""
    if (place := words.find(f" {BEGINS_TABLE}", begin)) >= 0:
        return place
    for length in range(len(BEGINS_TABLE) - 1, 2, -1):
        if words.endswith(f" {BEGINS_TABLE[:length]}"):
            return len(words) - length - 1
    return next((found.start() for found in _CLOSING.finditer(words, begin)), len(words))


def _below(words: str) -> list[str]:
    """Return the rows of the table, and the text after it, as lines; each row and heading occurs once."""
    starts, seen = {0}, set()
    end = next((match.start() for match in _END.finditer(words)), len(words))
    starts.add(end)
    table_ends = end
    for match in _HEADING.finditer(words, 0, end):
        if match.group() not in seen:
            seen.add(match.group())
            starts |= {match.start(), match.end()}
            table_ends = min(table_ends, match.start())
    items = [
        match.end() for match in _ITEM.finditer(words, 0, end) if words[match.end()] != "-" or match.end() > table_ends
    ]
    starts.update(items)
    for match in ROW_LABELS.finditer(words, 0, min([table_ends, *items])):
        if match.group() not in seen:
            seen.add(match.group())
            starts.add(match.start())
    parts = [words[begin:end] for begin, end in pairwise((*sorted(starts), len(words)))]
    # The end is unchanged, because its last word may be incomplete.
    return [part for part in (*(part.strip() for part in parts[:-1]), parts[-1].lstrip()) if part.strip(" •▪·")]
