"""What was read of a file, kept as JSON: the window stands sooner if it need not read TOML and CSV at every start."""

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any


def kept_reading(file: Path, read: Callable[[Path], Any], folder: Path | None) -> Any:  # noqa: ANN401 - as in the file
    """Return what ``read`` makes of a file, from what is kept of it in a folder as long as the file has not changed.

    ``read`` gives what JSON can hold. Without a folder nothing is kept. A folder that cannot be written, or damage to
    what is kept, costs time and nothing else.
    """
    if folder is None:
        return read(file)
    kept = folder / f"{file.name}.json"
    state = file.stat()
    stamp = [str(file), state.st_mtime_ns, state.st_size]
    with contextlib.suppress(OSError, ValueError):
        match json.loads(kept.read_bytes()):
            case {"stamp": found, "content": content} if found == stamp:
                return content
    content = read(file)
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps({"stamp": stamp, "content": content}, default=str), encoding="utf-8")
    return content
