"""Read a MedPath trial page: labels on lines of their own, values below, tables run together."""

import re
from collections.abc import Iterator

from desktop.documents.contents.eligibility import criteria
from desktop.documents.medpath.head import phase_and_status, settled_status
from desktop.documents.medpath.page_labels import HEAD, Page, is_absent, labels_in, page_of
from desktop.documents.medpath.places import sites_of
from desktop.documents.medpath.run_together import ArmRow, split_arm_rows, split_outcome_row
from desktop.documents.syntax.wrapped_text import one_line, tidy_lines
from desktop.errors import DocumentError
from desktop.trials.dates import partial_date
from desktop.trials.identifiers import Identifier, find_registry_ids, identifier, key_for
from desktop.trials.remarks import Remark, remark
from desktop.trials.sources import number_shape
from desktop.trials.trial import (
    Arm,
    Dates,
    Eligibility,
    Intervention,
    Outcome,
    OutcomeRank,
    Section,
    Sponsor,
    Trial,
)

_LANDMARKS = {"Recruitment & Eligibility", "Study & Design", "Arm && Interventions", "Trial Locations"}
_FEWEST_LANDMARKS = 2
_LANDMARKS_WITHIN = 500_000
_TYPES = (
    "Drug|Device|Biological|Procedure|Radiation|Behavioral|Genetic|Dietary Supplement|Combination Product|"
    "Diagnostic Test|Other"
)
_TYPED = re.compile(rf"({_TYPES}):\s*(.+)", re.IGNORECASE)
# "Drug: ADrug: B": a copy runs lists together, too.
_NEXT_TYPED = re.compile(rf"(?<=[\w)\]])(?<!\s)(?=(?:{_TYPES}): )")
_ARM_HEADER = "GroupInterventionDescription"
_OUTCOME_HEADER = "NameTimeMethod"
_OUTCOMES: tuple[tuple[OutcomeRank, str], ...] = (
    ("primary", "Primary Outcome Measures"),
    ("secondary", "Secondary Outcome Measures"),
    ("other", "Other Outcome Measures"),
)
_EUCTR = re.compile(rf"EUCTR({number_shape('EudraCT')}|{number_shape('CTIS')})(?:-[A-Z]{{2,3}})?")
# "Age = 18 years" where ≥ or ≤ may have been.
_BARE_EQUALS = re.compile(r"(?<![<>≤≥=!])=\s?\d")


def recognises(text: str) -> bool:
    """Return whether a text has the headings of a MedPath page, two of those that no other page has."""
    return len(labels_in(text[:_LANDMARKS_WITHIN]) & _LANDMARKS) >= _FEWEST_LANDMARKS


def read(text: str) -> Iterator[Trial]:
    """Yield the one trial of a MedPath page.

    Raises:
        DocumentError: The page has no title.
    """
    page = page_of(text)
    title, phase, shown, warnings = phase_and_status([one_line(line) for line in page.under(HEAD) if line.strip()])
    if not title:
        raise DocumentError("the page has no title above its phase and status; copy the page whole.")
    rows = _arm_rows(page)
    interventions = tuple(_interventions(page, rows))
    eligibility = _eligibility(page)
    identifiers = _identifiers(page)
    yield Trial(
        key=key_for(identifiers, _record(title, page)),
        kind="registration",
        title=title,
        aggregated=True,
        identifiers=identifiers,
        phase=phase,
        status=settled_status(page, shown, warnings),
        study_type=page.value("Study Type"),
        design=tuple((label, told) for label in ("Study Design",) if (told := page.value(label))),
        enrollment=_whole_number(page.value("Target Recruitment", "Target Recruit Count")),
        narrative=tuple(_narrative(page)),
        conditions=tuple(_values(page, "Conditions")),
        interventions=interventions,
        arms=_arms(rows),
        outcomes=tuple(_outcomes(page)),
        eligibility=eligibility,
        dates=_dates(page),
        sponsors=tuple(_sponsors(page)),
        sites=sites_of(page.under("Trial Locations")),
        warnings=(*page.mended, *warnings, *_doubts(eligibility, rows)),
    )


def _identifiers(page: Page) -> tuple[Identifier, ...]:
    found: dict[Identifier, None] = {}
    for number in _values(page, "Registration Number"):
        # EU records are listed once per country: "EUCTR2010-012345-67-DE".
        if listed := _EUCTR.fullmatch(number):
            found[identifier(listed[1])] = None
        found |= dict.fromkeys(find_registry_ids(number) or (identifier(number),))
    return tuple(found)


