"""Show a trial as named texts, with the position of each field in them.

The offsets of evidence refer to these texts; full-text search reads them, and the window shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from desktop.trials.trial import Arm, Intervention, Outcome, Trial

ABSTRACT_PREFIX = "abstract_"
"""The prefix of the names of the sections that are labelled parts of a publication's abstract."""

Span = tuple[int, int]
"""(start, end) of a part of a section, in characters."""
Pieces = Sequence[tuple[str, str]]
"""The (field, text) pairs of one item in the order of writing; the field is "" for the text between two fields."""

Items = Iterable[tuple[int, Pieces]]
"""The items of a section, each with its index in the list of the trial."""


_NOWHERE: Span = (0, 0)


class Item(NamedTuple):
    """Hold the position of one item in its section; an item is a criterion, an arm, an outcome, or a whole text.

    ``order`` is its index in the list of the trial, from 0. ``fields`` gives the spans of its fields by their names in
    ``desktop.trials.trial``, several for a field that is a list; an empty field has an empty span or none.
    """

    order: int
    start: int
    end: int
    fields: Mapping[str, tuple[Span, ...]]


class InterventionPlaces(NamedTuple):
    """Hold where an intervention stands: its ``line`` in the section "interventions", and in it the ``name``.

    ``description`` and ``other_names`` stand in the section "intervention_details"; a missing one is empty.
    """

    line: Span
    name: Span
    description: Span
    other_names: tuple[Span, ...]


class ArmPlaces(NamedTuple):
    """Hold where an arm stands in the section "arms": its ``line``, the ``label``, and the ``head``: label and kind.

    ``told`` is all of its line but the names that it lists.
    """

    line: Span
    label: Span
    head: Span
    told: Span


def sections(trial: Trial) -> dict[str, str]:
    """Return the texts of a trial by section name, in reading order; sections without text are absent.

    Lists have one item per line: ``interventions`` ("DRUG: name"), ``intervention_details`` ("name: description"),
    ``arms`` ("label [kind]: description (names)"), ``inclusion_criteria``, ``exclusion_criteria``, and the outcomes.
    The result depends only on the trial, so that stored offsets stay valid.
    """
    texts = ((name, "\n".join(_lines(items))) for name, items in _laid_out(trial).items())
    return {name: text for name, text in texts if text}


def places_in(trial: Trial, section: str) -> tuple[Item, ...]:
    """Return the items of a section of a trial, with the positions of their fields in ``sections(trial)[section]``.

    Those of a section that ``sections`` leaves out are empty.
    """
    return tuple(_items(_laid_out(trial).get(section, ())))


def intervention_places(trial: Trial) -> tuple[InterventionPlaces, ...]:
    """Return where each intervention of a trial stands, in order."""
    details = {item.order: item.fields for item in _items(_details(trial))}
    found = []
    for item in _items(_names(trial)):
        told = details.get(item.order, {})
        description, others = told.get("description", (_NOWHERE,))[0], told.get("other_names", ())
        found.append(InterventionPlaces((item.start, item.end), item.fields["name"][0], description, others))
    return tuple(found)


def arm_places(trial: Trial) -> tuple[ArmPlaces, ...]:
    """Return where each arm of a trial stands, in order."""
    found = []
    for arm, item in zip(trial.arms, _items(_arms(trial)), strict=True):
        label, kind = item.fields["label"][0], item.fields["kind"][0]
        head = item.start, kind[1] + len("]") if arm.kind else kind[1]
        told = item.start, item.fields["description"][0][1] if arm.description else head[1]
        found.append(ArmPlaces((item.start, item.end), label, head, told))
    return tuple(found)


def one_below_the_other(texts: Iterable[str]) -> list[Span]:
    """Return where texts stand that lie one below the other, as the items of a section do."""
    ends = list(accumulate(len(text) + len("\n") for text in texts))
    return [(start, end - len("\n")) for start, end in zip((0, *ends), ends, strict=False)]


def coded_places(trial: Trial) -> dict[str, list[Span]]:
    """Return {section: spans of its codes}; codes are words from a registry's lists: phase, status, kinds, design.

    There is one span for each item, an empty one if it has no code.
    """
    laid_out = _laid_out(trial)
    coded = {"design": "value", "interventions": "kind", "arms": "kind"}
    found = {name: [(0, len(text))] for name, text in _coded_fields(trial)}
    for name, field in coded.items():
        found[name] = [item.fields[field][0] for item in _items(laid_out[name])]
    return found


def _coded_fields(trial: Trial) -> tuple[tuple[str, str], ...]:
    return ("phase", trial.phase), ("status", trial.status), ("study_type", trial.study_type)


def _lines(items: Items) -> Sequence[str]:
    """Return the text of each item of a section."""
    return items.texts if isinstance(items, _Texts) else ["".join([text for _, text in pieces]) for _, pieces in items]


