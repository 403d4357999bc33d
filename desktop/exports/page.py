"""What is printed on a new sheet of a PDF, and in which style."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FULL_TEXT = "report.css"
_OF_ALL = "page.css"


@dataclass(frozen=True)
class Page:
    """Hold one page to print.

    ``html`` gives its text, cut by a number of steps: 0 is whole. Where ``steps`` is more than 0 the printer takes the
    first step at which the page fits one sheet, and the last one if none does. ``code`` gives the rows of a QR code
    (1 is dark) that is printed at the upper right of the first sheet.
    """

    html: Callable[[int], str]
    steps: int = 0
    is_landscape: bool = False
    code: Callable[[], tuple[bytes, ...]] = tuple


def style_of(resources: Path, *names: str) -> str:
    """Return the style of printed pages: the rules of all pages, then those of these files."""
    return "\n".join((resources / "export" / name).read_text(encoding="utf-8") for name in (_OF_ALL, *names))
