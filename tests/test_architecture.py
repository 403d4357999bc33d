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
from desktop.trials import sources
from tests.program_code import DESKTOP, FILES, nodes, parsed, strings

PROJECT = DESKTOP.parent

# What each part of desktop/ may import of ours; "a.b" lets in one room or module only. A new part needs a row here, in
# desktop/README.md and a reason.
MAY_IMPORT: dict[str, set[str]] = {
    # The names of countries, as every part writes them, are a list in the resources.
    "trials": {"paths"},
    "paths": set(),
    "errors": set(),
    "files": set(),
    "terminal": set(),
    "kit": {"paths"},
    "sheet": {"trials"},
    "comparison": {"trials", "sheet"},
    "templates": {"sheet", "paths"},
    "documents": {"trials", "paths"},
    "facets": {"trials"},
    # The sets of trials answer the same questions as the single trial.
    "matching": {"trials"},
    "catalogue": {"trials", "matching"},
    "exports": {"trials", "sheet", "comparison", "templates"},
    "workflows": {"trials", "documents", "facets", "matching", "catalogue", "exports", "sheet", "comparison"},
    "workspace": {"trials", "catalogue", "facets", "paths"},
    "ui": {"trials", "matching", "catalogue", "workflows", "workspace", "paths", "sheet", "comparison", "templates"},
    "cli": {"trials", "matching", "catalogue.finding.query", "workflows", "workspace", "terminal", "kit"},
    "app": {"ui", "workflows.printed_pages", "workspace", "paths", "terminal"},
    "benchmark": {
        "trials",
        "documents",
        "facets",
        "matching",
        "catalogue",
        "workflows",
        "ui",
        "app",
        "paths",
        "terminal",
    },
}
ONLY_IN = {
    "PySide6": {"ui", "app", "benchmark"},
    "qtawesome": {"ui"},
    "peewee": {"catalogue"},
    "playhouse": {"catalogue"},
    "sqlite3": {"catalogue", "benchmark"},
    "pypdf": {"exports"},
    "jinja2": {"templates"},
    "markupsafe": {"templates"},
    "defusedxml": {"documents"},
    "openpyxl": {"documents"},
    "segno": {"exports"},
    "xlsxwriter": {"exports"},
}
# The rooms of a part, from the top down: a module imports its own room and those of lower lines, never one beside it.
# "." are the modules that lie in the part itself.
ROOMS: dict[str, tuple[tuple[str, ...], ...]] = {
    "documents": (
        (".",),
        ("clinicaltrials_gov", "european", "who", "medpath", "articles", "isrctn", "national"),
        ("contents",),
        ("syntax",),
    ),
    "catalogue": ((".",), ("storing",), ("finding",), ("file",)),
    "ui": (
        ("start",),
        ("window",),
        ("compare",),
        ("search", "trial_list", "trial_detail", "tasks", "shortlists", "overview", "patient"),
        ("look", "printing", "background"),
    ),
    "cli": ((".",),),
}
LONGEST = 300
# Files that may be longer, each with its reason; this list only shrinks.
LONGER: dict[str, str] = {}
# Imports inside functions: what must not hold up a start, and is heavy enough to be worth one.
MOST_LATE_IMPORTS = 15
# What there is one of: the name, and the only files that import it.
ONLY_NAMED_IN = {
    "QThreadPool": {"ui/background.py"},
    "QRunnable": {"ui/background.py"},
}


def part_of(file: Path) -> str:
    return file.relative_to(DESKTOP).parts[0].removesuffix(".py")


def imports(file: Path) -> Iterator[str]:
    for node in nodes(file, ast.Import):
        yield from (alias.name for alias in node.names)
    for one in nodes(file, ast.ImportFrom):
        assert one.level == 0, f"{file} imports relatively"
        yield from (f"{one.module}.{alias.name}" for alias in one.names)


def names(files: list[Path]) -> list[str]:
    return [str(file.relative_to(PROJECT)) for file in files]


