"""What a trial says of the stage of disease and of care, place by place, before anything is weighed."""

import re
from collections.abc import Container, Iterable, Iterator

from desktop.facets.abbreviations import letters_in, means_another
from desktop.facets.entry.other_cancers import is_of_another_cancer, is_of_long_list
from desktop.facets.entry.sayings import Phrasebook, Saying
from desktop.facets.entry.stages import STAGES, TNM
from desktop.facets.entry.tokens import Row
from desktop.facets.entry.told import Told
from desktop.facets.entry.units import Unit, units
from desktop.facets.reading import ACCOUNT, CRITERIA, TITLES, Reading, Span

_LISTS = ("conditions", "keywords")
_DESCRIPTIONS = ("detailed_description", "intervention_details")
_OUTCOMES = "primary_outcomes"
_OF_BREAST = "entry.of_breast"
_RESPONSE = "pcr"
_OF_AIM = {"enrolling", "endpoint"}
_NO_AIM = {"residual", "background"}
_OUTCOME_VALUES = ("pcr", "dfs")
_CURATIVE_STAGES = frozenset((10, 11, 12, 20, 21, 22))
_STAGE_3 = frozenset((30, 31, 32))
_STAGE_4 = 40
_NO_DISEASE_BELOW = {"other_malignancy", "margin"}
_SURGERY = ("neoadjuvant", "adjuvant")
_NAMED_TOGETHER = {"either_adjuvant": _SURGERY}
_SUBJECT = "neoplasm metastasis"
_OF_ANOTHER = "of_another"
_AIMS = ("supportive", "hinted_care", "prevention", "screening", "hinted_screening")
_LONG_NAME = 5  # letters: shorter ones abbreviate what they stand for
_JOINED = re.compile(r"[\s-]")
_TO_COME = "setting.surgery_to_come"
_EXCLUDED = "setting.excluded."
_ADJUVANT = "setting.adjuvant"


def told(reading: Reading, book: Phrasebook) -> list[Told]:
    """Return what a trial says of its setting outside its long descriptions, by rank of its sections."""
    named = [each for each in _read(_named(reading, book), reading, book) if not _is_a_subject(each, reading)]
    text = book.hints["spread" if is_settled(named) else "text"]
    further = units(reading, text, sides=("in", "prose"), without=(*_DESCRIPTIONS, "interventions"))
    return [*named, *_read(further, reading, book), *_of_outcomes(reading, book)]


def _is_a_subject(each: Told, reading: Reading) -> bool:
    """Tell whether a library's heading for the subject of an article is all that names metastases."""
    heading = each.saying.unit.span.lowered.startswith(_SUBJECT)
    return heading and each.place == "keywords" and reading.trial.kind == "publication"


def is_settled(said: Iterable[Told]) -> bool:
    """Tell whether the title says so much that little else is asked."""
    return any(each.value == "metastatic" and each.force == "enrol" and each.place == "title" for each in said)


def told_in_descriptions(reading: Reading, book: Phrasebook) -> list[Told]:
    """Return what the long descriptions of a trial and of its interventions say of its setting."""
    return list(_read(units(reading, book.hints["text"], only=_DESCRIPTIONS), reading, book))


def told_in_summary(reading: Reading, book: Phrasebook, said: Iterable[Told]) -> list[Told]:
    """Return what a summary says of complaints and of screening in sentences of which nothing is ``said`` yet."""
    known = {each.sentence for each in said}
    found = units(reading, book.hints["lists"], only=("brief_summary",))
    return list(_read((each for each in found if (each.span.section, each.span.start) not in known), reading, book))


def told_in_exclusions(reading: Reading, book: Phrasebook) -> list[Told]:
    """Return what those whom a trial leaves out tell of those whom it takes."""
    found = _read(units(reading, book.hints["exclusions"], sides=("out",)), reading, book)
    return [each for each in found if each.saying.rule.startswith(_EXCLUDED)]


def told_in_criteria(reading: Reading, book: Phrasebook, hint: str) -> list[Told]:
    """Return what criteria say in sentences that hold a hint; asked for where other sentences tell too little."""
    return list(_read(units(reading, book.hints[hint], sides=("in",)), reading, book))


def asks_for_known_cancer(reading: Reading, book: Phrasebook) -> bool:
    """Tell whether criteria ask for a cancer that is known already when people enter, and take no suspected one."""
    known = {each.sentence for each in told_in_criteria(reading, book, "known") if each.value == "known"}
    suspected = (each for each in told_in_criteria(reading, book, "suspected") if each.value == "suspected")
    return bool(known) and all(each.sentence in known for each in suspected)


