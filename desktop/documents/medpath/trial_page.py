"""Read a MedPath trial page, whole or in part: labels on their own lines, values below, tables with joined cells."""

import re
from collections.abc import Iterator
from dataclasses import replace

from desktop.documents.contents.age_groups import age_group_answers, without_age_groups
from desktop.documents.contents.conditions import conditions_and_keywords, is_dictionary_line
from desktop.documents.contents.eligibility import split_eligibility
from desktop.documents.medpath.copied_part import absent_parts, copied_in_part, is_whole, without_broken_end
from desktop.documents.medpath.head import phase_and_status, settled_status
from desktop.documents.medpath.one_line import with_line_ends
from desktop.documents.medpath.outcome_rows import outcomes_of
from desktop.documents.medpath.page import Page, is_absent, is_page, page_of
from desktop.documents.medpath.page_labels import HEAD
from desktop.documents.medpath.places import sites_of
from desktop.documents.medpath.registration import identifiers_of
from desktop.documents.medpath.run_together import ArmRow, split_arm_rows
from desktop.documents.syntax.wrapped_text import tidy_lines
from desktop.errors import DocumentError
from desktop.trials.dates import partial_date
from desktop.trials.keys import key_for
from desktop.trials.remarks import Remark, remark
from desktop.trials.trial import Arm, Dates, Eligibility, Intervention, Section, Sponsor, Trial

_TYPES = (
    "Drug|Device|Biological|Procedure|Radiation|Behaviou?ral|Genetic|Dietary Supplement|Combination Product|"
    "Diagnostic Test|Other"
)
_TYPED = re.compile(rf"({_TYPES}):\s*(.+)", re.IGNORECASE)
# "Drug: ADrug: B": a copy also joins the items of a list.
_NEXT_TYPED = re.compile(rf"(?<=[\w)\]])(?<!\s)(?=(?:{_TYPES}): )|\|(?=(?:{_TYPES}): )")
_CRITERIA = ("Inclusion Criteria", "Exclusion Criteria")
# In a page without headings for its criteria, they follow under these labels.
_BEFORE_CRITERIA = ("Status", "Sex", "Target Recruitment", "Minimum Age", "Maximum Age", "Age", "Healthy Volunteers")
# The Indian and the Iranian registry number conditions; the Indian writes a code, or "null", before them.
_NUMBERED_CONDITION = re.compile(
    r"(?:^|(?<=\s)|(?<=\.))(?:Health )?Condition \d+:\s*(?:(?:null|[A-Z]\d{2}[\d.]*)\s*-\s*)?", re.IGNORECASE
)
# "Age = 18 years" instead of ≥ or ≤.
_BARE_EQUALS = re.compile(r"(?<![<>≤≥=!])=\s?\d")


def recognises(text: str) -> bool:
    """Return whether a text has the landmarks of a MedPath page, whole or in part: a title and two labels."""
    return is_page(text) or is_page(with_line_ends(text))


def read(text: str) -> Iterator[Trial]:
    """Yield the only trial of the page; if the page was copied in part, the trial says what it lacks.

    Raises:
        DocumentError: The page has no title.
    """
    lines = text if is_page(text) else with_line_ends(text)
    page = without_broken_end(page_of(lines), lines)
    title, phase, shown, warnings = phase_and_status(page.under(HEAD))
    if lines is not text:
        warnings.append(remark("line_ends_lost"))
    if not title:
        raise DocumentError("the page has no title above its phase and status; copy the page whole.")
    trial = _trial(page, title, phase, shown, warnings)
    whole = is_whole(page, len(trial.sites))
    absent = tuple(absent_parts(page, trial, whole=whole))
    remarks = trial.warnings if whole else (copied_in_part(page), *trial.warnings)
    yield replace(trial, absent=absent, warnings=remarks)


