"""Show which arm receives what: the interventions with the drugs recognised in them, and the arms."""

import itertools
from collections.abc import Iterator

from desktop.sheet.parts import Block, Item, Items, Paragraphs, Place, Table, plain
from desktop.sheet.passages import Passages, place_of
from desktop.sheet.places import item_places
from desktop.sheet.registry_words import RegistryWords
from desktop.sheet.subject import DRUGS, Subject
from desktop.sheet.wording import Wording
from desktop.trials.finding import Finding
from desktop.trials.trial import Arm, Intervention

_MOST_ARM_COLUMNS = 8
_RECOGNISED, _NARROW, _ARMS = 30, 5, 20  # per cent
_CLASSES = "drug_classes"


def treatment_of(subject: Subject, words: Wording, passages: Passages) -> Iterator[Block]:
    """Yield the interventions of a trial with the arms that receive them, the arms, and their descriptions."""
    arms = list(zip(_letters(), subject.trial.arms, strict=False))
    if subject.trial.interventions:
        yield _interventions(subject, words, passages, arms)
    if arms:
        texts = map(passages.part, item_places(subject.trial, "arms"))
        items = (Item(text, mark=letter) for (letter, _), text in zip(arms, texts, strict=True))
        yield Items("arms", "Arms", tuple(items))
    details = tuple(Item(line) for line in passages.lines("intervention_details") if line)
    if details:
        yield Paragraphs("intervention_details", "Details", details)


def intervention_in_words(intervention: Intervention, codes: RegistryWords) -> str:
    """Return an intervention with its type: "Drug: Trastuzumab"."""
    kind = codes.ordinary(intervention.kind)
    return f"{kind}: {intervention.name}" if kind else intervention.name


def arm_in_words(arm: Arm, codes: RegistryWords) -> str:
    """Return an arm with its type: "Both drugs [Experimental]"."""
    return f"{arm.label} [{codes.ordinary(arm.kind)}]" if arm.kind else arm.label


def _interventions(subject: Subject, words: Wording, passages: Passages, arms: list[tuple[str, Arm]]) -> Table:
    letters = [letter for letter, _ in arms]
    if len(arms) > _MOST_ARM_COLUMNS:
        heads, widths = ["Arms"], [_ARMS]
    else:
        heads, widths = letters, [_NARROW] * len(letters)
    rows = []
    for each, place in zip(subject.trial.interventions, item_places(subject.trial, "interventions"), strict=True):
        receiving = [letter for letter, arm in arms if _receives(arm, each)]
        if len(arms) > _MOST_ARM_COLUMNS:
            marks = [_cell(", ".join(receiving))]
        else:
            marks = [_cell("●" if letter in receiving else "") for letter in letters]
        named = Item(passages.part(place), (", ".join(each.other_names),) if each.other_names else ())
        rows.append(((named,), tuple(_recognised(subject, words, place)), *marks))
    first = 100 - _RECOGNISED - sum(widths)
    return Table(
        "interventions",
        "",
        ("Intervention as registered", "Recognised as", *heads),
        (first, _RECOGNISED, *widths),
        tuple(rows),
    )


def _cell(text: str) -> tuple[Item, ...]:
    return (Item(plain(text)),) if text else ()


def _receives(arm: Arm, intervention: Intervention) -> bool:
    names = {name.casefold() for name in (intervention.name, *intervention.other_names)}
    return any(name.casefold() in names for name in arm.interventions)


def _letters() -> Iterator[str]:
    """Yield A, B, ... Z, A2, B2, ...: some platform trials have more than 26 arms."""
    for letter_round in itertools.count(1):
        for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
            yield letter if letter_round == 1 else f"{letter}{letter_round}"


def _recognised(subject: Subject, words: Wording, place: Place) -> Iterator[Item]:
    """Yield the drugs that were recognised in an intervention with their roles in the trial, then their classes."""
    found = [each for each in subject.stored.findings if _is_in(each, place)]
    drugs = [each for each in found if each.facet == DRUGS]
    classes = [each for each in found if each.facet == _CLASSES]
    named = {each.evidence for each in drugs}
    yield from dict.fromkeys(Item(plain(_with_role(each, each.value))) for each in drugs)
    labels = (
        # The drug of a class already shows the role.
        Item(
            plain(label if each.evidence in named else _with_role(each, label)),
            is_replaced=subject.stored.replaces(each),
        )
        for each in classes
        for label in (words.label(_CLASSES, each.value),)
    )
    yield from dict.fromkeys(labels)


def _is_in(finding: Finding, place: Place) -> bool:
    section, start, end = place_of(finding)
    return section == place[0] and place[1] <= start and end <= place[2]


def _with_role(finding: Finding, name: str) -> str:
    return name if finding.role in ("", "unknown") else f"{name} ({finding.role})"
