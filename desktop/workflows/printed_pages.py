"""A printed PDF, as the window's printer gives it to an export."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PrintedPages:
    """Hold a whole PDF and, for each page given, the index (from 0) of the sheet it begins on."""

    pdf: bytes
    first_pages: tuple[int, ...]
