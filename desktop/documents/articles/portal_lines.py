"""Recognise the lines of a research-portal page: landmarks, rows of the table, headings, and parts of the site."""

import re

from desktop.documents.syntax.markdown_text import without_links
from desktop.documents.syntax.wrapped_text import one_line

# The labels of the rows, the longest first; those of the second group are also words of prose.
_TELLING_ROWS = (
    "Translated title of the contribution",
    "Title of host publication",
    "Host publication title",
    "Externally published",
    "Early online date",
    "Publication status",
    "Original language",
    "Pages (from-to)",
    "Number of pages",
    "Article number",
    "Issue number",
    "Publication date",
    "MoE publication type",
    "ISSN (Print)",
    "ISSN (Electronic)",
    "DOIs",
    "ISSN",
)
_PLAIN_ROWS = ("Publisher", "Journal", "Volume", "Issue", "State", "Status", "Pages", "DOI", "Editors")
_TELLING = "|".join(map(re.escape, _TELLING_ROWS))
_PLAIN = "|".join(_PLAIN_ROWS)
_SEPARATOR = r"[\s:：|]*"
_ROW = re.compile(rf"(?P<label>{_TELLING}|(?:{_PLAIN})(?![a-z ,.;()-])){_SEPARATOR}(?P<value>.*)")
_ROW_IN_TABLE = re.compile(rf"(?P<label>{_TELLING}|(?:{_PLAIN})(?![a-z])){_SEPARATOR}(?P<value>.*)")
# "Original languageEnglishPages (from-to)101-109": rows that a copy has joined to one line.
_ROW_SEAM = re.compile(
    r"(?<=[\w)\].])(?=(?:Pages \(from-to\)|Number of pages|Article number|Issue number|Early online date|"
    r"Publication status|Externally published|DOIs(?:https?:|10\.)|StatePublished|Journal[A-Z]|Volume\d))"
)
BEGINS_TABLE = "Original language"
# Rows of a page that is one line.
ROW_LABELS = re.compile(rf"(?:^|(?<= ))(?:{_TELLING}|{_PLAIN})(?=$|[\s:|A-Z\d(]|https?:)")
LISTS = re.compile(
    r"(?:.*\b)?(?:subject areas?|Keywords|UN SDGs|\(ASJC\) codes|Fields of Science(?: \d{4})?|Research areas?)\s*:?"
    r"|Classification",
    re.IGNORECASE,
)
NOTES = re.compile(
    r"(?:Bibliographical note|Funding(?: information)?|Funding details|Publisher Copyright|Publication series)\s*:?",
    re.IGNORECASE,
)
ABSTRACT = re.compile(r"(?:Original |English )?Abstract(?: \(may include machine translation\))?\s*:?", re.IGNORECASE)
_SCOPUS = r"(?:\(?Scopus\)?\s*)?"
_CITED = rf"{_SCOPUS}(?:Link opens in a new tab\s*)?{_SCOPUS}(?:citations?|downloads?)(?:\s*\(.*\))?"
OF_THE_PAGE = re.compile(
    r"Overview|Fingerprint|Projects|Press/Media|Equipment|Prizes|Student theses|Activities|Datasets|Research output|"
    r"View full fingerprint|"
    r"Sort by.*|Weight|Alphabetically|Powered by .*|Download as .*|Overview\s+Fingerprint.*|"
    r"Link to publication in (?:Scopus|Web of Science|OpenAlex|PubMed)|Link to the citations in Scopus|"
    r"Other files and links|Access to Document|Handle\.net|"
    r"Final published version|Open Access(?: file)?|Persistent link|Share(?: this)?|PlumX Metrics|Abstract available|"
    rf"[\d,.]+\s*{_CITED}.*|{_CITED}|(?:Scopus|\(Scopus\))|"
    r"\d+\s+Link opens in a new tab.*|"
    r"\[TABLE\]|[|\s:-]{3,}|"
    r"\*?\s*Corresponding authors? (?:for|of) this (?:work|paper|publication|article)\.?|"
    r"\*?\s*(?:Joint|Shared|Equal) first authors?.*",
    re.IGNORECASE,
)
# Lines above the title in a copy of the whole window.
ABOVE_TITLE = re.compile(
    r"Skip to .*|(?:.*(?:University|Clinic|College|Institute|Portal|Cent(?:er|re)|Hospital|Logo)\b.{0,30} )?Home|"
    r"Help & FAQ|Log ?in.*|Search(?: (?:by|content).*)?|Profiles|Research units|"
    r"(?:University )?(?:Departments and )?(?:Centers|Centres)|Research(?: units| output| outputs| infrastructure)?|"
    r"Facilities|Projects|Prizes|Activities|Press/Media|Student theses|Datasets|Courses|Impacts?|Home Profiles .*|"
    r"Link opens in a new tab|https?://\S+|<!--.*-->|English|Logo|.* Logo|Grants|Equipment|Outputs|Menu",
    re.IGNORECASE,
)
# The lines after these are about the page, not the article.
END = re.compile(r"Dive into the research topics of .*|Cite this\b.*|Fingerprint\b.*", re.IGNORECASE)
_LAST_LINES = ("Dive into the research topics of", "Cite this", "Fingerprint")
_AT_THE_END = (
    *_TELLING_ROWS,
    *_PLAIN_ROWS,
    *_LAST_LINES,
    *(
        "Abstract",
        "ASJC Scopus subject areas",
        "All Science Journal Classification (ASJC) codes",
        "Keywords",
        "UN SDGs",
    ),
    *("Access to Document", "Bibliographical note", "Other files and links", "Corresponding author for this work"),
    *("* Corresponding author for this work", "Research output:", "UN SDGs"),
)
_CITATIONS = (
    "Scopus citations",
    "Citations (Scopus)",
    "Citation (Scopus)",
    "Downloads (Pure)",
    "Link opens in a new tab",
)
_COUNT_AT_END = re.compile(r"[\d,.]+\s*(?P<words>.*)")
OUTPUT = re.compile(r"Research output:\s*(?P<told>.*)", re.IGNORECASE)
CONTAINER = re.compile(
    r"Contributions? to (?:journal|conference|specialist publication|newspaper|book/anthology/report|periodical)|"
    r"Chapter in Book/[\w /]+?proceedings?|Book/Report|Working paper(?:/Preprint)?|Preprint|Thesis|Other contribution|"
    r"Non-textual form",
    re.IGNORECASE,
)
# Older pages name the kind of work first: "Research output: Research - peer-review › Journal article".
KIND = re.compile(
    rf"(?:{CONTAINER.pattern})|(?:Research|Journal article|Article|Review(?: article)?|Letter|Editorial|Comment)\b",
    re.IGNORECASE,
)
_MARK = re.compile(r"(?:#{1,6}\s+|\|\s*|\*\*(?=\S))+")


def lines_of(text: str) -> list[str]:
    """Return the lines of a page single-spaced and without Markdown; rows that were joined are separated."""
    return [one_line(part) for line in text.split("\n") for part in _ROW_SEAM.split(_plain(line))]


def row_of(line: str, *, in_table: bool) -> re.Match[str] | None:
    """Return a match of label and value of a row; above the table, labels that are also prose do not count."""
    return (_ROW_IN_TABLE if in_table else _ROW).fullmatch(line)


def could_go_on_as_landmark(line: str) -> bool:
    """Return whether the last line of a page may be an incomplete label or an incomplete count of citations."""
    if any(each.casefold().startswith(line.casefold()) for each in _AT_THE_END):
        return True
    counted = _COUNT_AT_END.fullmatch(line)
    return counted is not None and any(each.casefold().startswith(counted["words"].casefold()) for each in _CITATIONS)


def _plain(line: str) -> str:
    line = without_links(line)
    mark = _MARK.match(line.lstrip())
    return line.lstrip()[mark.end() :].rstrip("| ").replace("**", "") if mark else line