def test_a_file_imports_only_what_its_part_may() -> None:
    assert [fault for file in FILES if part_of(file) != "__init__" for fault in wrong_imports(file)] == []


def wrong_imports(file: Path) -> Iterator[str]:
    part, where = part_of(file), file.relative_to(PROJECT)
    if part not in MAY_IMPORT:
        yield f"{part} is a new part; say in this table what it may import"
        return
    for name in imports(file):
        top, *rest = name.split(".")
        if top == "desktop" and rest[0] not in ("__version__", part, "errors", "files"):
            allowed = {".".join(rest[:depth]) for depth in range(1, len(rest) + 1)} & MAY_IMPORT[part]
            if not allowed:
                yield f"{where}: {part} must not import {name}"
        if top in ONLY_IN and part not in ONLY_IN[top]:
            yield f"{where}: {top} belongs into {ONLY_IN[top]}, not {part}"


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


def test_a_module_imports_only_its_own_room_and_lower_ones() -> None:
    assert [fault for module in sorted(filter(has_rooms, MODULES)) for fault in upward_imports(module)] == []


def upward_imports(module: str) -> Iterator[str]:
    part = module.split(".")[1]
    height = {room: line for line, rooms in enumerate(ROOMS[part]) for room in rooms}
    own = room_of(module)
    for imported in modules_imported(MODULES[module]):
        if has_rooms(imported) and imported.split(".")[1] == part:
            other = room_of(imported)
            if other != own and height[other] <= height[own]:
                yield f"{module} in {own} must not import {imported}"


