"""The dependencies of the wheel: exactly the packages that requirements.txt pins, so that both are one fact."""

import re
from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface


def pinned(requirements: str) -> list[str]:
    """Return each line of a list of pinned packages as a requirement with its marker, without its hashes."""
    lines = re.sub(r"\\\n", " ", requirements).splitlines()
    return [re.sub(r"\s+--hash=\S+", "", line).strip() for line in lines if line.strip() and not line.startswith("#")]


class PinnedDependencies(MetadataHookInterface):
    """Let Hatchling, which finds this class by itself, put the pinned packages into the metadata."""

    def update(self, metadata: dict[str, object]) -> None:
        """Set the dependencies."""
        metadata["dependencies"] = pinned((Path(self.root) / "requirements.txt").read_text(encoding="utf-8"))
