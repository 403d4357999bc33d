"""Run one request of the command line: open the catalogue, run the command, print faults as sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import terminal
from desktop.cli.arguments import command_module
from desktop.errors import CatalogueError, bug_in_words, log_bug
from desktop.workspace import log_folder, open_workspace

if TYPE_CHECKING:
    import argparse

    from desktop.workflows.printed_pages import PrintPages

BUG = 70


def run(request: argparse.Namespace, print_pages: PrintPages) -> int:
    """Run a command and return the exit code; only ``export`` calls ``print_pages``, for a PDF."""
    terminal.prepare()
    request.print_pages = print_pages
    try:
        module = command_module(request.command)
        if hasattr(module, "run_alone"):
            with terminal.output():
                return int(module.run_alone(request))
        # A check opens the catalogue even if the user's own vocabulary has faults, and reports these itself.
        workspace = open_workspace(request.database, request.config, shipped_only=request.command == "check")
        try:
            with terminal.output():
                return int(module.run(request, workspace))
        finally:
            workspace.catalogue.close()
    except CatalogueError as error:
        terminal.tell(str(error))
        return 1
    except terminal.ReaderGoneError:
        return 0
    except Exception as error:  # noqa: BLE001 - the last resort: a bug of ours, reported without a traceback
        terminal.tell(bug_in_words(error, log_bug(error, log_folder())))
        return BUG
