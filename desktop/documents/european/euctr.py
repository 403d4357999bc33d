"""Make one trial from its protocols in the EU Clinical Trials Register, one for each member state."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from desktop.documents.contents.absences import is_absent, stated
from desktop.documents.contents.european_answers import joined_phases, sexes_said_yes
from desktop.documents.contents.medicinal_products import product
from desktop.documents.contents.registry_criteria import criteria_lists, cut_parts, damage
from desktop.documents.contents.registry_numbers import numbers_in
from desktop.documents.european.euctr_course import dates_of, status_of
from desktop.documents.european.euctr_protocol import Protocol, answer
from desktop.documents.syntax.wrapped_text import one_line, tidy_lines
from desktop.errors import DocumentError
from desktop.trials.countries import countries_in
from desktop.trials.identifiers import Identifier, identifier
from desktop.trials.keys import key_for
from desktop.trials.remarks import Remark, remark
from desktop.trials.trial import (
    Contact,
    Eligibility,
    Intervention,
    Outcome,
    OutcomeRank,
    Section,
    Site,
    Sponsor,
    Trial,
)

_Value = TypeVar("_Value")

_PHASES = (("e71_", "Phase I"), ("e72_", "Phase II"), ("e73_", "Phase III"), ("e74_", "Phase IV"))
_NARRATIVE = (
    ("lay_title", "a31_"),
    ("main_objective", "e21_"),
    ("secondary_objectives", "e22_"),
    ("substudies", "e231_"),
    ("end_of_trial_definition", "e88_"),
    ("care_after_trial", "f5_"),
)
_SCOPE = (
    *(("e61_", "Diagnosis"), ("e62_", "Prophylaxis"), ("e63_", "Therapy"), ("e64_", "Safety"), ("e65_", "Efficacy")),
    *(("e66_", "Pharmacokinetic"), ("e67_", "Pharmacodynamic"), ("e68_", "Bioequivalence")),
    *(("e69_", "Dose response"), ("e610_", "Pharmacogenetic"), ("e611_", "Pharmacogenomic")),
    ("e612_", "Pharmacoeconomic"),
)
_DESIGN = (
    *(("Controlled", "e81_"), ("Randomised", "e811_"), ("Open", "e812_"), ("Single blind", "e813_")),
    *(("Double blind", "e814_"), ("Parallel group", "e815_"), ("Cross over", "e816_"), ("Other", "e8171_")),
    *(("Placebo", "e822_"), ("Comparator", "e8231_"), ("Number of treatment arms", "e824_")),
    *(("Under 18", "f11_trial"), ("Adults (18-64 years)", "f12_adults"), ("Elderly (>=65 years)", "f13_elderly")),
    *(("Planned in the EEA", "f421_"), ("Clinical Trial Type", "x4_")),
)
_NUMBERS = ("a2_", "a52_", "a51_", "a53_", "a54_", "a41_")
_NAMES_OF_PRODUCT = {
    "d38_": "inn",
    "d31_": "product",
    "d2111_": "trade",
    "d32_": "code",
    "d392_": "sponsor code",
    "d393_": "descriptive",
    "d34_": "form",
    "d37_": "route",
    "d3101_": "unit",
    "d3103_": "number",
}
_LONGEST_ACRONYM = 30


def trial_of(protocols: Sequence[Protocol]) -> Trial:
    """Return the trial of the protocols with one EudraCT number: each field from the first protocol that has it.

    Raises:
        DocumentError: No protocol has a title.
    """
    title = _line(protocols, "a3_") or _line(protocols, "a31_")
    if not title:
        raise DocumentError("it has no title; download the record again.")
    identifiers = _each_once(each for protocol in protocols for each in _identifiers(protocol))
    short = _line(protocols, "a32_")
    lead = next((each for each in protocols if each.text("e3_") or each.text("e4_")), protocols[0])
    return Trial(
        key=key_for(identifiers, title),
        kind="registration",
        title=title,
        identifiers=identifiers,
        acronym=short if len(short) <= _LONGEST_ACRONYM else "",
        phase=next((phases for each in protocols if (phases := _phases(each))), ""),
        status=status_of(protocols),
        design=tuple(_design(protocols)),
        enrollment=_enrollment(protocols),
        narrative=tuple(_narrative(protocols, short)),
        conditions=_each_once(filter(None, [_line(protocols, "e11_") or _line(protocols, "e111_")])),
        keywords=_each_once(_keywords(protocols)),
        interventions=next((made for each in protocols if (made := _each_once(_interventions(each)))), ()),
        outcomes=tuple(_outcomes(protocols)),
        eligibility=_eligibility(lead),
        dates=dates_of(protocols),
        sponsors=_sponsors(protocols),
        sites=tuple(_sites(protocols)),
        contacts=_contacts(protocols),
        results_posted=True if any(each.results_posted for each in protocols) else None,
        absent=cut_parts(_criteria(lead)),
        warnings=tuple(_warnings(protocols, lead)),
    )


def _phases(protocol: Protocol) -> str:
    return joined_phases(name for code, name in _PHASES if _yes(protocol.text(code)))


def _identifiers(protocol: Protocol) -> Iterator[Identifier]:
    for prefix in _NUMBERS:
        if prefix == "a41_":
            code = stated(protocol.line(prefix))
            yield from (identifier(code),) if code else ()
        else:
            yield from numbers_in(re.sub(r"\bName:|\bNumber:", " ", protocol.text(prefix)))


def _design(protocols: Sequence[Protocol]) -> Iterator[tuple[str, str]]:
    for protocol in protocols[:1]:
        if scope := ", ".join(name for code, name in _SCOPE if _yes(protocol.text(code))):
            yield "Scope of the trial", scope
    for label, prefix in _DESIGN:
        if told := stated(_line(protocols, prefix)):
            yield label, told
    planned = _told(protocols, "e863_")
    if planned and "\n" not in planned and not countries_in(planned):
        yield "Trial sites planned in", planned


def _narrative(protocols: Sequence[Protocol], short: str) -> Iterator[Section]:
    if len(short) > _LONGEST_ACRONYM:
        yield Section("abbreviated_title", short)
    for name, prefix in _NARRATIVE:
        told = tidy_lines(_told(protocols, prefix))
        if told and not is_absent(told):
            yield Section(name, told)


def _keywords(protocols: Sequence[Protocol]) -> Iterator[str]:
    yield from (term for protocol in protocols for term in protocol.terms if stated(term))
    # If the condition itself is missing, its lay name is used.
    for prefix in ("e112_", "e111_") if _line(protocols, "e11_") else ("e112_",):
        if told := stated(_line(protocols, prefix)):
            yield told


def _interventions(protocol: Protocol) -> Iterator[Intervention]:
    for answers in protocol.products:
        told: dict[str, list[str]] = {}
        for prefix, label in _NAMES_OF_PRODUCT.items():
            values = next((found for key, found in answers.items() if key.startswith(prefix)), [])
            told[label] = [stated(value) if label != "number" else value for value in values]
        if made := product(told, role=stated(answer(answers, "d12_"))):
            yield made
        elif any(_yes(value) for key, values in answers.items() if key.startswith("d81_") for value in values):
            form = ", ".join(stated(answer(answers, prefix)) for prefix in ("d83_", "d84_"))
            yield Intervention("Placebo", description=form.strip(", "))


def _criteria(protocol: Protocol) -> dict[str, str]:
    return {"inclusion criteria": protocol.text("e3_"), "exclusion criteria": protocol.text("e4_")}


def _outcomes(protocols: Sequence[Protocol]) -> Iterator[Outcome]:
    ranks: tuple[tuple[OutcomeRank, str, str], ...] = (("primary", "e51_", "e511_"), ("secondary", "e52_", "e521_"))
    for rank, measures, times in ranks:
        measure = tidy_lines(_told(protocols, measures))
        if measure and not is_absent(measure):
            yield Outcome(rank, measure, "", stated(_line(protocols, times)))


def _eligibility(protocol: Protocol) -> Eligibility:
    return replace(
        criteria_lists(protocol.text("e3_"), protocol.text("e4_")),
        sex=sexes_said_yes(protocol.line("f21_"), protocol.line("f22_")),
        healthy_volunteers=stated(protocol.line("f31_")),
    )


def _enrollment(protocols: Sequence[Protocol]) -> int | None:
    for protocol in protocols:
        whole, eea, state = (protocol.line(prefix) for prefix in ("f422_", "f421_", "f41_"))
        beyond = any(_yes(protocol.text(prefix)) for prefix in ("e861_", "e862_"))
        for size, counts in ((whole, True), (eea, not beyond), (state, not _yes(protocol.text("e85_")))):
            if counts and re.fullmatch(r"[0-9]{1,9}", size):
                return int(size)
    return None


def _sponsors(protocols: Sequence[Protocol]) -> tuple[Sponsor, ...]:
    made: dict[str, Sponsor] = {}
    for lead in (True, False):
        for answers in (each for protocol in protocols for each in protocol.sponsors):
            words = stated(answer(answers, "b31_")) if lead else ""
            for name in answers.get(
                next((key for key in answers if key.startswith("b11_" if lead else "b41_")), ""), ()
            ):
                if told := stated(name):
                    made.setdefault(re.sub(r"\W", "", told).casefold(), Sponsor(told, words, lead=lead))
    return tuple(made.values())


def _contacts(protocols: Sequence[Protocol]) -> tuple[Contact, ...]:
    people: dict[str, Contact] = {}
    for answers in (each for protocol in protocols for each in protocol.sponsors):
        name, organisation, phone, email = (
            stated(answer(answers, prefix)) for prefix in ("b52_", "b51_", "b54_", "b56_")
        )
        if name or organisation:
            affiliation = organisation if name else ""
            contact = Contact(name or organisation, "Sponsor's contact point", phone, email, affiliation)
            people.setdefault(f"{contact.name} {email}".casefold(), contact)
    return tuple(people.values())


def _sites(protocols: Sequence[Protocol]) -> Iterator[Site]:
    sites: dict[str, Site] = {}
    for protocol in protocols:
        country = protocol.line("a1_").partition(" - ")[0]
        if country and not country.startswith("Outside"):
            sites.setdefault(country, Site(country=country, status=protocol.line("x5_")))
    yield from sites.values()
    beyond = dict.fromkeys(each for protocol in protocols for each in _countries(protocol.text("e863_")))
    yield from (Site(country=country) for country in beyond if country not in sites)


def _countries(planned: str) -> Iterator[str]:
    """Yield the countries of an answer, one per line, or all in one line if it holds nothing else."""
    if known := countries_in(planned):
        yield from known
    elif "\n" in planned:
        yield from filter(None, map(stated, planned.split("\n")))


def _warnings(protocols: Sequence[Protocol], lead: Protocol) -> Iterator[Remark]:
    yield from (warning for protocol in protocols for warning in protocol.warnings)
    yield from damage(_criteria(lead))
    told: dict[str, list[str]] = {}
    for protocol in protocols:
        if status := stated(protocol.line("x5_")):
            told.setdefault(status, []).append(protocol.line("a1_").partition(" - ")[0])
    if len(told) > 1:
        states = "; ".join(f"{status} ({', '.join(dict.fromkeys(where))})" for status, where in told.items())
        yield remark("states_differ", said=states)


def _told(protocols: Sequence[Protocol], prefix: str) -> str:
    return next((told for each in protocols if (told := each.text(prefix))), "")


def _line(protocols: Sequence[Protocol], prefix: str) -> str:
    return one_line(_told(protocols, prefix))


def _yes(answer: str) -> bool:
    return answer.strip().lower() in ("yes", "true")


def _each_once(values: Iterable[_Value]) -> tuple[_Value, ...]:
    return tuple(dict.fromkeys(values))
