"""The command line; scripts rely on its names and output (see the README). Each command is one module."""

from desktop.cli.arguments import parse
from desktop.cli.carrying_out import BUG, run

__all__ = ["BUG", "parse", "run"]
