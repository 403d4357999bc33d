"""Trial Catalogue: with a command the command line, without one the window."""

import sys
from collections.abc import Sequence
from typing import Any


def main(arguments: Sequence[str]) -> int:
    """Run the program and return its exit code: 0, 1 (the world's fault), 2 (usage), 70 (a bug) or 130 (Ctrl+C)."""
    if getattr(sys, "frozen", False):
        # Packed, it is started again for each process of its own, and must then do only the work of that one.
        import multiprocessing

        multiprocessing.freeze_support()
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        return 130


def program() -> int:
    """Run the program with this process's arguments: the start of an installation, which has this file inside."""
    return main(sys.argv[1:])


def _run(arguments: Sequence[str]) -> int:
    from desktop import cli

    request = cli.parse(arguments)
    if request.command == "benchmark":
        from desktop.benchmark import run as benchmark

        return benchmark.run(request)
    if request.command is not None:
        return cli.run(request, _print_pages)
    from desktop import app

    return int(app.run(request))


def _print_pages(*pages: Any, **options: Any) -> Any:  # noqa: ANN401 - handed on as it comes
    # The command line loads Qt for nothing but a PDF.
    from desktop import app

    return app.page_printer()(*pages, **options)


if __name__ == "__main__":
    sys.exit(program())
