"""What a trial says of an earlier treatment, as the value of a facet; the value is readable English."""

from dataclasses import dataclass
from typing import Literal, get_args

EARLIER_TREATMENT = "earlier_treatment"
"""The id of the facet with these values."""
Force = Literal["required", "allowed", "excluded", "unclear"]
Extent = Literal["", "for advanced disease", "for early disease", "in part"]
"""In which setting the treatment was; "in part" means with a limit of time, an exception or another condition."""
_OR = " or "
_OF = ": "


@dataclass(frozen=True)
class EarlierTreatment:
    """Hold what a trial says of one earlier treatment; several ``names`` if any one of them is required."""

    names: tuple[str, ...]
    force: Force
    extent: Extent = ""

    @property
    def value(self) -> str:
        """Return the value of the facet: "Taxane or Anthracycline: required for advanced disease"."""
        return _OR.join(self.names) + _OF + " ".join(filter(None, (self.force, self.extent)))


def earlier_treatment(value: str) -> EarlierTreatment | None:
    """Return what a value of the facet says; None if the text is not such a value."""
    names, _, said = value.rpartition(_OF)
    force, _, extent = said.partition(" ")
    if not names or force not in get_args(Force) or extent not in get_args(Extent):
        return None
    return EarlierTreatment(tuple(names.split(_OR)), force, extent)  # type: ignore[arg-type]
