"""What was read of a file, kept as JSON: the window stands sooner if it need not read TOML and CSV at every start."""

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop import __version__


def kept_reading(file: Path, read: Callable[[str], Any], folder: Path | None) -> Any:  # noqa: ANN401 - as in the file
    """Return what ``read`` makes of the text of a file, from what a folder holds of the same text if it does.

    Without a folder nothing is kept; nor is what JSON cannot hold, or in a folder that cannot be written.

    Raises:
        OSError, UnicodeDecodeError: the file cannot be read.
    """
    text = file.read_text(encoding="utf-8").removeprefix("\ufeff")
    if folder is None:
        return read(text)
    kept = folder / f"{file.name}.json"
    source = [__version__, text]
    with contextlib.suppress(OSError, ValueError):
        match json.loads(kept.read_bytes()):
            case {"source": found, "content": content} if found == source:
                return content
    content = read(text)
    with contextlib.suppress(OSError, TypeError):
        written = json.dumps({"source": source, "content": content})
        folder.mkdir(parents=True, exist_ok=True)
        kept.write_text(written, encoding="utf-8")
    return content
