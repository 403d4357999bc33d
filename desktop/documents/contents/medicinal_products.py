"""Turn the medicinal products of European registers (names, codes, strengths) into interventions."""

import re
from collections.abc import Iterable

from desktop.documents.contents.absences import stated
from desktop.documents.syntax.labelled_text import labelled_parts
from desktop.trials.trial import Intervention

_LABELS = {
    "trade name": "trade",
    "product name": "product",
    "product code": "code",
    "pharmaceutical form of the placebo": "placebo form",
    "route of administration of the placebo": "placebo route",
    "pharmaceutical form": "form",
    "inn or proposed inn": "inn",
    "cas number": "cas",
    "current sponsor code": "sponsor code",
    "other descriptive name": "descriptive",
    "ev substance code": "ev",
    "concentration unit": "unit",
    "concentration type": "type",
    "concentration number": "number",
    "strength": "strength",
}
_LABEL = re.compile(
    rf"(?:^|(?<=[\n,\s]))(?P<label>{'|'.join(sorted(map(re.escape, _LABELS), key=len, reverse=True))})\s*:",
    re.IGNORECASE | re.MULTILINE,
)
# A product begins with one of these; a repeated one begins the next product.
_HEADS = frozenset({"trade", "product", "code", "form"})
_NAMES = ("inn", "product", "trade", "code", "sponsor code", "descriptive")
_PLACEBO = frozenset({"placebo form", "placebo route"})


def products(text: str) -> tuple[Intervention, ...] | None:
    """Return the products of "Product Name: … INN or Proposed INN: …", also placebos; None if the text is not so.

    A product with only its form given has no name and is omitted.
    """
    if not _LABEL.match(text):
        return None
    here: dict[str, list[str]] = {}
    made: list[Intervention | None] = []
    for match, value in labelled_parts(_LABEL, text):
        label = _LABELS[match["label"].lower()]
        if _begins(label, here):
            made.append(product(here))
            here = {}
        here.setdefault(label, []).append(stated(value.strip().rstrip(",")))
        if re.search(r"\n\s*\n", value):
            made.append(product(here))
            here = {}
    made.append(product(here))
    return tuple(dict.fromkeys(each for each in made if each))


def product(told: dict[str, list[str]], *, role: str = "") -> Intervention | None:
    """Return one product as an intervention; None if it has no name.

    Args:
        told: Its values under "inn", "product", "trade", "code", "sponsor code", "descriptive", "form",
            "strength", "unit", "number"; a product of several active substances has several of the last six.
        role: The register's word for its role ("Test", "Comparator").
    """
    if _PLACEBO & set(told):
        form = ", ".join(_given(told, *sorted(_PLACEBO)))
        return Intervention("Placebo", description=form)
    names = next((found for label in _NAMES if (found := _given(told, label))), [])
    if not names:
        return None
    name = " + ".join(dict.fromkeys(names)) if len(names) > 1 else names[0]
    others = [other for label in _NAMES for other in _given(told, label)]
    if len(names) == 1:
        others = [other for other in others if other.casefold() != name.casefold()]
    return Intervention(
        name=name,
        description="; ".join(_description(told, role)),
        other_names=tuple({other.casefold(): other for other in reversed(others)}.values())[::-1],
    )


def _begins(label: str, here: dict[str, list[str]]) -> bool:
    if label in _PLACEBO:
        return bool(here) and not _PLACEBO & set(here)
    return label in _HEADS and (label in here or bool(set(here) - _HEADS))


def _description(told: dict[str, list[str]], role: str) -> Iterable[str]:
    if role:
        yield f"Role: {role}"
    yield from _given(told, "form")
    yield from _given(told, "strength")
    for number, unit in zip(told.get("number", ()), told.get("unit", ()), strict=False):
        if number.strip("- "):
            yield " ".join((number.rstrip("- "), unit)).strip()
    yield from _given(told, "route")


def _given(told: dict[str, list[str]], *labels: str) -> list[str]:
    return [value for label in labels for value in told.get(label, ()) if value]
