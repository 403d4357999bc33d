"""The map of imports, and what else holds the house together: kept true by looking at the code."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from desktop import __version__

PROJECT = Path(__file__).parent.parent
DESKTOP = PROJECT / "desktop"

# What each part of desktop/ may import of ours; "a.b" lets in one room or module only. A new part needs a row here, in
# desktop/README.md and a reason.
MAY_IMPORT: dict[str, set[str]] = {
    "trials": set(),
    "paths": set(),
    "errors": set(),
    "files": set(),
    "terminal": set(),
    "registry_words": {"paths"},
    "documents": {"trials"},
    "facets": {"trials"},
    "catalogue": {"trials"},
    "exports": {"trials", "registry_words"},
    "workflows": {"trials", "documents", "facets", "catalogue", "exports"},
    "workspace": {"catalogue", "facets", "paths"},
    "ui": {"trials", "facets.definitions", "catalogue", "workflows", "workspace", "paths", "registry_words"},
    "cli": {"catalogue.finding.query", "workflows", "workspace", "terminal"},
    "app": {"ui", "workspace", "paths", "terminal"},
    "benchmark": {"documents", "facets", "catalogue", "workflows", "ui", "app", "paths"},
}
ONLY_IN = {
    "PySide6": {"ui", "app", "benchmark"},
    "qtawesome": {"ui"},
    "peewee": {"catalogue"},
    "playhouse": {"catalogue"},
    "sqlite3": {"catalogue", "benchmark"},
    "pypdf": {"exports"},
    "defusedxml": {"documents"},
}
# The rooms of a part, from the top down: a module imports its own room and those of lower lines, never one beside it.
# "." are the modules that lie in the part itself.
ROOMS: dict[str, tuple[tuple[str, ...], ...]] = {
    "documents": (
        (".",),
        ("clinicaltrials_gov", "european", "who", "medpath", "articles", "isrctn"),
        ("contents",),
        ("syntax",),
    ),
    "catalogue": ((".",), ("storing",), ("finding",), ("file",)),
    "ui": (
        ("start",),
        ("window",),
        ("search", "trial_list", "trial_detail", "tasks"),
        ("look", "printing"),
    ),
    "cli": ((".",),),
}
LONGEST = 300
# Files that may be longer, each with its reason; this list only shrinks.
LONGER: dict[str, str] = {}

FILES = sorted(DESKTOP.rglob("*.py"))


def part_of(file: Path) -> str:
    return file.relative_to(DESKTOP).parts[0].removesuffix(".py")


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def names(files: list[Path]) -> list[str]:
    return [str(file.relative_to(PROJECT)) for file in files]


@pytest.mark.parametrize("file", FILES, ids=names(FILES))
def test_a_file_imports_only_what_its_part_may(file: Path) -> None:
    part = part_of(file)
    if part == "__init__":
        return
    assert part in MAY_IMPORT, f"{part} is a new part; say in this table what it may import"
    for name in imports(file):
        top, *rest = name.split(".")
        if top == "desktop" and rest[0] not in ("__version__", part, "errors", "files"):
            allowed = {".".join(rest[:depth]) for depth in range(1, len(rest) + 1)} & MAY_IMPORT[part]
            assert allowed, f"{part} must not import {name}"
        if top in ONLY_IN:
            assert part in ONLY_IN[top], f"{top} belongs into {ONLY_IN[top]}, not {part}"


def module_of(file: Path) -> str:
    return ".".join(file.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_of(file): file for file in FILES if "migrations" not in file.parts}


def modules_imported(file: Path) -> set[str]:
    """Return the modules of ours that a file imports anywhere, inside functions and for the type checker too."""
    found = set()
    for name in imports(file):
        module = name if name in MODULES else name.rpartition(".")[0]
        if module in MODULES and MODULES[module].name != "__init__.py":
            found.add(module)
    return found


def room_of(module: str) -> str:
    """Return the room that a module of a part with rooms lies in; "." for the part itself."""
    inner = module.split(".")[2:]
    rooms = {room for line in ROOMS[module.split(".")[1]] for room in line}
    return inner[0] if inner and inner[0] in rooms else "."


def has_rooms(module: str) -> bool:
    return module.count(".") > 1 and module.split(".")[1] in ROOMS


@pytest.mark.parametrize("module", sorted(filter(has_rooms, MODULES)))
def test_a_module_imports_only_its_own_room_and_lower_ones(module: str) -> None:
    part = module.split(".")[1]
    height = {room: line for line, rooms in enumerate(ROOMS[part]) for room in rooms}
    own = room_of(module)
    for imported in modules_imported(MODULES[module]):
        if has_rooms(imported) and imported.split(".")[1] == part:
            other = room_of(imported)
            assert other == own or height[other] > height[own], f"{module} in {own} must not import {imported}"


@pytest.mark.parametrize("part", ROOMS)
def test_every_folder_of_a_part_with_rooms_is_a_room(part: str) -> None:
    folders = {folder.name for folder in (DESKTOP / part).iterdir() if (folder / "__init__.py").exists()}
    modules = {file.stem for file in (DESKTOP / part).glob("*.py")}
    rooms = {room for line in ROOMS[part] for room in line} - {"."}
    assert folders <= rooms
    assert rooms <= folders | modules


@pytest.mark.xfail(strict=True, reason="the main window and its panes import each other; they become two phases")
def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = {module: modules_imported(file) for module, file in MODULES.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(" imports ".join(circle.args[1][::-1]))


def test_every_row_of_the_table_is_a_part() -> None:
    parts = {part_of(file) for file in FILES} - {"__init__"}
    assert set(MAY_IMPORT) == parts


def test_the_map_in_the_readme_names_every_part() -> None:
    readme = (DESKTOP / "README.md").read_text(encoding="utf-8")
    missing = [part for part in MAY_IMPORT if f"`{part}`" not in readme]
    assert not missing


@pytest.mark.parametrize("file", FILES, ids=names(FILES))
def test_a_file_has_at_most_300_lines(file: Path) -> None:
    lines = len(file.read_text(encoding="utf-8").splitlines())
    name = str(file.relative_to(PROJECT))
    if name in LONGER:
        assert lines > LONGEST, f"{name} has become short enough; take it off the list"
    else:
        assert lines <= LONGEST


def test_everything_but_the_window_leaves_qt_unloaded() -> None:
    modules = [
        ".".join(file.relative_to(PROJECT).with_suffix("").parts)
        for file in FILES
        if part_of(file) not in ("ui", "app", "benchmark") and "migrations" not in file.parts
    ]
    code = "import sys\n" + "\n".join(f"import {name}" for name in modules)
    code += "\nassert not [name for name in sys.modules if name.startswith(('PySide6', 'qtpy', 'qtawesome'))]"
    subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=True)


def test_a_start_loads_neither_peewee_nor_qt_nor_what_only_commands_need_before_it_must() -> None:
    code = "import sys, main, desktop.app, desktop.cli\ndesktop.cli.parse([])\n"
    late = ("peewee", "playhouse", "PySide6", "desktop.documents", "desktop.exports", "desktop.workflows")
    code += f"assert not [name for name in sys.modules if name.startswith({late})]"
    subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=True)


def test_a_module_behind_qt_is_not_read_for_the_names_in_it() -> None:
    """Of its own accord Qt for Python reads the source of each."""
    code = "import linecache, sys, desktop.ui.window.main_window\n"
    code += "assert not [name for name in linecache.cache if 'desktop' in name], list(linecache.cache)"
    subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=True)


def test_the_list_of_trials_needs_neither_peewee_nor_a_dialog() -> None:
    code = "import sys, desktop.ui.window.main_window\n"
    late = (
        "peewee",
        "qtpy",
        "PySide6.QtNetwork",
        "desktop.ui.window.actions",
        "desktop.ui.search.facet_panel",
        "desktop.ui.search.filter_chips",
        "desktop.ui.look.icons",
        "desktop.ui.trial_detail.detail_pane",
        "desktop.ui.tasks.task_progress",
        "desktop.documents",
    )
    code += f"assert not [name for name in sys.modules if name.startswith({late})]"
    subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=True)


def test_no_file_names_an_address_of_a_package_index() -> None:
    hosts = re.compile(r"pypi\.org|pythonhosted|deb\.debian|registry\.npmjs|--index-url|--find-links|--extra-index-url")
    listed = subprocess.run(["git", "ls-files"], cwd=PROJECT, check=True, capture_output=True, text=True).stdout
    allowed = {"tests/test_architecture.py", "tests/test_locks.py"}
    found = [
        name
        for name in listed.splitlines()
        if name not in allowed
        and (PROJECT / name).is_file()
        and hosts.search((PROJECT / name).read_text(encoding="utf-8", errors="ignore"))
    ]
    assert not found


def test_the_version_is_the_same_everywhere() -> None:
    assert f'version = "{__version__}"' in (PROJECT / "pyproject.toml").read_text(encoding="utf-8")


def test_no_drawer_for_leftovers_exists() -> None:
    drawers = {"utils", "helpers", "common", "manager", "managers", "service", "services", "misc"}
    assert not [file for file in FILES if drawers & {part.removesuffix(".py") for part in file.parts}]
