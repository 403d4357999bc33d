"""What is printed on a new sheet of a PDF."""

from collections.abc import Callable
from dataclasses import dataclass


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