def _trial(page: Page, title: str, phase: str, shown: str, warnings: list[Remark]) -> Trial:
    rows = _arm_rows(page)
    eligibility = _eligibility(page)
    identifiers = identifiers_of(page.values("Registration Number"))
    conditions, keywords = _conditions(page)
    return Trial(
        key=key_for(identifiers, _record(title, page)),
        kind="registration",
        title=title,
        aggregated=True,
        identifiers=identifiers,
        phase=phase,
        status=settled_status(page.first("Status"), shown, warnings),
        study_type=page.first("Study Type"),
        design=tuple(_design(page)),
        enrollment=_whole_number(page.first("Target Recruitment", "Target Recruit Count")),
        narrative=tuple(_narrative(page)),
        conditions=conditions,
        keywords=keywords,
        interventions=tuple(_interventions(page, rows)),
        arms=_arms(rows),
        outcomes=tuple(outcomes_of(page)),
        eligibility=eligibility,
        dates=_dates(page),
        sponsors=tuple(_sponsors(page)),
        sites=sites_of(page.under("Trial Locations")),
        warnings=(*page.mended, *warnings, *_doubts(eligibility, rows)),
    )


def _record(title: str, page: Page) -> str:
    return "\n".join((title, *(line for lines in page.lines.values() for line in lines)))


def _narrative(page: Page) -> Iterator[Section]:
    for label, name in (("Brief Summary", "brief_summary"), ("Detailed Description", "detailed_description")):
        if told := tidy_lines("\n".join(page.under(label))):
            yield Section(name, told)


def _design(page: Page) -> Iterator[tuple[str, str]]:
    if told := page.value("Study Design"):
        yield "Study Design", told
    for label in _CRITERIA:
        yield from age_group_answers(_text(page, label))


def _conditions(page: Page) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return (conditions, dictionary terms that European records print with them, as keywords)."""
    conditions: dict[str, None] = {}
    keywords: dict[str, None] = {}
    for line in page.values("Conditions"):
        plain = (each.strip() for each in _NUMBERED_CONDITION.split(line))
        found = conditions_and_keywords(line) if is_dictionary_line(line) else (plain, ())
        conditions |= dict.fromkeys(each for each in found[0] if each)
        keywords |= dict.fromkeys(each for each in found[1] if each)
    return tuple(conditions), tuple(keywords)


def _arm_rows(page: Page) -> tuple[ArmRow, ...]:
    lines = page.values("Arm && Interventions")
    return split_arm_rows(lines, (each.name for each in _registered(page)))


def _registered(page: Page) -> Iterator[Intervention]:
    lines = (part for line in page.values("Interventions") for part in _NEXT_TYPED.split(line))
    for line in lines:
        typed = _TYPED.fullmatch(line)
        yield Intervention(typed[2], typed[1]) if typed else Intervention(line)


def _interventions(page: Page, rows: tuple[ArmRow, ...]) -> Iterator[Intervention]:
    """Yield the interventions of the field, then those that are only in the arm table, without a kind."""
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


def _eligibility(page: Page) -> Eligibility:
    """Return the eligibility; registries write headings inside these fields, and sometimes both lists into one."""
    inclusion, exclusion = (without_age_groups(_text(page, label)) for label in _CRITERIA)
    unmarked = (line for label in _BEFORE_CRITERIA for line in page.beyond(label))
    lists = [
        split_eligibility(f"Inclusion criteria:\n{inclusion}"),
        split_eligibility(f"Exclusion criteria:\n{exclusion}"),
        split_eligibility(tidy_lines("\n".join(unmarked))),
    ]
    return Eligibility(
        inclusion=tuple(each for part in lists for each in part.inclusion),
        exclusion=tuple(each for part in lists for each in part.exclusion),
        undivided="\n".join(part.undivided for part in lists if part.undivided),
        sex=page.first("Sex"),
        minimum_age=page.first("Minimum Age"),
        maximum_age=page.first("Maximum Age"),
        healthy_volunteers=page.first("Healthy Volunteers"),
    )


def _text(page: Page, label: str) -> str:
    return "\n".join(page.under(label))


def _dates(page: Page) -> Dates:
    return Dates(
        start=partial_date(page.first("Start Date")),
        completion=partial_date(page.first("Completion Date")),
        first_posted=partial_date(page.first("First Posted Date")),
        last_updated=partial_date(page.first("Last Posted Date", "Last Updated")),
    )


def _sponsors(page: Page) -> Iterator[Sponsor]:
    if name := page.value("Lead Sponsor", "Sponsor"):
        yield Sponsor(name)
    for name in page.values("Collaborators"):
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
