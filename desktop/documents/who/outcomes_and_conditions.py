"""Read the outcomes of WHO ICTRP records."""

import re
from collections.abc import Iterator

from desktop.documents.contents.absences import is_absent, stated
from desktop.documents.contents.time_frames import is_time_frame
from desktop.documents.syntax.labelled_text import labelled_parts
from desktop.documents.syntax.wrapped_text import one_line, tidy_lines
from desktop.trials.trial import Outcome, OutcomeRank, Section

_PART = re.compile(
    r"(?:^|;)\s*(?P<label>Main Objective|Secondary Objective|Primary end point\(s\)|Secondary end point\(s\)|"
    r"Timepoint\(s\) of evaluation of this end point)\s*:"
)
_OBJECTIVES = {"Main Objective": "main_objective", "Secondary Objective": "secondary_objectives"}
_TIMES = "Timepoint(s) of evaluation of this end point"
_TIME_FRAME = re.compile(r"\[ ?Time ?Frame\b ?:?([^\[\]]*)\] ?$", re.IGNORECASE)
# The Australian registry writes the time at the end: "Distress, by questionnaire[Baseline, 3 months]".
_TIME_IN_BRACKETS = re.compile(r"\[([^\[\]]+)\] ?$")
# The Iranian one: "Cough. Timepoint: Daily. Method of measurement: Questionnaire."
_TIME_AND_METHOD = re.compile(
    r"(?P<measure>.+?)\.? Timepoint: ?(?P<times>.*?)\.? Method of measurement: ?(?P<method>.*?)\.?", re.DOTALL
)
_BROKEN_LINE = re.compile(r"(?:(?<=,)|(?<= and))\n(?=\S)")
_MARK = re.compile(r"^(?:[-–•*·▪]|\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)])\s*(?=\S)")


def outcomes(rank: OutcomeRank, text: str) -> Iterator[Outcome]:
    """Yield the outcomes of a field: European end points as one with its time, others between lines or semicolons."""
    parts = _parts(text)
    if parts:
        measure = "\n".join(told for label, told in parts if "end point(s)" in label and label != _TIMES)
        times = one_line(" ".join(told for label, told in parts if label == _TIMES))
        if measure and not is_absent(measure):
            yield Outcome(rank, measure, "", "" if is_absent(times) else times)
        return
    for line in _BROKEN_LINE.sub(" ", tidy_lines(text)).split("\n"):
        # A semicolon before a space belongs to the author's text.
        for part in re.split(r"[;；](?=\S|$)", line):
            measure, description, times = _taken_apart(part.strip())
            if told := stated(_MARK.sub("", measure.strip())):
                yield Outcome(rank, told, stated(description), stated(times))


def _taken_apart(part: str) -> tuple[str, str, str]:
    """Return (measure, description, time frame) of an outcome."""
    if found := _TIME_FRAME.search(part):
        return part[: found.start()], "", found[1]
    if (found := _TIME_IN_BRACKETS.search(part)) and is_time_frame(found[1]):
        return part[: found.start()], "", found[1]
    if found := _TIME_AND_METHOD.fullmatch(part):
        return found["measure"], found["method"], found["times"]
    return part, "", ""


def objectives(text: str) -> Iterator[Section]:
    """Yield the objectives that European records print before their end points."""
    for label, told in _parts(text):
        if label in _OBJECTIVES and not is_absent(told):
            yield Section(_OBJECTIVES[label], told)


def _parts(text: str) -> list[tuple[str, str]]:
    return [(match["label"], tidy_lines(told)) for match, told in labelled_parts(_PART, text)]