@pytest.mark.parametrize("part", ROOMS)
def test_every_folder_of_a_part_with_rooms_is_a_room(part: str) -> None:
    folders = {folder.name for folder in (DESKTOP / part).iterdir() if (folder / "__init__.py").exists()}
    modules = {file.stem for file in (DESKTOP / part).glob("*.py")}
    rooms = {room for line in ROOMS[part] for room in line} - {"."}
    assert folders <= rooms
    assert rooms <= folders | modules


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = {module: modules_imported(file) for module, file in MODULES.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(" imports ".join(circle.args[1][::-1]))


def imports_inside_functions(file: Path) -> Iterator[int]:
    """Yield the lines of a file in which a function imports something."""
    functions = [*nodes(file, ast.FunctionDef), *nodes(file, ast.AsyncFunctionDef)]
    yield from {n.lineno for each in functions for n in ast.walk(each) if isinstance(n, ast.Import | ast.ImportFrom)}


def test_few_functions_import_something_and_each_says_why() -> None:
    late = {file: sorted(imports_inside_functions(file)) for file in FILES}
    assert sum(map(len, late.values())) <= MOST_LATE_IMPORTS
    for file, found in late.items():
        lines = file.read_text(encoding="utf-8").splitlines()
        for number in found:
            above = next(line for line in reversed(lines[: number - 1]) if "import " not in line)
            assert "#" in lines[number - 1] or above.lstrip().startswith("#"), f"{file}:{number} gives no reason"


def test_the_window_has_one_seam_behind_which_everything_is_made_in_one_go() -> None:
    window = DESKTOP / "ui" / "window"
    late = {file.name: len(list(imports_inside_functions(file))) for file in window.glob("*.py")}
    assert {name: count for name, count in late.items() if count} == {"main_window.py": 1}


def classes(file: Path) -> Iterator[tuple[str, set[str]]]:
    """Yield the name of each class of a file with the names of its bases."""
    for node in nodes(file, ast.ClassDef):
        yield node.name, {base.id for base in node.bases if isinstance(base, ast.Name)}


def test_no_class_is_cut_into_files() -> None:
    """A base class in a file of its own has several subclasses, or is used by itself: else it is a piece of one."""
    homes = {name: file for file in FILES for name, _ in classes(file)}
    below: dict[str, set[str]] = {}
    for file in FILES:
        for name, bases in classes(file):
            for base in bases & homes.keys():
                if homes[base] != file:
                    below.setdefault(base, set()).add(name)
    made = {call.func.id for call in calls() if isinstance(call.func, ast.Name)}
    pieces = {base for base, subclasses in below.items() if len(subclasses) == 1 and base not in made}
    assert not pieces


def calls() -> Iterator[ast.Call]:
    for file in FILES:
        yield from nodes(file, ast.Call)


def test_what_must_be_one_is_named_in_one_file() -> None:
    for name, home in ONLY_NAMED_IN.items():
        found = {
            str(file.relative_to(DESKTOP)) for file in FILES if any(each.endswith(f".{name}") for each in imports(file))
        }
        assert found == home, name


def test_one_undo_stack_is_made() -> None:
    assert sum(isinstance(call.func, ast.Name) and call.func.id == "QUndoStack" for call in calls()) == 1


def test_nothing_tampers_with_how_python_starts() -> None:
    tricks = re.compile(r"__import__|gc\.(disable|enable|freeze)|sys\.setswitchinterval")
    found = [file for file in [*FILES, PROJECT / "main.py"] if tricks.search(file.read_text(encoding="utf-8"))]
    assert not found


def test_nobody_hands_the_catalogue_a_function_to_call_while_it_joins_or_writes() -> None:
    writing = [file for file in FILES if part_of(file) == "catalogue" and file.parent.name in ("catalogue", "storing")]
    assert not [file.name for file in writing if {"collections.abc.Callable", "typing.Callable"} & set(imports(file))]


def test_only_one_module_reads_the_arguments_of_a_start() -> None:
    """A start that is read by hand too is read in two ways."""
    reads = re.compile(r"\bArgumentParser\(|\bparse_(known_)?args\(|\bNamespace\(")
    found = {str(file.relative_to(PROJECT)) for file in FILES if reads.search(file.read_text(encoding="utf-8"))}
    assert found == {"desktop/cli/arguments.py"}


def test_every_row_of_the_table_is_a_part() -> None:
    parts = {part_of(file) for file in FILES} - {"__init__"}
    assert set(MAY_IMPORT) == parts


def test_the_map_in_the_readme_names_every_part() -> None:
    readme = (DESKTOP / "README.md").read_text(encoding="utf-8")
    missing = [part for part in MAY_IMPORT if f"`{part}`" not in readme]
    assert not missing


def test_a_file_has_at_most_300_lines() -> None:
    lengths = {str(file.relative_to(PROJECT)): len(file.read_text(encoding="utf-8").splitlines()) for file in FILES}
    too_long = {name: lines for name, lines in lengths.items() if lines > LONGEST}
    assert set(too_long) == set(LONGER), too_long


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
    code = "import sys, main, desktop.cli, desktop.workspace\ndesktop.cli.parse([])\n"
    late = (
        *("peewee", "playhouse", "PySide6", "jinja2", "markupsafe"),
        *("desktop.documents", "desktop.exports", "desktop.sheet", "desktop.workflows"),
    )
    code += f"assert not [name for name in sys.modules if name.startswith({late})]"
    subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=True)


def test_the_list_of_trials_needs_neither_peewee_nor_a_dialog_nor_a_whole_trial() -> None:
    code = "import sys, desktop.app\n"
    late = (
        "peewee",
        "hashlib",
        "socket",
        "desktop.trials.trial",
        "desktop.catalogue.trial_reading",
        "desktop.catalogue.writing",
        "desktop.ui.start.remedies",
        "jinja2",
        "markupsafe",
        "qtpy",
        "PySide6.QtNetwork",
        "desktop.ui.window.actions",
        "desktop.ui.search.facet_panel",
        "desktop.ui.search.filter_chips",
        "desktop.ui.look.icons",
        "desktop.ui.trial_detail.detail_pane",
        "desktop.documents",
    )
    code += f"assert not [name for name in sys.modules if name.startswith({late})]"
    subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=True)


