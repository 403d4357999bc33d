"""The code of the program as trees: each file is parsed once, and its nodes are sorted by kind once."""

import ast
from functools import cache
from pathlib import Path
from typing import TypeVar

Node = TypeVar("Node", bound=ast.AST)
DESKTOP = Path(__file__).parent.parent / "desktop"
FILES = sorted(DESKTOP.rglob("*.py"))


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def _sorted_nodes(file: Path) -> dict[type[ast.AST], list[ast.AST]]:
    found: dict[type[ast.AST], list[ast.AST]] = {}
    for node in ast.walk(parsed(file)):
        found.setdefault(type(node), []).append(node)
    return found


def nodes(file: Path, kind: type[Node]) -> list[Node]:
    """Return the nodes of a kind that stand anywhere in a file."""
    return [node for node in _sorted_nodes(file).get(kind, []) if isinstance(node, kind)]


@cache
def strings(file: Path) -> set[str]:
    return {node.value for node in nodes(file, ast.Constant) if isinstance(node.value, str)}
