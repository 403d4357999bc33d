"""Read the decisions, labels, reasons and notes that review programs write into a record's notes."""

import re
from collections.abc import Iterable, Iterator

from desktop.documents.syntax.wrapped_text import one_line
from desktop.trials.screening import ScreeningDecision
from desktop.trials.shortlists import EXCLUDE, INCLUDE, MAYBE, UNSEEN

# RAYYAN-INCLUSION: {"A"=>"Included", "B"=>"Maybe"} | RAYYAN-LABELS: x,y | RAYYAN-EXCLUSION-REASONS: … | USER-NOTES: …
_MARK = re.compile(r"(RAYYAN-INCLUSION|RAYYAN-LABELS|RAYYAN-EXCLUSION-REASONS|USER-NOTES)\s{0,9}:", re.IGNORECASE)
# An arrow follows a name; the last quotation mark may have been cut off.
_QUOTED = re.compile(r'"(?P<text>(?:[^"\\]|\\.)*)(?:"|$)(?P<arrow>\s{0,9}(?:=>|:))?', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_DECISIONS = (("includ", INCLUDE), ("exclud", EXCLUDE), ("maybe", MAYBE))
# In its log Rayyan distinguishes reasons from labels in this way.
_OF_REASON = "__EXR__"
# Exclusion reason: Wrong study design; A User 2021-11-24 21:38:33(Select): her words; another user …
_REASON = re.compile(r"\bExclusion reasons?\s{0,9}:\s{0,9}(?P<reason>[^;\n]{1,500})(?:;|\n|$)", re.IGNORECASE)
_STAMP = re.compile(r"(?P<by>[^;\n()]{1,100}?) \d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?\s?\([^()]{1,40}\):\s?")


def notes_and_decisions(notes: Iterable[str]) -> tuple[list[str], tuple[ScreeningDecision, ...]]:
    """Return (notes of a record without Rayyan's additions, the decisions from these additions)."""
    left: list[str] = []
    decisions: list[ScreeningDecision] = []
    for note in notes:
        parts = _MARK.split(note)
        if told := parts[0].strip().rstrip("|").strip():
            left.append(told)
        marked = {
            name.upper(): value.strip().rstrip("|").strip()
            for name, value in zip(parts[1::2], parts[2::2], strict=True)
        }
        decisions += _rayyan(marked)
    return left, tuple(dict.fromkeys(decisions))


def covidence_screening(notes: str, tags: str) -> tuple[ScreeningDecision, ...]:
    """Return the decisions in the notes and tags of Covidence: exclusion with reasons, each user's note, each tag."""
    if not notes and not tags:
        return ()
    reasons = "; ".join(dict.fromkeys(one_line(found["reason"]) for found in _REASON.finditer(notes)))
    told = list(_signed(one_line(_REASON.sub(" ", notes)).strip("; ")))
    if reasons:
        told = [ScreeningDecision(EXCLUDE, reasons), *told]
    told += [ScreeningDecision(list_name=tag) for tag in map(one_line, tags.split(";")) if tag]
    return tuple(told)


def _signed(notes: str) -> Iterator[ScreeningDecision]:
    """Yield the notes of each user; the text before the first name has no user."""
    by, begin = "", 0
    for stamp in (*_STAMP.finditer(notes), None):
        if note := notes[begin : stamp.start() if stamp else len(notes)].strip("; "):
            yield ScreeningDecision(note=note, by=by)
        if stamp:
            by, begin = stamp["by"].strip("; "), stamp.end()


def _rayyan(marked: dict[str, str]) -> Iterator[ScreeningDecision]:
    reason = "; ".join(_items(marked.get("RAYYAN-EXCLUSION-REASONS", "")))
    notes = _said_by(marked.get("USER-NOTES", ""))
    inclusion = marked.get("RAYYAN-INCLUSION", "")
    decided = {name: _decision(value) for name, value in _said_by(inclusion).items()}
    excluding = any(decision == EXCLUDE for decision in decided.values())
    for name, decision in decided.items():
        # The record has only one list of reasons; it belongs to the user who excluded the record.
        told = reason if decision == EXCLUDE or not excluding else ""
        yield ScreeningDecision(decision, told, notes.pop(name, ""), by=name)
    if reason and not decided:
        yield ScreeningDecision(reason=reason)
    for name, note in notes.items():
        yield ScreeningDecision(note=note, by=name)
    for label in _items(marked.get("RAYYAN-LABELS", "")):
        yield ScreeningDecision(list_name=label)


def _said_by(written: str) -> dict[str, str]:
    """Return {user: words} from {"A"=>"Maybe", "B"=>["one note", "another"]}; without names, {"": words}."""
    told: dict[str, list[str]] = {}
    name = ""
    for quoted in _QUOTED.finditer(written):
        text = one_line(_ESCAPED.sub(r"\1", quoted["text"]))
        if quoted["arrow"]:
            name = text
        elif text:
            told.setdefault(name, []).append(text)
    if not told and (words := one_line(written.strip('{}[]" '))):
        told[""] = [words]
    return {each: "; ".join(dict.fromkeys(texts)) for each, texts in told.items()}


def _items(written: str) -> list[str]:
    return [item for part in written.split(",") if (item := part.strip().strip('"').removeprefix(_OF_REASON).strip())]


def _decision(written: str) -> str:
    """Return a decision as one of this program's decisions."""
    plain = written.strip().lower()
    return next((decision for begin, decision in _DECISIONS if plain.startswith(begin)), UNSEEN)