def _items(items: Items) -> Iterator[Item]:
    """Yield the positions of the items of a section, which has one item per line."""
    start = 0
    for order, pieces in items:
        fields: dict[str, list[Span]] = {}
        end = start
        for field, text in pieces:
            if field:
                fields.setdefault(field, []).append((end, end + len(text)))
            end += len(text)
        yield Item(order, start, end, {field: tuple(spans) for field, spans in fields.items()})
        start = end + len("\n")


def _laid_out(trial: Trial) -> dict[str, Items]:
    """Return the items of every section in reading order, made on demand."""
    official = trial.official_title if trial.official_title != trial.title else ""
    eligibility = trial.eligibility
    return {
        "title": _Texts("title", (trial.title,)),
        "official_title": _Texts("official_title", (official,)),
        "phase": _Texts("phase", (trial.phase,)),
        "status": _Texts("status", (trial.status,)),
        "study_type": _Texts("study_type", (trial.study_type,)),
        "design": ((n, (("label", each[0]), ("", ": "), ("value", each[1]))) for n, each in enumerate(trial.design)),
        "conditions": _Texts("conditions", trial.conditions),
        "keywords": _Texts("keywords", trial.keywords),
        **_narrative(trial),
        "interventions": _names(trial),
        "intervention_details": _details(trial),
        "arms": _arms(trial),
        "inclusion_criteria": _Texts("text", [each.text for each in eligibility.inclusion]),
        "exclusion_criteria": _Texts("text", [each.text for each in eligibility.exclusion]),
        "eligibility": _Texts("undivided", (eligibility.undivided,)),
        "primary_outcomes": _outcomes(trial, "primary"),
        "secondary_outcomes": _outcomes(trial, "secondary"),
        "other_outcomes": _outcomes(trial, "other"),
    }


class _Texts:
    """Hold items that have one field each; their texts, most of a trial, are asked for far more than their places."""

    def __init__(self, field: str, texts: Sequence[str]) -> None:
        self.field, self.texts = field, texts

    def __iter__(self) -> Iterator[tuple[int, Pieces]]:
        return ((n, ((self.field, text),)) for n, text in enumerate(self.texts))


def _narrative(trial: Trial) -> dict[str, Items]:
    found: dict[str, list[int]] = {}
    for n, section in enumerate(trial.narrative):
        # An abstract may have two parts with the same label, a damaged one thousands; all are kept, in order.
        found.setdefault(section.name, []).append(n)
    return {name: _parts(trial, numbers) for name, numbers in found.items()}


def _parts(trial: Trial, numbers: Iterable[int]) -> Items:
    return ((n, (("text", trial.narrative[n].text),)) for n in numbers)


def _names(trial: Trial) -> Items:
    return ((n, _intervention(each)) for n, each in enumerate(trial.interventions))


def _details(trial: Trial) -> Items:
    told = ((n, each) for n, each in enumerate(trial.interventions) if each.description or each.other_names)
    return ((n, _intervention_details(each)) for n, each in told)


def _arms(trial: Trial) -> Items:
    return ((n, _arm(arm)) for n, arm in enumerate(trial.arms))


def _intervention(intervention: Intervention) -> Pieces:
    joint = ": " if intervention.kind else ""
    return ("kind", intervention.kind), ("", joint), ("name", intervention.name)


def _intervention_details(intervention: Intervention) -> Pieces:
    pieces = [("name", intervention.name), ("", ": "), ("description", intervention.description)]
    if intervention.other_names:
        pieces.append(("", " (other names: " if intervention.description else "(other names: "))
        pieces += _joined("other_names", intervention.other_names)
        pieces.append(("", ")"))
    return pieces


def _arm(arm: Arm) -> Pieces:
    pieces = [("label", arm.label), ("", " [" if arm.kind else ""), ("kind", arm.kind), ("", "]" if arm.kind else "")]
    if arm.description:
        pieces += [("", ": "), ("description", arm.description)]
    if arm.interventions:
        pieces += [("", " ("), *_joined("interventions", arm.interventions), ("", ")")]
    return pieces


def _joined(field: str, texts: Sequence[str]) -> Iterator[tuple[str, str]]:
    for index, text in enumerate(texts):
        if index:
            yield "", "; "
        yield field, text


def _outcomes(trial: Trial, rank: str) -> Items:
    return ((n, _outcome(outcome)) for n, outcome in enumerate(trial.outcomes) if outcome.rank == rank)


def _outcome(outcome: Outcome) -> Pieces:
    pieces = [("measure", outcome.measure)]
    if outcome.description:
        pieces += [("", ": "), ("description", outcome.description)]
    if outcome.time_frame:
        pieces += [("", " ["), ("time_frame", outcome.time_frame), ("", "]")]
    return pieces
