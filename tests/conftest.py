"""What every test may ask for, and what no test may leave behind unnoticed."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PROJECT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def project() -> Path:
    return PROJECT


@pytest.fixture(scope="session")
def seeds() -> list[Path]:
    return sorted((PROJECT / "seeds").glob("*.txt"))


@pytest.fixture(scope="session")
def shared() -> Path:
    folder = PROJECT.parent / "shared"
    if not (folder / "samples").is_dir():
        pytest.skip("the folder with real registry documents is not here")
    return folder


@pytest.fixture(autouse=True)
def no_unexpected_log_messages(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    if caplog.handler is None:  # taken away by the test itself
        return
    unexpected = [r.getMessage() for r in caplog.get_records("call") if r.levelname in ("WARNING", "ERROR", "CRITICAL")]
    expected = getattr(caplog, "expected", [])
    left = [message for message in unexpected if not any(part in message for part in expected)]
    assert not left, f"unexpected log messages: {left}"
