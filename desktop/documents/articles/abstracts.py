"""Divide the abstract of an article into its labelled parts."""

import re

from desktop.documents.syntax.wrapped_text import one_line
from desktop.trials.sections import ABSTRACT_PREFIX
from desktop.trials.trial import Section

# The words of the labels in structured abstracts, alone ("Methods") or joined ("Patients and Methods").
_PART = (
    r"(?:aims?|background|case presentation|clinical (?:implications|relevance)|comparison|conclusions?|"
    r"conflicts? of interests?|context|data sources|design|disclosures?|discussion|eligibility(?: criteria)?|"
    r"end ?points?|evidence review|exposures?|findings|"
    r"funding|goals?|hypothes[ie]s|implications(?: for practice)?|importance|inclusion criteria|interpretation|"
    r"interventions?|introduction|lay summary|lessons learned|limitations?|materials?|measure(?:ment)?s?|"
    r"methodology|methods?|objectives?|observations?|outcomes?|outcome measures?|participants?|patients?|"
    r"perspectives?|populations?|procedures?|purpose|rationale|relevance|results?|sample size|selection criteria|"
    r"settings?|significance|simple summary|statistics|statistical (?:analys[ei]s|considerations?|design|methods?)|"
    r"subjects?|summary|analysis|translational relevance|treatments?(?: (?:plan|regimens?|schedule))?|"
    r"(?:clinical )?trials? (?:registration|registry|"
    r"information|identifier|identification|design|sponsor)(?: (?:number|information))?|registration(?: number)?)"
)
_ANY_LABEL = (
    rf"(?:(?:main|key|primary|experimental|specific|study|statement of|trial)\s*)?{_PART}"
    rf"(?:(?:,\s+and\s+|,\s+|/|\s+and\s+|\s+&\s+){_PART}){{0,3}}"
)
# Labels that some exports print like the first words of a sentence ("Methods Between 2001 and 2005 women …").
_BARE_LABEL = (
    r"(?:Background|Introduction|Rationale|Aims?|Objectives?|Purpose|(?:(?:Study|Trial) [Dd]|D)esign|Settings?|"
    r"Participants|Interventions?|(?:(?:Patients|Materials?|Subjects|Design|Participants) (?:and|&) [Mm]|M)ethods|"
    r"Main [Oo]utcome [Mm]easures?|Results|Findings|Conclusions?|Interpretation|Discussion)"
)
_FEWEST_BARE_LABELS = 2
"""How many such labels an abstract has; one alone may be a word of its sentence."""
# A label is at the beginning, on its own line, or after a sentence; it begins with a capital and ends with a colon or
# a dash ("Methods— "), or stands before a bullet. Without these it must be in capitals ("PURPOSE To evaluate") or be
# alone on a line. Some exports print each "I" of the capitals small ("TRiAL DESiGN").
_LABEL = re.compile(
    rf"(?:(?<=^)|(?<=\n)|(?<=[.;:!?)\]\"'”’*][ \t])|(?<=[.;!?)\]])|(?<=[.!?)\]],))[ \t]*(?:"
    rf"(?P<colon>(?=[A-Z])(?i:{_ANY_LABEL}))(?:\s*[:：]|\s?[—–]|[ \t]-(?=[ \t])|(?=[ \t]+[•▪‣●■]))"
    rf"|(?P<capitals>(?=[A-Z][A-Zi]{{2}})(?i:{_ANY_LABEL}))(?<=[A-Z])\s*[:.]?(?=[ \t]+[A-Z0-9]|\n)"
    rf"|(?<![^\n])(?P<line>(?=[A-Z])(?i:{_ANY_LABEL}))[ \t]*\.?[ \t]*(?=\n)"
    rf"|(?:(?<![^\n])|(?<=[.!?][ \t])|(?<=[.!?][)\]][ \t]))(?P<bare>{_BARE_LABEL})(?=[ \t]+[A-Z0-9])"
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
    for match in _labels(text):
        sections.append((name, _JOINT.sub("", text[begin : match.start()])))
        written = match["colon"] or match["capitals"] or match["line"] or match["joined"] or match["bare"]
        name, begin = ABSTRACT_PREFIX + _name(written), match.end()
    sections.append((name, text[begin:]))
    return tuple(Section(name, told) for name, part in sections if (told := _paragraphs(part)))


def _name(label: str) -> str:
    """Return a label as a name; one whose blank is lost gets it back ("TrialDesign"), but "TRiAL" has lost none."""
    words = re.sub(r"(?<=[a-hj-z])(?=[A-Z])", " ", label)
    return re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")


def _labels(text: str) -> list[re.Match[str]]:
    found = list(_LABEL.finditer(text))
    bare = sum(match["bare"] is not None for match in found)
    return found if bare >= _FEWEST_BARE_LABELS else [match for match in found if match["bare"] is None]


def _paragraphs(text: str) -> str:
    return "\n".join(words for line in text.split("\n") if (words := one_line(line)))
