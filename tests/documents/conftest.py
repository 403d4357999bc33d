from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.trials.trial import Trial
from tests.reading import read_document

SAMPLES = Path(__file__).parent / "samples"


@pytest.fixture(scope="session")
def sample() -> Callable[[str], str]:
    """Give the text of one of our own small documents by its name."""
    return lambda name: (SAMPLES / name).read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def read_one() -> Callable[[str | bytes], Trial]:
    """Read a document that holds one trial."""

    def read(content: str | bytes) -> Trial:
        raw = content.encode() if isinstance(content, str) else content
        (trial,) = read_document(raw, "document.txt").trials
        return trial

    return read
