"""Which arm receives what: a small table intervention × arm, with the part each drug plays."""

import itertools
from collections.abc import Iterable, Iterator

from desktop.exports.markup import NOTHING, Markup, block, joined, note, strong, subheading, table, text
from desktop.registry_words import ordinary
from desktop.trials.finding import Finding
from desktop.trials.sections import sections
from desktop.trials.trial import Arm, Intervention, Trial

_MOST_ARM_COLUMNS = 8
_NARROW_COLUMN = 5  # per cent
LetteredArms = list[tuple[str, Arm]]


def treatment_table(trial: Trial, findings: Iterable[Finding]) -> Markup:
    """Return the interventions of a trial with the arms that receive them, then the arms with their descriptions."""
    drugs = _drugs_by_intervention(trial, findings)
    arms = list(zip(_letters(), trial.arms, strict=False))
    rows = [_row(each, drugs.get(number, ""), arms) for number, each in enumerate(trial.interventions)]
    return block(_table(rows, arms), _arms(arms))


def _table(rows: list[list[Markup]], arms: LetteredArms) -> Markup:
    if not arms:
        return table(("Intervention", "Type", "Recognised as"), rows, (50, 15, 35))
    if len(arms) > _MOST_ARM_COLUMNS:
        return table(("Intervention", "Type", "Recognised as", "Arms"), rows, (42, 13, 25, 20))
    narrow = (_NARROW_COLUMN,) * len(arms)
    first = 100 - 13 - 25 - sum(narrow)
    return table(
        ("Intervention", "Type", "Recognised as", *(letter for letter, _ in arms)), rows, (first, 13, 25, *narrow)
    )


def _row(each: Intervention, drugs: str, arms: LetteredArms) -> list[Markup]:
    others = note(joined(each.other_names, ", "))
    cells = [Markup(text(each.name) + others), text(ordinary(each.kind)), text(drugs)]
    if len(arms) > _MOST_ARM_COLUMNS:
        return [*cells, joined((letter for letter, arm in arms if _receives(arm, each)), ", ")]
    return [*cells, *(text("●" if _receives(arm, each) else "") for _, arm in arms)]


def _receives(arm: Arm, intervention: Intervention) -> bool:
    names = {name.casefold() for name in (intervention.name, *intervention.other_names)}
    return any(name.casefold() in names for name in arm.interventions)


def _arms(arms: LetteredArms) -> Markup:
    rows = [[strong(text(letter)), _arm(arm)] for letter, arm in arms]
    return block(subheading("Arms"), table((), rows, (5, 95), "plain")) if rows else NOTHING


def _arm(arm: Arm) -> Markup:
    kind = f" ({ordinary(arm.kind).lower()})" if arm.kind else ""
    names = joined(arm.interventions) if arm.interventions else NOTHING
    described = f"<br/>{text(arm.description)}" if arm.description else ""
    given = note(Markup(f"Receives: {names}")) if names else NOTHING
    return Markup(f"{strong(text(arm.label))}{text(kind)}{described}{given}")


def _letters() -> Iterator[str]:
    """Yield A, B, ... Z, A2, B2, ...: some platform trials have more than 26 arms."""
    for letter_round in itertools.count(1):
        for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
            yield letter if letter_round == 1 else f"{letter}{letter_round}"


def _drugs_by_intervention(trial: Trial, findings: Iterable[Finding]) -> dict[int, str]:
    """Return, by the number of the intervention, the drugs that were recognised in its line, with their roles."""
    lines = list(_intervention_lines(trial))
    found: dict[int, dict[str, None]] = {}
    for finding in findings:
        evidence = finding.evidence
        if finding.facet != "drugs" or evidence.section != "interventions":
            continue
        for number, (start, end) in enumerate(lines):
            if start <= evidence.start < end:
                role = f" ({finding.role})" if finding.role and finding.role != "unknown" else ""
                found.setdefault(number, {})[finding.value + role] = None
    return {number: "; ".join(drugs) for number, drugs in found.items()}


def _intervention_lines(trial: Trial) -> Iterator[tuple[int, int]]:
    """Yield where each intervention stands in the section of that name; a name may hold a line end itself."""
    section = sections(trial).get("interventions", "")
    position = 0
    for each in trial.interventions:
        end = section.index(each.name, position) + len(each.name)
        yield position, end
        position = end