def is_of_breast(reading: Reading, book: Phrasebook) -> bool:
    """Tell whether title or conditions name the breast; worked out once."""
    if _OF_BREAST not in reading.kept:
        sections = (reading.lowered(section) for section in (*TITLES, "conditions"))
        reading.kept[_OF_BREAST] = any(book.hints["breast"].search(of_disease(text, book)) for text in sections)
    found: bool = reading.kept[_OF_BREAST]
    return found


def of_disease(text: str, book: Phrasebook) -> str:
    """Return a text in small letters without the protein that is named after breast cancer, and is none."""
    for protein in book.hints["protein"].words:
        text = text.replace(protein, "")
    return text


def _named(reading: Reading, book: Phrasebook) -> Iterator[Unit]:
    """Yield titles, conditions, keywords, the names of the interventions, and the registry's purpose."""
    yield from units(reading, None, only=TITLES)
    yield from units(reading, book.hints["lists"], only=_LISTS)
    for section, name, rank in (("interventions", "interventions", 1), ("design", "purpose", 8)):
        for span in reading.hinted(section, book.hints[name]):
            yield Unit(span, "label", rank)


def _read(found: Iterable[Unit], reading: Reading, book: Phrasebook) -> Iterator[Told]:
    of_breast, breast = is_of_breast(reading, book), book.hints["breast"]
    alone = not any(section in reading.sections for section in CRITERIA)
    for unit in found:
        for each in _of_unit(unit, book):
            other = each.force == _OF_ANOTHER and not (breast.search(each.words) or is_of_long_list(each, book))
            other = of_breast and (other or is_of_another_cancer(each, book))
            if other and not _is_called_locally_advanced(each):
                continue
            another = _is_of_a_name(each) or _is_of_a_vaccine(each, book)
            if not (another or _is_abbreviated_otherwise(each, reading, book)):
                force = "enrol" if each.force == _OF_ANOTHER else each.force
                yield each._replace(force=_OF_ANOTHER if other else force, stands_alone=alone)


def _is_called_locally_advanced(each: Told) -> bool:
    """Tell whether a criterion calls a cancer locally advanced: another than that of the breast counts least."""
    return each.value == "locally_advanced" and each.place == "criteria" and not each.by_stage


def _is_of_a_name(each: Told) -> bool:
    """Tell whether a word for an aim is the name that a trial gave itself, in capitals: "the COGNITION trial"."""
    saying, whole = each.saying, each.saying.unit.span.plain
    said = whole[saying.start : saying.end]
    named = len(said) >= _LONG_NAME and said.isalpha() and said.isupper() and not whole.isupper()
    return named and each.place == "title" and each.value in _AIMS


def _is_of_a_vaccine(each: Told, book: Phrasebook) -> bool:
    """Tell whether an adjuvant is what makes a vaccine stronger that is named before it."""
    saying, text = each.saying, each.saying.unit.span.lowered
    if saying.rule != _ADJUVANT or not book.hints["vaccine"].search(text[: saying.start]):
        return False
    behind = text[saying.end :].lstrip()
    return not behind[:1].isalnum() or behind.startswith(book.begins["behind_a_noun"])


def _is_abbreviated_otherwise(each: Told, reading: Reading, book: Phrasebook) -> bool:
    """Tell whether a saying is an abbreviation that the record itself writes out as something else."""
    saying = each.saying
    said = saying.unit.span.plain[saying.start : saying.end]
    if said.islower():
        return False  # as most are
    letters = letters_in(said) or letters_in(_JOINED.split(said)[-1])
    kinds = book.kinds(letters) if letters else set()
    return bool(kinds) and means_another(letters, reading, lambda words: bool(kinds & book.kinds(words)))


def _of_unit(unit: Unit, book: Phrasebook) -> Iterator[Told]:
    if unit.side == "prose" and unit.span.section.startswith("abstract") and _tells_no_patients(unit.span, book):
        return
    row = book.row(unit.span.plain)
    kinds = set(row.kinds)
    if unit.side == "prose" and not _is_of_this_trial(unit, kinds, book):
        return
    told = list(book.read(unit, row))
    if told and unit.parent and _NO_DISEASE_BELOW & book.kinds(unit.parent):
        return
    standard = unit.side == "prose" and "standard" in kinds
    in_passing = unit.span.section == "brief_summary" and "enrolling" not in kinds
    # An abstract begins with what is known: "X lowers the risk of breast cancer".
    begins = unit.span.section.startswith("abstract") and not unit.span.start and "enrolling" not in kinds
    known_already = begins and book.hints["lowers"].search(unit.span.lowered) is not None
    for each in told:
        for value, force, by_stage in _values(each):
            prior = unit.of_prior_therapy and value in (*_SURGERY, "metastatic") and each.rule != _TO_COME
            if prior or (value == "prevention" and known_already):
                continue
            weak = (standard and force == "enrol" and value in _SURGERY) or (in_passing and value == "supportive")
            yield Told(value, "weak" if weak else force, each, by_stage)


