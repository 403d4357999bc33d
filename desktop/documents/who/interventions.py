"""Read the interventions of WHO ICTRP records, which each source register writes in its own form."""

import re
from collections.abc import Iterable

from desktop.documents.contents.absences import is_absent, stated
from desktop.documents.contents.grouped_values import grouped_values
from desktop.documents.contents.medicinal_products import products
from desktop.documents.contents.numbered_arms import interventions_of, is_nothing, named_arm, numbered_arms
from desktop.documents.syntax.labelled_text import labelled_parts
from desktop.documents.syntax.wrapped_text import one_line, tidy_lines
from desktop.trials.trial import Arm, Intervention

_TYPES = (
    r"Drug|Biological|Device|Procedure|Radiation|Behavio(?:u)?ral|Genetic|Dietary Supplement|Combination Product|"
    r"Diagnostic Test|Other"
)
_TYPED = re.compile(rf"(?P<kind>{_TYPES})\s*:\s*(?P<name>.+)", re.DOTALL)
_NEXT_TYPED = re.compile(rf";(?=(?:{_TYPES})\s*:)")
_ARM = re.compile(
    r"(?P<kind>Experimental|Active Comparator|Placebo Comparator|Sham Comparator|No Intervention)\s*:\s*(?P<label>.+)",
    re.IGNORECASE,
)
# jRCT's form: "investigational material(s)", then lines "INN of investigational material : tafamidis".
_MATERIAL = re.compile(r"(?P<role>investigational|control) material\(s\)", re.IGNORECASE)
# The Japanese portal has all of them on one line.
_MATERIAL_INSIDE = re.compile(
    r"(?<=\S) (?=(?:Generic name etc|INN of investigational material|Therapeutic category code|"
    r"Dosage and Administration for Investigational material)(?: :|\s?$))"
)
_MATERIAL_LINE = re.compile(r"(?P<label>[A-Z][\w ]+?)\s+:\s*(?P<value>.*)")


def interventions_and_arms(text: str) -> tuple[tuple[Intervention, ...], tuple[Arm, ...]]:
    """Return (interventions of a record, its arms or groups).

    Args:
        text: The field without markup of web pages, its lines ending in line feeds.
    """
    told = text.strip()
    if is_absent(told):
        return (), ()
    made = products(told)
    if made is not None:
        return made, ()
    if _TYPED.match(told):
        return tuple(dict.fromkeys(_typed(part) for part in _NEXT_TYPED.split(told) if part.strip())), ()
    if _MATERIAL.search(told):
        return tuple(_materials(told)), ()
    for arms in (_arms(told), numbered_arms(told), _groups(told)):
        if arms:
            return tuple(interventions_of(arms)), arms
    return (_free(told),), ()


def _typed(part: str) -> Intervention:
    found = _TYPED.match(part.strip())
    if not found:
        return Intervention(one_line(part))
    name, _, description = found["name"].strip().partition("\n")
    return Intervention(one_line(name), found["kind"], tidy_lines(description))


def _materials(text: str) -> Iterable[Intervention]:
    for match, told in labelled_parts(_MATERIAL, text):
        heading, lines = match.group(), [line.strip() for line in _MATERIAL_INSIDE.sub("\n", told).split("\n")]
        values = {found["label"]: found["value"] for line in lines if (found := _MATERIAL_LINE.fullmatch(line))}
        generic, inn = (
            next((stated(value) for label, value in values.items() if label.startswith(start)), "")
            for start in ("Generic name", "INN")
        )
        if name := inn or generic:
            others = (generic,) if generic.casefold() != name.casefold() and generic else ()
            rest = [line for line in lines if line and not line.startswith(("Generic name", "INN of"))]
            yield Intervention(name, heading, "\n".join(rest), others)


def _arms(text: str) -> tuple[Arm, ...]:
    arms: list[Arm] = []
    for block in re.split(r"\n\s*\n", text):
        head, _, rest = block.strip().partition("\n")
        found = _ARM.fullmatch(head)
        if not found and not arms:
            return ()
        if found:
            label = one_line(found["label"])
            arms.append(Arm(label, found["kind"], tidy_lines(rest), (label,)))
        else:
            before = arms[-1]
            description = tidy_lines(f"{before.description}\n{block}")
            arms[-1] = Arm(before.label, before.kind, description, before.interventions)
    return tuple(arms)


def _groups(text: str) -> tuple[Arm, ...]:
    """Return "Group 1: …" lines, or ChiCTR's "control group:placebo;study group:drug;", as arms."""
    if pairs := grouped_values(text) if "\n" not in text else ():
        return tuple(Arm(label, interventions=(value,) if not is_nothing(value) else ()) for label, value in pairs)
    arms: list[tuple[str, list[str]]] = []
    for line in tidy_lines(text).split("\n"):
        if found := named_arm(line):
            label, told = found
            arms.append((label, [told]))
        elif arms:
            arms[-1][1].append(line)
        else:
            return ()
    return tuple(_group(label, [line for line in lines if line]) for label, lines in arms)


def _group(label: str, lines: list[str]) -> Arm:
    name, *rest = lines or [""]
    return Arm(label, description="\n".join(rest), interventions=(name,) if name else ())


def _free(text: str) -> Intervention:
    name, _, rest = tidy_lines(text).partition("\n")
    return Intervention(name, description=rest.strip())
