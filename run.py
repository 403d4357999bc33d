"""Set Trial Catalogue up on a fresh computer, then open its window or run its tests.

    python3 run.py [arguments of main.py]
    python3 run.py test [arguments of pytest]
    python3 run.py package [arguments of packaging/build.py]

An offline kit (python3 run.py kit) has its packages in the folder wheels.
Everything is installed into the folder .venv beside this file, once; a later start goes straight to the program. Needs
the standard library only, and is written so that an old Python 3 can read it far enough to say which one is needed.
"""

import contextlib
import ctypes
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PROJECT = Path(__file__).resolve().parent


def supported_minors(pyproject: str) -> range:
    """Return the second numbers of the Pythons 3.x that pyproject.toml asks for; no old Python can read TOML."""
    first, after_last = re.findall(r'^requires-python = ">=3\.(\d+),<3\.(\d+)"$', pyproject, re.MULTILINE)[0]
    return range(int(first), int(after_last))


MINORS = supported_minors((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
if sys.version_info[:2] not in {(3, minor) for minor in MINORS}:
    sys.exit(
        f"Trial Catalogue needs Python 3.{MINORS[0]} to 3.{MINORS[-1]}, and this is Python "
        f"{sys.version_info[0]}.{sys.version_info[1]}: install Python 3.13 (python.org, or your system's packages) and "
        "start run.py with it."
    )

LISTS = ["requirements.txt"]
TOOLS = {"test": "requirements-dev.txt", "package": "requirements-packaging.txt"}  # what these commands need besides
ENVIRONMENT, LOCK, STAMP, WHEELS = PROJECT / ".venv", "set-up.lock", "set-up.json", "wheels"
ENSUREPIP, FONT = "ensurepip", "a font"
SETUP = PROJECT / "resources" / "setup"
# The shared libraries that Qt's libraries and platform plugins need and the wheels do not bring, except those that come
# with another one here, and what setting up needs: each with the package that holds it, by package manager.
PARTS = json.loads((SETUP / "linux_parts.json").read_text(encoding="utf-8"))
PACKAGES = {part: names for group in PARTS.values() for part, names in group.items()}
PACKAGE_MANAGERS = {
    "apt-get": ("apt-get", "install", "--yes", "--no-install-recommends"),
    "dnf": ("dnf", "install", "--assumeyes"),
    "pacman": ("pacman", "-S", "--needed", "--noconfirm"),
}


class SetUpError(Exception):
    """What this computer lacks, as a sentence with the remedy."""


def say(message: str) -> None:
    """Tell the user something, apart from the program's own output."""
    print(message, file=sys.stderr, flush=True)


def opens_window(arguments: Iterable[str]) -> bool:
    """Tell whether main.py would open its window: it is given options with their values, and no command."""
    words = iter(arguments)
    for word in words:
        if word in ("-h", "--help", "--version") or word.startswith("--screenshot") or not word.startswith("-"):
            return False
        if "=" not in word:
            next(words, None)
    return True


def needed_parts(environment: Mapping[str, str]) -> list[str]:
    """Name the parts of a Linux system that Qt needs under this environment, and those that setting up needs."""
    asked = environment.get("QT_QPA_PLATFORM")
    x11 = PARTS["x11"] if ("xcb" in asked if asked else environment.get("DISPLAY")) else ()
    wayland = PARTS["wayland"] if ("wayland" in asked if asked else environment.get("WAYLAND_DISPLAY")) else ()
    return [*PARTS["qt"], *x11, *wayland, *PARTS["setting_up"]]


def has_font(load: Callable[[str], ctypes.CDLL]) -> bool:
    """Ask fontconfig, as Qt does, whether there is any font; without one Qt draws boxes."""
    fontconfig = load("libfontconfig.so.1")
    fontconfig.FcInitReinitialize()
    fontconfig.FcConfigGetFonts.restype = ctypes.POINTER(ctypes.c_int)
    fonts = fontconfig.FcConfigGetFonts(None, 0)
    return bool(fonts) and fonts[0] > 0


def is_present(part: str, load: Callable[[str], ctypes.CDLL]) -> bool:
    """Try whether this system has the part."""
    if part == ENSUREPIP:
        importlib.invalidate_caches()
        return importlib.util.find_spec(part) is not None
    try:
        return has_font(load) if part == FONT else bool(load(part))
    except OSError:
        return False


def missing_parts(parts: Iterable[str], load: Callable[[str], ctypes.CDLL] = ctypes.CDLL) -> list[str]:
    """Name those of the parts that this system does not have."""
    return [part for part in parts if not is_present(part, load)]


def install_commands(missing: Iterable[str], manager: str) -> list[list[str]]:
    """Return the commands, each as its words, that make the package manager install the missing parts."""
    packages = sorted({PACKAGES[part][manager].format(minor=sys.version_info[1]) for part in missing})
    install = [*PACKAGE_MANAGERS[manager], *packages]
    return [["apt-get", "update"], install] if manager == "apt-get" else [install]


def apt_install(missing: Iterable[str]) -> None:
    """Let apt-get install the missing parts, and look for newer package lists only if it cannot with those it has."""
    update, install = install_commands(missing, "apt-get")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (install, update, install):
        command = [*words, "--option", "DPkg::Lock::Timeout=300"]
        done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if words is install and done.returncode == 0:
            return
    say(done.stdout + done.stderr)


def provide_parts(parts: Iterable[str], find_missing: Callable[[Iterable[str]], list[str]] = missing_parts) -> None:
    """Install what is missing of the parts where that is allowed, or raise SetUpError with the command that does."""
    missing = find_missing(parts)
    root = os.geteuid() == 0
    manager = next(filter(shutil.which, PACKAGE_MANAGERS), None)
    if missing and root and manager == "apt-get":
        say(f"Installing what this system lacks: {', '.join(missing)}")
        apt_install(missing)
        missing = find_missing(parts)
    if not missing:
        return
    lacks = f"This system lacks {', '.join(missing)}, which Trial Catalogue needs."
    if manager is None:
        raise SetUpError(f"{lacks} Install the packages that hold them, then start again.")
    command = " && ".join(" ".join(["sudo"] * (not root) + words) for words in install_commands(missing, manager))
    raise SetUpError(f"{lacks} Install it with this command, then start again:\n\n    {command}\n")


def try_lock(file: int) -> bool:
    """Lock the open file unless another process holds it; the system lets go of it when this process ends, however."""
    with contextlib.suppress(BlockingIOError, PermissionError):
        if sys.platform == "win32":
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


@contextlib.contextmanager
def one_set_up_at_a_time(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, after waiting for another set-up to let go of it."""
    folder.mkdir(exist_ok=True)
    with (folder / LOCK).open("a") as file:
        if not try_lock(file.fileno()):
            say("Another set-up of Trial Catalogue is running; waiting for it to finish.")
            while not try_lock(file.fileno()):
                time.sleep(0.2)
        yield


def venv_python(folder: Path, windows: bool = os.name == "nt") -> Path:
    """Return where a virtual environment keeps its interpreter."""
    return folder / "Scripts" / "python.exe" if windows else folder / "bin" / "python"


def read_stamp(folder: Path) -> dict[str, str]:
    """Return what the last finished set-up noted; nothing if the environment is not whole or is another Python's."""
    try:
        stamp = json.loads((folder / STAMP).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    whole = isinstance(stamp, dict) and stamp.get("python") == sys.implementation.cache_tag
    return stamp if whole and venv_python(folder).exists() else {}


def write_stamp(folder: Path, stamp: Mapping[str, str]) -> None:
    """Note what is set up, in one step, so that there is a whole note or none."""
    temporary = folder / (STAMP + ".new")
    temporary.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    temporary.replace(folder / STAMP)


def make_environment(folder: Path) -> None:
    """Make the virtual environment afresh; whatever an interrupted set-up left there goes."""
    source = "without a network" if (folder.parent / WHEELS).is_dir() else "downloads about 100 MB"
    say(f"Setting up Trial Catalogue in {folder} (once; {source}) ...")
    for old in folder.iterdir():
        if old.is_dir() and not old.is_symlink():
            shutil.rmtree(old)
        elif old.name != LOCK:
            old.unlink()
    python = getattr(sys, "_base_executable", sys.executable)  # the environment's own interpreter has just been deleted
    done = subprocess.run([python, "-m", "venv", folder], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SetUpError(f"{done.stdout}{done.stderr}Python could not make {folder}.")


def install_fault(log: str, folder: Path, files: Iterable[str]) -> str:
    """Say what kept pip from installing the files into folder, judged by its log, and what to do about it.

    The first fault whose pattern fits counts: after a connection that failed, pip says too that it found no package.
    """
    facts = {"folder": folder, "files": " or ".join(files), "python": f"3.{sys.version_info[1]}"}
    for fault in json.loads((SETUP / "install_faults.json").read_text(encoding="utf-8")):
        if re.search(fault["pattern"], log):
            return str(fault["sentence"]).format(**facts)
    return "The message above names the reason."


def install_packages(project: Path, folder: Path, files: Iterable[str]) -> None:
    """Let pip install exactly the pinned files: a kit's own, else from wherever this computer's settings tell it to.

    The files list every package, so pip resolves nothing (--no-deps), and no later release changes what is installed.
    """
    options = ["--no-input", "--disable-pip-version-check", "--no-deps", "--require-hashes", "--only-binary=:all:"]
    lists = [f"--requirement={project / name}" for name in files]
    command = [str(venv_python(folder)), "-m", "pip", "install", *options, *lists]
    with tempfile.TemporaryDirectory() as temporary:
        # pip shows the user what it shows; the log is for telling the fault.
        log = Path(temporary) / "pip.log"
        # A virtual environment has no user site, and pip refuses to start where its settings ask for one.
        environment = {**os.environ, "PIP_USER": "0", "PIP_LOG": str(log)}
        if (project / WHEELS).is_dir():
            environment.update(PIP_NO_INDEX="1", PIP_FIND_LINKS=(project / WHEELS).as_uri())
        done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False)
        if done.returncode:
            written = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
            raise SetUpError(f"The packages could not be installed. {install_fault(written, folder, files)}")


def set_up(project: Path, folder: Path, files: Iterable[str], parts: Iterable[str]) -> None:
    """Bring the folder to what the files ask for, or do nothing if it is there already."""
    found = dict.fromkeys(parts, "found")
    pins = {name: hashlib.sha256((project / name).read_bytes()).hexdigest() for name in files}
    if {**found, **pins}.items() <= read_stamp(folder).items():
        return
    with one_set_up_at_a_time(folder):
        stamp = read_stamp(folder)
        if not found.items() <= stamp.items():
            provide_parts(found)
        if not stamp:
            make_environment(folder)
        if not pins.items() <= stamp.items():
            # Without a stamp the environment is made afresh, which is right if this is killed half-way.
            (folder / STAMP).unlink(missing_ok=True)
            try:
                install_packages(project, folder, files)
            except SetUpError:
                if stamp:
                    write_stamp(folder, stamp)  # pip has put everything back
                raise
        write_stamp(folder, {**stamp, **found, **pins, "python": str(sys.implementation.cache_tag)})


def hand_over(command: list[str], environment: Mapping[str, str]) -> int:
    """Become the program, so that its exit code and every signal are its own; Windows has to wait for it instead."""
    if os.name != "nt":
        os.execve(command[0], command, environment)  # noqa: S606 - the program of our own .venv, without a shell on purpose
    return subprocess.run(command, env=environment, check=False).returncode


def main(arguments: list[str]) -> int:
    """Set up what is not set up yet, then run the program, the tests or the packaging, and return the exit code."""
    linux = sys.platform.startswith("linux")
    testing, packaging = (arguments[:1] == [command] for command in TOOLS)
    tools = [TOOLS[each] for each in arguments[:1] if each in TOOLS]
    environment = dict(os.environ)
    displays = [name for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM") if environment.get(name)]
    blind = linux and not displays and not tools and opens_window(arguments)
    if linux and (testing or not displays) and not blind:
        environment["QT_QPA_PLATFORM"] = environment.get("QT_QPA_PLATFORM") or "offscreen"
    set_up(PROJECT, ENVIRONMENT, [*LISTS, *tools], needed_parts(environment) if linux else [])
    if blind:
        raise SetUpError(
            "There is no display to open the window on: log in to a desktop, "
            "or draw the window into a file with: python3 run.py --screenshot out.png"
        )
    if testing:
        os.chdir(PROJECT)
    program = [str(PROJECT / "main.py"), *arguments]
    if testing:
        program = ["-m", "pytest", *arguments[1:]]
    elif packaging:
        program = [str(PROJECT / "packaging" / "build.py"), *arguments[1:]]
    return hand_over([str(venv_python(ENVIRONMENT)), *program], environment)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
    except SetUpError as error:
        sys.exit(f"run.py: {error}")
    except OSError as error:
        sys.exit(f"run.py: {error}\n{install_fault(str(error), ENVIRONMENT, LISTS)}")
