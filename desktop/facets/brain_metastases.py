"""Brain metastases: required, allowed (on whatever condition) or excluded; one value for a trial."""

from collections.abc import Iterator

from desktop.facets.entry.of_whom import leave_one_out
from desktop.facets.entry.sayings import Phrasebook, Saying
from desktop.facets.entry.units import Unit, units
from desktop.facets.matching import best
from desktop.facets.reading import TITLES, Reading
from desktop.trials.finding import Finding

_FACET = "brain_metastases"
_SUMMARY = 4  # the rank of summary and abstract, which count where title and criteria say nothing
# A condition under which patients may enter outweighs the bare exclusion that it qualifies.
_ORDER = ("required", "allowed", "excluded")
_EXCEPTIONS = frozenset(("but", "except"))
_CONDITIONS = frozenset(("condition", "provided"))
_NAMED = "named"
_WAY = "way"
_NOT_NEEDED = "brain_metastases.not_needed"
_LISTED = "inclusion_criteria"
_ELSEWHERE = "brain_metastases.elsewhere"
_ACTIVE_REFUSED = frozenset(("brain_metastases.no_active", "brain_metastases.active_out"))
_EXCEPTED = "excepted"  # said by a sentence that takes back what stands before it
Said = list[tuple[str, Saying]]


def find_brain_metastases(reading: Reading, book: Phrasebook) -> list[Finding]:
    """Return whether patients with brain metastases may enter: findings of one value, or none where nothing says it."""
    for own in (_units(reading, book), _prose(reading, book)):
        said = _without_weaker([(_value(each, book), each) for unit in own for each in book.read(unit)])
        said = _with_alternatives(reading, said)
        said = [(_excepted_behind(reading, value, each, book), each) for value, each in said if value in _ORDER]
        said = _of_some_cohorts(reading, said)
        for value in _ORDER:
            agreeing = [_finding(reading, value, each) for told, each in said if told == value]
            if agreeing:
                return best(agreeing)
    named = [each for unit in _conditions(reading, book) for each in book.read(unit) if each.what == "required"]
    return best(_finding(reading, "allowed", each) for each in named)


def _with_alternatives(reading: Reading, said: Said) -> Said:
    """Return what is said, allowed where one criterion lets in both those with and those without brain metastases."""
    values: dict[tuple[str, str | int], set[str]] = {}
    for value, each in said:
        values.setdefault(_criterion(reading, each.unit), set()).add(value)
    both = {place for place, told in values.items() if "excluded" in told and told & {"required", "allowed"}}
    return [
        ("allowed" if each.unit.side == "in" and _criterion(reading, each.unit) in both else value, each)
        for value, each in said
    ]


def _without_weaker(said: Said) -> Said:
    """Return what is said, without refusals of active metastases beside a disease of all places but the brain."""
    if not any(each.rule == _ELSEWHERE for _, each in said):
        return said
    return [(value, each) for value, each in said if value != "allowed" or each.rule not in _ACTIVE_REFUSED]


def _of_some_cohorts(reading: Reading, said: Said) -> Said:
    """Return what is said, allowed where only some cohorts require what others do without.

    The others refuse or permit it, or nothing is said of them, or a criterion says that it is not required.
    """
    if any(each.rule == _NOT_NEEDED for _, each in said):
        return [("allowed" if value == "required" else value, each) for value, each in said]
    requiring = {_cohort(each) for value, each in said if value == "required"}
    if "" in requiring or not requiring:
        return said
    others = any(value != "required" and _cohort(each) not in requiring for value, each in said)
    if not others and not leave_one_out(reading, requiring):
        return said
    return [("allowed" if value == "required" else value, each) for value, each in said]


def _cohort(each: Saying) -> str:
    return each.unit.cohorts().at(each.start, each.end)


def _criterion(reading: Reading, unit: Unit) -> tuple[str, str | int]:
    """Return the list of alternatives in which a unit stands ("one of the following:"), or its line."""
    section, start = unit.span.section, unit.span.start
    if unit.alternatives and unit.parent:
        return section, unit.parent
    return section, reading.sections[section].rfind("\n", 0, start)


def _excepted_behind(reading: Reading, value: str, each: Saying, book: Phrasebook) -> str:
    """Return the value of a saying, allowed where the next sentence takes back: "... Stable patients may enter."."""
    if value != "excluded" or each.unit.side != "out":
        return value
    behind = reading.behind(each.unit.span)
    if behind is None:
        return value
    told = {other.what for other in book.read(each.unit.at(behind))}
    return "allowed" if _EXCEPTED in told else value


def _units(reading: Reading, book: Phrasebook) -> Iterator[Unit]:
    for unit in units(reading, book.hints["text"], sides=("label", "in", "out")):
        if unit.side != "label" or unit.span.section in TITLES:
            yield unit


def _prose(reading: Reading, book: Phrasebook) -> Iterator[Unit]:
    yield from units(reading, book.hints["text"], (_SUMMARY,), sides=("prose",))


def _conditions(reading: Reading, book: Phrasebook) -> Iterator[Unit]:
    """Yield the conditions: one that names brain metastases lets them in where nothing else tells of them."""
    yield from units(reading, book.hints["text"], sides=("label",), only=("conditions",))


def _value(each: Saying, book: Phrasebook) -> str:
    """Return what a saying says at its place.

    Below "except those who meet the following" even an exclusion permits. Metastases that a criterion merely names are
    required where it stands by itself, not where another one governs it ("Lesions that are not measured:"), and let in
    where another way is enough. Below "a scan of the brain, if one of these holds" nobody must have what is listed.
    """
    if each.what in ("required", _NAMED) and _is_scan_of_some(book.kinds(each.unit.parent)):
        return ""
    if each.what in ("required", _NAMED, _WAY) and _is_one_of_the_ways(each.unit, book):
        return "allowed"
    if each.what == "excluded" and each.unit.side == "out" and _EXCEPTIONS & book.kinds(each.unit.parent):
        return "allowed"
    if each.what == _NAMED:
        alone = not each.unit.parent and not each.unit.alternatives
        return "required" if alone and each.unit.span.section == _LISTED else ""
    return each.what


def _is_one_of_the_ways(unit: Unit, book: Phrasebook) -> bool:
    """Tell whether another line is enough that names no brain: "breast surgery" beside "a brain metastasis"."""
    ways = map(str.lower, unit.alternatives) if unit.side == "in" else ()
    return not all(map(book.hints["text"].search, ways))


def _is_scan_of_some(kinds: set[str]) -> bool:
    return "image" in kinds and bool(kinds & _CONDITIONS)


def _finding(reading: Reading, value: str, each: Saying) -> Finding:
    basis = each.basis if value == each.what else "implied"
    quote = reading.quote(each.unit.span, each.start, each.end)
    return Finding(_FACET, value, each.rule, basis, quote, cohort=_cohort(each))
