"""One patient, as far as the doctor describes her: every answer may be missing, and only a saved patient is kept."""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from desktop.trials.people import OLDEST

UNKNOWN = ""
"""Stands for an answer that was not given."""
MOST_LINES = 20
WORST_ECOG = 4
_NUMBERS = {"lines": MOST_LINES, "ecog": WORST_ECOG, "age": OLDEST}
_SETS = ("prior", "present", "absent")
_NONE = "none"
OTHERS = "others"
"""Among the earlier drug classes: the patient had, or may have had, others besides those named."""


@dataclass(frozen=True)
class Patient:
    """Hold what is known of one patient; "" and None are unknown.

    ``her2``, ``setting``, ``brain`` and ``sex`` are ids of answers in ``resources/matching.toml``; ``er`` and ``pgr``
    are "positive", "low" (1 to 10 %) or "negative". ``lines`` counts earlier lines for advanced disease. ``prior`` are
    the ids of all drug classes that the patient had, empty if there were none, with ``OTHERS`` if there may be more.
    Markers neither present nor absent are untested. ``age`` is in full years, ``country`` a common English name.
    """

    her2: str = UNKNOWN
    er: str = UNKNOWN
    pgr: str = UNKNOWN
    setting: str = UNKNOWN
    lines: int | None = None
    prior: frozenset[str] | None = None
    ecog: int | None = None
    brain: str = UNKNOWN
    present: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()
    age: int | None = None
    sex: str = UNKNOWN
    country: str = UNKNOWN

    @property
    def stage(self) -> str:
        """Return the setting; if unknown, metastatic after lines for advanced disease or with brain metastases."""
        is_advanced = bool(self.lines) or self.brain in ("stable", "active")
        return self.setting or ("metastatic" if is_advanced else UNKNOWN)

    @property
    def hr(self) -> str:
        """Return the hormone-receptor status: the higher of both; "" if neither is positive or low and one is unknown.

        It is "positive", "low" or "negative".
        """
        told = {self.er, self.pgr}
        if told & {"positive", "low"}:
            return "positive" if "positive" in told else "low"
        return "negative" if told == {"negative"} else UNKNOWN


def as_answers(patient: Patient) -> tuple[str, ...]:
    """Return what is known about a patient as texts to store: "ecog=1", "present=PIK3CA", "prior=none"."""
    answers: list[str] = []
    for each in fields(patient):
        value = getattr(patient, each.name)
        if each.name in _SETS:
            none = (_NONE,) if each.name == "prior" and value is not None else ()
            answers += [f"{each.name}={one}" for one in sorted(value or ()) or none]
        elif value not in (UNKNOWN, None):
            answers.append(f"{each.name}={value}")
    return tuple(answers)


def from_answers(answers: Iterable[str]) -> Patient:
    """Return the patient of stored answers, the reverse of ``as_answers``; impossible answers are omitted."""
    known = {each.name for each in fields(Patient)}
    words: dict[str, str] = {}
    numbers: dict[str, int] = {}
    several: dict[str, set[str]] = {}
    for name, _, value in (each.partition("=") for each in answers):
        if name in _SETS:
            several.setdefault(name, set()).update({value} - {_NONE})
        elif name in _NUMBERS:
            if value.isdecimal() and int(value) <= _NUMBERS[name]:
                numbers[name] = int(value)
        elif name in known:
            words[name] = value
    return Patient(**words, **numbers, **{name: frozenset(found) for name, found in several.items()})  # type: ignore[arg-type]