def _record(title: str, page: Page) -> str:
    return "\n".join((title, *(line for lines in page.lines.values() for line in lines)))


def _narrative(page: Page) -> Iterator[Section]:
    for label, name in (("Brief Summary", "brief_summary"), ("Detailed Description", "detailed_description")):
        if told := tidy_lines("\n".join(page.under(label))):
            yield Section(name, told)


def _values(page: Page, label: str) -> list[str]:
    return [one_line(line).lstrip("•·▪ ") for line in page.under(label) if line.strip()]


def _arm_rows(page: Page) -> tuple[ArmRow, ...]:
    lines = [line for line in _values(page, "Arm && Interventions") if line != _ARM_HEADER]
    return split_arm_rows(lines, (each.name for each in _registered(page)))


def _registered(page: Page) -> Iterator[Intervention]:
    lines = (part for line in _values(page, "Interventions") for part in _NEXT_TYPED.split(line))
    for line in lines:
        typed = _TYPED.fullmatch(line)
        yield Intervention(typed[2], typed[1]) if typed else Intervention(line)


def _interventions(page: Page, rows: tuple[ArmRow, ...]) -> Iterator[Intervention]:
    """Yield the interventions of the field, then those that only the arm table shows, without a kind."""
    registered = tuple(_registered(page))
    yield from registered
    known = {each.name for each in registered}
    for name in dict.fromkeys(row.intervention for row in rows if row.intervention):
        if name not in known:
            yield Intervention(name)


def _arms(rows: tuple[ArmRow, ...]) -> tuple[Arm, ...]:
    arms: dict[tuple[str, str], dict[str, None]] = {}
    for row in rows:
        names = arms.setdefault((row.label, row.description), {})
        if row.intervention:
            names[row.intervention] = None
    return tuple(Arm(label, "", description, tuple(names)) for (label, description), names in arms.items())


def _outcomes(page: Page) -> Iterator[Outcome]:
    for rank, label in _OUTCOMES:
        yield from _outcome_rows(rank, page.under(label))


def _outcome_rows(rank: OutcomeRank, lines: list[str]) -> Iterator[Outcome]:
    """Yield the outcomes of a table: a row is "nameTime", its method follows after an empty line."""
    measure, time_frame, method = "", "", list[str]()
    after_gap = False
    for line in lines:
        words = one_line(line)
        if not words or words == _OUTCOME_HEADER:
            after_gap = not words
            continue
        name, time, told = split_outcome_row(words)
        # A line that shows no time is the method, unless nothing parts it from the row above.
        if measure and not time and (after_gap or method):
            method.append(words)
            continue
        if measure:
            yield Outcome(rank, measure, "\n".join(method), time_frame)
        measure, time_frame, method, after_gap = name, time, [told] if told else [], False
    if measure:
        yield Outcome(rank, measure, "\n".join(method), time_frame)


def _eligibility(page: Page) -> Eligibility:
    return Eligibility(
        inclusion=tuple(criteria(page.under("Inclusion Criteria"))),
        exclusion=tuple(criteria(page.under("Exclusion Criteria"))),
        sex=page.value("Sex"),
        minimum_age=page.value("Minimum Age"),
        maximum_age=page.value("Maximum Age"),
        healthy_volunteers=page.value("Healthy Volunteers"),
    )


def _dates(page: Page) -> Dates:
    return Dates(
        start=partial_date(page.value("Start Date")),
        completion=partial_date(page.value("Completion Date")),
        first_posted=partial_date(page.value("First Posted Date")),
        last_updated=partial_date(page.value("Last Posted Date", "Last Updated")),
    )


def _sponsors(page: Page) -> Iterator[Sponsor]:
    if name := page.value("Lead Sponsor", "Sponsor"):
        yield Sponsor(name)
    for name in _values(page, "Collaborators"):
        yield Sponsor(name, lead=False)


def _doubts(eligibility: Eligibility, rows: tuple[ArmRow, ...]) -> Iterator[Remark]:
    damaged = [each for each in (*eligibility.inclusion, *eligibility.exclusion) if _BARE_EQUALS.search(each.text)]
    if damaged:
        yield remark("signs_lost", count=len(damaged), first=damaged[0].text)
    for label in dict.fromkeys(row.label for row in rows if not row.sure):
        yield remark("arm_unsure", arm=label)


def _whole_number(text: str) -> int | None:
    digits = text.replace(",", "")
    return int(digits) if re.fullmatch(r"[0-9]{1,9}", digits) and not is_absent(text) else None