def _tells_no_patients(span: Span, book: Phrasebook) -> bool:
    """Tell whether a sentence of an abstract tells results, or whom the trial left out."""
    return any(book.hints[name].search(span.lowered) for name in ("results", "left_out"))


def _tells_who_enters(span: Span, book: Phrasebook) -> bool:
    """Tell whether a sentence tells who enters this trial: "approximately 300 women will be enrolled"."""
    return bool(book.hints["entering"].search(span.lowered)) and not book.hints["of_others"].search(span.lowered)


def _is_of_this_trial(unit: Unit, kinds: set[str], book: Phrasebook) -> bool:
    in_general = {"followed"} if unit.span.section == "arms" else {"background", "followed"}
    if kinds & in_general and "own_report" not in kinds:
        return "background" not in unit.part and _tells_who_enters(unit.span, book)
    if "background" in unit.part:  # it speaks of people in general unless it names the trial
        return "enrolling" in kinds
    if unit.of_entry or unit.span.section in ("arms", "intervention_details"):
        return True
    # "Women at increased risk" names the people together with their risk.
    if kinds & {"enrolling", "people"}:
        return True
    return "at_risk" in kinds and book.hints["people_at_risk"].search(unit.span.lowered) is not None


def _values(each: Saying) -> Iterator[tuple[str, str, bool]]:
    """Yield the values that a saying speaks for, each with its force and whether a stage tells it."""
    if each.what == STAGES:
        for value in _of_stages(frozenset(map(int, each.detail.split()))):
            yield value, each.force, True
    elif each.what == TNM:
        yield from _of_tnm(each.detail.split())
    elif each.what == "any_stage":
        yield each.what, each.force, True
    elif each.what == "organ":
        yield "metastatic", "organ" if each.unit.side == "in" else each.force, False
    elif each.what == "inflammatory":
        yield "locally_advanced", "inflammatory" if each.force == "enrol" else each.force, False
    elif each.what == "inoperable":
        yield "locally_advanced", "inoperable", False
    else:
        yield from ((value, each.force, False) for value in _NAMED_TOGETHER.get(each.what, (each.what,)))


def _of_stages(stages: frozenset[int]) -> Iterator[str]:
    if 0 in stages:
        yield "dcis"
    if stages & _CURATIVE_STAGES:
        yield "early"
    if _STAGE_4 in stages:
        yield "metastatic"
    if stages & _STAGE_3 and (_STAGE_4 in stages or stages <= _STAGE_3):
        yield "locally_advanced"


def _of_tnm(parts: list[str]) -> Iterator[tuple[str, str, bool]]:
    if "m1" in parts:
        yield "metastatic", "enrol", True
    elif {"m0", "t1", "t2"} & set(parts):
        yield "early", "tnm", True
    if "p" in parts:
        yield "adjuvant", "operated", True


def told_of_responses(reading: Reading, book: Phrasebook) -> list[Told]:
    """Return the outcomes of a trial that are those of advanced disease, and cancer that has grown on treatment."""
    grown = _read(units(reading, book.hints["responses"], sides=("in", "prose"), without=_DESCRIPTIONS), reading, book)
    return [
        *_of_outcomes(reading, book, "responses", ("pfs",)),
        *(each for each in grown if each.value == "progressed"),
    ]


def _of_outcomes(
    reading: Reading, book: Phrasebook, hint: str = "outcomes", values: Container[str] = _OUTCOME_VALUES
) -> Iterator[Told]:
    abstract = [section for section in reading.sections if section.startswith("abstract")]
    for section in (_OUTCOMES, *abstract):
        for span in reading.hinted(section, book.hints[hint]):
            yield from _measured(Unit(span, "label", 9), book.row(span.plain), values, book)
    if _OUTCOMES not in reading.sections and _RESPONSE in values:
        # Where a record lists no outcomes its aims name them.
        for section in ACCOUNT:
            for span in reading.hinted(section, book.hints[hint]):
                row = book.row(span.plain)
                if _OF_AIM & set(row.kinds) and not _NO_AIM & set(row.kinds):
                    yield from _measured(Unit(span, "label", 9), row, (_RESPONSE,), book)


def _measured(unit: Unit, row: Row, values: Container[str], book: Phrasebook) -> Iterator[Told]:
    return (Told(each.what, "enrol", each) for each in book.read(unit, row) if each.what in values)
