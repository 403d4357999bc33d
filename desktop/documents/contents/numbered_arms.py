"""Split the arms of a trial, which some registries number in one line."""

import re
from collections.abc import Iterable, Iterator

from desktop.documents.contents.absences import is_absent
from desktop.documents.syntax.labelled_text import labelled_parts
from desktop.documents.syntax.wrapped_text import tidy_lines
from desktop.trials.trial import Arm, Intervention

# Iran and Germany: "Intervention 1: Control group: placebo. Intervention 2: …"; India: "Control Intervention1: NIL".
_NUMBERED = re.compile(r"(?:^|(?<=\s))(?P<word>(?:Control )?(?:Intervention|Arm)) ?(?P<number>\d{1,2}): ?")
_ARM = re.compile(
    r"(?P<label>(?:Group|Arm|Cohort|Stratum)\s+(?:\d{1,2}|[A-Z])|(?:[\w/'’()+-]+ ){1,6}(?i:arm|group|cohort))"
    r"\s*:\s*(?P<told>.*)",
    re.DOTALL,
)
# An entry of the Indian registry: "Examplinib 5 mg: one tablet a day for a year".
_NAME_AND_MORE = re.compile(r"(?P<name>[^:\n]{1,80}):\s+(?P<told>\S.*)", re.DOTALL)
_NOTHING = ("no", "blank", "none", "无")


def numbered_arms(text: str) -> tuple[Arm, ...]:
    """Return "Intervention 1: … Intervention 2: …" as arms, with the names of their groups if given.

    Return () if the numbers are not 1, 2, 3 …, or if there is text before the first.
    """
    parts = labelled_parts(_NUMBERED, text)
    last: dict[str, int] = {}
    for match, _ in parts:
        if int(match["number"]) != last.get(match["word"], 0) + 1:
            return ()
        last[match["word"]] = int(match["number"])
    if not parts or parts[0][0].start():
        return ()
    return tuple(_numbered(f"{match['word']} {match['number']}", told.strip()) for match, told in parts)


def named_arm(text: str) -> tuple[str, str] | None:
    """Return (name of an arm, its treatment) from "Control group: placebo"; None if the text has no name."""
    found = _ARM.fullmatch(text)
    return (found["label"], found["told"]) if found else None


def interventions_of(arms: Iterable[Arm]) -> Iterator[Intervention]:
    """Yield the interventions of arms, each name once, described as in its first arm."""
    seen = set()
    for arm in arms:
        for name in arm.interventions:
            if name not in seen:
                seen.add(name)
                yield Intervention(name, description=arm.description)


def is_nothing(told: str) -> bool:
    """Return whether the registry's words mean that an arm gets no treatment."""
    return is_absent(told) or told.strip().casefold() in _NOTHING


def _numbered(number: str, told: str) -> Arm:
    if named := named_arm(told):
        label, words = named
    else:
        label, words = number, told
    name, *rest = [line for line in tidy_lines(words).split("\n") if line] or [""]
    if number.startswith("Control ") or (not named and _NAME_AND_MORE.fullmatch(words)):
        found = _NAME_AND_MORE.fullmatch(words)
        name, rest = (found["name"], tidy_lines(found["told"]).split("\n")) if found else (name, rest)
    description = "\n".join(line for line in rest if not is_nothing(line))
    return Arm(label, description=description, interventions=() if is_nothing(name) else (name,))