def test_a_start_loads_nothing_of_what_compares_prints_and_writes_trials() -> None:
    code = "import sys, desktop.ui.window.completing\n"
    late = ("desktop.ui.compare.compare_page", "desktop.comparison.rows", "desktop.ui.printing.pdf_printer")
    late += ("peewee", "desktop.catalogue.writing")
    code += f"assert not [name for name in sys.modules if name.startswith({late})]"
    subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=True)


def test_a_page_that_is_made_when_it_is_first_shown_is_not_loaded_before() -> None:
    code = "import sys, desktop.ui.window.completing\nfrom desktop.ui.window.later_pages import LATER\n"
    code += "assert LATER\n"
    code += "assert not [name for name in sys.modules if name.startswith(('desktop.ui.overview', *LATER.values()))]"
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


def test_what_depends_on_the_source_of_a_trial_is_said_in_one_table() -> None:
    """Readers, which name the numbers that they read, and the benchmark are left out."""
    ids = {each.id for each in (*sources.FORMATS, *sources.REGISTRIES)}
    # The ending of a file that is written is no format of a document that is read.
    others = {"export_trials.py": {"ris"}}
    files = [file for file in FILES if part_of(file) not in ("documents", "benchmark") and file.name != "sources.py"]
    said = {str(file.relative_to(PROJECT)): strings(file) & (ids - others.get(file.name, set())) for file in files}
    assert {name: found for name, found in said.items() if found} == {}, "say it in trials/sources.py"


# What all parts share has one home; the same name anywhere else, with an underscore or not, is a second one.
CORE = {
    "facets": ("NOT_STATED", "NOT_IN_DOCUMENT", "SECOND", "Facet", "FacetValue", "Facets"),
    "work": ("OnProgress", "ShouldStop", "StoppedError"),
    "remarks": ("Remark",),
    "finding": ("Evidence", "Finding", "derived_values"),
    "changes": ("FieldChange",),
    "change_kinds": ("ChangeKind",),
    "history": ("StoredSource", "Change"),
    "stored": ("StoredTrial", "Disagreement", "DamagedTrial"),
    "own_work": ("OwnWork", "Correction"),
    "sources": ("Registry", "SourceFormat"),
}


def defined(file: Path) -> Iterator[str]:
    """Yield the names that a module defines at its top."""
    for node in parsed(file).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def test_only_the_sections_know_where_the_fields_of_a_trial_stand_in_them() -> None:
    field = r"len\([\w.]*\.(?:name|kind|label|description|measure|text|time_frame)\)"
    computed = re.compile(rf"{field} *\+|\+ *{field}|len\(\"\\n\"\)")
    found = {str(file.relative_to(DESKTOP)) for file in FILES if computed.search(file.read_text(encoding="utf-8"))}
    assert found == {"trials/sections.py"}


def test_what_all_parts_share_is_defined_once() -> None:
    assert [fault for file in FILES for fault in second_homes(file)] == []


def second_homes(file: Path) -> Iterator[str]:
    home = file.relative_to(DESKTOP).as_posix()
    names = {name.lstrip("_") for name in defined(file)}
    for module, shared in CORE.items():
        if home != f"trials/{module}.py" and names & set(shared):
            yield f"{home}: {names & set(shared)} is defined in desktop/trials/{module}.py"
    if home != "trials/facets.py" and strings(file) & {"not_stated", "not_in_document"}:
        yield f"{home}: say NOT_STATED, NOT_IN_DOCUMENT"


