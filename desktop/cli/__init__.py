"""The command line: a contract that scripts and checks rely on (see the README)."""

from desktop.cli.arguments import parse
from desktop.cli.commands import BUG, run

__all__ = ["BUG", "parse", "run"]
