"""Divide the abstract of an article into its labelled parts."""

import re

from desktop.documents.syntax.wrapped_text import one_line
from desktop.trials.sections import ABSTRACT_PREFIX
from desktop.trials.trial import Section

# The words of the labels in structured abstracts, alone ("Methods") or joined ("Patients and Methods").
_PART = (
    r"(?:aims?|background|case presentation|clinical (?:implications|relevance)|comparison|conclusions?|context|"
    r"data sources|design|discussion|eligibility criteria|end ?points?|evidence review|exposures?|findings|"
    r"funding|goals?|hypothes[ie]s|implications(?: for practice)?|importance|interpretation|interventions?|"
    r"introduction|lay summary|lessons learned|limitations?|materials?|measure(?:ment)?s?|methodology|methods?|"
    r"objectives?|observations?|outcomes?|outcome measures?|participants?|patients?|perspectives?|procedures?|"
    r"purpose|rationale|relevance|results?|sample size|selection criteria|settings?|significance|simple summary|"
    r"subjects?|summary|analysis|translational relevance|(?:clinical )?trials? (?:registration|registry|"
    r"information|identifier|design|sponsor)(?: (?:number|information))?|registration(?: number)?)"
)
_ANY_LABEL = (
    rf"(?:(?:main|key|primary|experimental|study|statement of|trial)\s+)?{_PART}"
    rf"(?:(?:,\s+and\s+|,\s+|/|\s+and\s+|\s+&\s+){_PART}){{0,3}}"
)
# A label is at the beginning, on its own line, or after a sentence; it begins with a capital and ends with a colon.
# Without a colon it must be in capitals ("PURPOSE To evaluate") or be alone on a line.
_LABEL = re.compile(
    rf"(?:(?<=^)|(?<=\n)|(?<=[.;:!?)\]\"'”’*][ \t])|(?<=[.;!?)\]])|(?<=[.!?)\]],))[ \t]*(?:"
    rf"(?P<colon>(?=[A-Z])(?i:{_ANY_LABEL}))\s*[:：]"
    rf"|(?P<capitals>(?=[A-Z]{{3}})(?i:{_ANY_LABEL}))(?<=[A-Z])\s*[:.]?(?=[ \t]+[A-Z0-9]|\n)"
    rf"|(?<![^\n])(?P<line>(?=[A-Z])(?i:{_ANY_LABEL}))[ \t]*\.?[ \t]*(?=\n)"
    r")[ \t]*"
    # Ovid joins the parts by commas: "… were few., RESEARCH DESIGN AND METHODS: …"; there all capitals are a label.
    r"|(?<=[.!?)\]],)[ \t]*(?P<joined>[A-Z]{2,}(?:(?: |/|, | & )[A-Z][A-Z-]*){0,6})\s*[:：][ \t]*",
)
_JOINT = re.compile(r"(?<=[.!?)\]]),\s*$")


def abstract_sections(text: str) -> tuple[Section, ...]:
    """Return the parts of an abstract in order: "abstract_results" is the text after "Results:".

    The name is "abstract_" and the label in lower case with underscores; text without a label is "abstract". Only the
    labels are missing in the texts.
    """
    sections = []
    name, begin = ABSTRACT_PREFIX.rstrip("_"), 0
    for match in _LABEL.finditer(text):
        sections.append((name, _JOINT.sub("", text[begin : match.start()])))
        written = match["colon"] or match["capitals"] or match["line"] or match["joined"]
        name, begin = ABSTRACT_PREFIX + re.sub(r"[^a-z0-9]+", "_", written.lower()).strip("_"), match.end()
    sections.append((name, text[begin:]))
    return tuple(Section(name, told) for name, part in sections if (told := _paragraphs(part)))


def _paragraphs(text: str) -> str:
    return "\n".join(words for line in text.split("\n") if (words := one_line(line)))
