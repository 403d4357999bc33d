"""`main.py show`: one whole trial."""

import argparse

from desktop.cli.printing import add_json, print_json
from desktop.workflows.show_trial import sections_of, trial_as_json, trial_named
from desktop.workspace import Workspace


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the argument for the trial."""
    parser.add_argument("id", metavar="ID", help="its key or any identifier")
    add_json(parser)


def run(request: argparse.Namespace, workspace: Workspace) -> int:
    """Print the trial: its line, its status with the registry's date, its findings with their quotes, its texts."""
    row, stored = trial_named(workspace.catalogue, request.id)
    if request.json:
        print_json(trial_as_json(row, stored))
        return 0
    print(row.as_line())
    if stored.trial.status:
        print(f"{stored.trial.status} · {stored.trial.registry_date or 'date not stated'}")
    for finding in stored.findings:
        print(f"\n{finding.facet}: {finding.value} ({finding.basis}, {finding.rule})")
        print(f"  {finding.evidence.section}: “{finding.evidence.quote}”")
    for name, text in sections_of(stored).items():
        print(f"\n{name.upper()}\n{text}")
    return 0
