"""The command line: a contract that scripts and checks rely on (see the README). One module holds one command."""

from desktop.cli.arguments import parse
from desktop.cli.carrying_out import BUG, run

__all__ = ["BUG", "parse", "run"]