def members(part: ast.ClassDef) -> set[str]:
    """Return the names of the fields, properties and methods of a class, those of Python itself left out."""
    named = {
        node.target.id for node in part.body if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    named |= {node.name for node in part.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("__")}
    return named


def every_class() -> Iterator[tuple[str, ast.ClassDef]]:
    for file in FILES:
        for node in nodes(file, ast.ClassDef):
            yield str(file.relative_to(DESKTOP)), node


def test_no_protocol_restates_a_class() -> None:
    """What several classes may be is a protocol; what one class is, is that class."""
    found = [(file, each, members(each)) for file, each in every_class()]
    protocols = [each for each in found if "Protocol" in map(ast.unparse, each[1].bases)]
    for file, protocol, asked in protocols:
        twins = [f"{other} {each.name}" for other, each, has in found if each is not protocol and asked <= has]
        assert not asked or len(twins) != 1, f"{file} {protocol.name} restates {twins}"


def test_only_tooltips_and_the_clipboard_escape_text_by_hand() -> None:
    """All other HTML is made by templates, which escape by type; a hand that escapes can forget to."""
    ready_made = {"html.escape", "xml.sax.saxutils.escape"}
    found = names([each for each in FILES if ready_made & set(imports(each)) or "&lt;" in each.read_text("utf-8")])
    assert found == ["desktop/ui/look/plain_html.py", "desktop/ui/trial_list/copied_rows.py"]


def test_no_drawer_for_leftovers_exists() -> None:
    drawers = {"utils", "helpers", "common", "manager", "managers", "service", "services", "misc"}
    assert not [file for file in FILES if drawers & {part.removesuffix(".py") for part in file.parts}]


# In an expression these are no words: escapes, sets of signs, names of groups, flags, counts.
NO_WORDS = re.compile(r"\\.|\[[^\]]*\]|\(\?P[<=]\w+[>)]|\(\?\(\w+\)|\(\?[a-zA-Z-]+[:)]|\{[^}]*\}")
# What is asked of the texts of documents: of a token or a stretch of text, or of what is made small first.
OF_TEXTS = {"text", "plain", "lowered", "lower", "upper", "casefold"}
# Roman numerals of stages, and fields of a record that are no prose; this list only shrinks.
NAMED_IN_FACETS = {
    ("care.py", "observational"),
    ("outline.py", "observational"),
    ("outline.py", "purpose:\\s*(\\w+)"),
    ("roles.py", "alloc"),
    ("stages.py", "(iii|ii|iv|i|[ⅰⅱⅲⅳ])([abc])"),
}


def words_in_expressions(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(ast.Attribute(ast.Name("re")), [ast.Constant() | ast.JoinedStr() as pattern, *_]):
                yield from (text for text in said_in(pattern) if re.search(r"[A-Za-z]{3}", NO_WORDS.sub(" ", text)))


def words_compared(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            asked = [each.func if isinstance(each, ast.Call) else each for each in sides]
            if any(isinstance(each, ast.Attribute) and each.attr in OF_TEXTS for each in asked):
                sayings = (each for side in sides for each in getattr(side, "elts", (side,)))
                literal = (each for each in sayings if isinstance(each, ast.Constant))
                yield from (text for each in literal for text in said_in(each) if re.search(r"[A-Za-z]{2}", text))


def said_in(node: ast.expr) -> list[str]:
    return [each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('re.compile(r"\\b(?:women|men)\\b")', ["\\b(?:women|men)\\b"]),
        ('re.search(rf"{names}(?= or (?:versus|{short}))", text)', ["(?= or (?:versus|"]),
        ('token.text in ("and", "or")', ["and", "or"]),
        ('"surviv" in span.lowered', ["surviv"]),
        ('re.compile(r"(?P<name>[A-Za-z]{3,5}) ?[-–]\\s+(?i:\\w+)")', []),
        ('token.kind in ("open", "close")', []),
        ('each.text == ";"', []),
    ],
)
def test_words_of_documents_are_seen_in_code(code: str, found: list[str]) -> None:
    tree = ast.parse(code)
    assert [*words_in_expressions(tree), *words_compared(tree)] == found


def test_the_words_of_documents_stand_in_word_lists_not_in_the_code_that_reads_them() -> None:
    files = [file for file in FILES if part_of(file) == "facets"]
    found = {
        (file.name, text)
        for file in files
        for text in (*words_in_expressions(parsed(file)), *words_compared(parsed(file)))
    }
    assert found == NAMED_IN_FACETS
