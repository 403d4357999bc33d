"""A page that is printed on a new sheet of a PDF, and its style."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FULL_TEXT = "report.css"
_OF_ALL = "page.css"


@dataclass(frozen=True)
class Page:
    """Hold one page to print.

    ``html`` returns its text, shortened by a step: 0 is the whole text, ``steps`` the shortest. The printer uses the
    first step at which the page fits one sheet, else the last. ``code`` returns the rows of a QR code (1 is dark),
    which is printed at the upper right of the first sheet.
    """

    html: Callable[[int], str]
    steps: int = 0
    is_landscape: bool = False
    code: Callable[[], tuple[bytes, ...]] = tuple


def style_of(resources: Path, *names: str) -> str:
    """Return the style of printed pages: the rules for all pages, then those of the named files."""
    return "\n".join((resources / "export" / name).read_text(encoding="utf-8") for name in (_OF_ALL, *names))
