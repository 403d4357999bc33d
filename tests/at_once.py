"""Several programs that begin at the same moment, for real."""

import contextlib
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parent.parent


def at_once(count: int, imports: str, act: str, *arguments: Path) -> list[tuple[int, str]]:
    """Run ``act``, one line, in several programs at once; return their exit codes and what they said.

    Each begins when all have loaded what they need, so that they meet.
    """
    code = f"import sys\nfrom pathlib import Path\n{imports}\nprint('ready', flush=True)\nsys.stdin.read()\n{act}"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    with contextlib.ExitStack() as running:
        programs = [
            running.enter_context(
                subprocess.Popen(
                    command,
                    cwd=PROJECT,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    text=True,
                )
            )
            for _ in range(count)
        ]
        for each in programs:
            assert each.stdout is not None
            assert each.stdout.readline() == "ready\n"
        for each in programs:
            assert each.stdin is not None
            each.stdin.close()
        said = [each.stdout.read() for each in programs if each.stdout]
        return [(each.wait(), words) for each, words in zip(programs, said, strict=True)]
