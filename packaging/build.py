"""Build what is installed: wheel and sdist, the bundle that needs no Python, for Linux its archive and Debian package.

    python3 run.py package [wheel] [bundle] [archive] [deb] [--out dist]

Without a name everything that this system can build is built. Archive and Debian package are made of the bundle in
--out.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
LINUX = PROJECT / "packaging" / "linux"
NAME = "trial-catalogue"
APP_ID = "org.trial_catalogue.TrialCatalogue"
# The libraries of Linux that the bundle takes from the system (trial-catalogue.spec says why), besides those that
# run.py looks for; the C library must be as new as the one that the bundle was built with.
ALSO_NEEDED = (
    "libstdc++6",
    "libgcc-s1",
    "zlib1g",
    "libexpat1",
    "fonts-dejavu-core | fonts-liberation | fonts-noto-core",
)


def project() -> dict[str, str]:
    """Return what pyproject.toml says of the project."""
    told: dict[str, str] = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return told


def run(*command: str | Path) -> None:
    """Run a program in the folder of the project."""
    subprocess.run([str(each) for each in command], cwd=PROJECT, check=True)


def build_wheel(out: Path) -> None:
    """Build wheel and sdist."""
    run(sys.executable, "-m", "hatchling", "build", "--directory", out)


def build_bundle(out: Path) -> None:
    """Build the folder that holds the program with Python and all libraries."""
    with tempfile.TemporaryDirectory() as work:
        options = ["--noconfirm", "--log-level=WARN", f"--distpath={out}", f"--workpath={work}"]
        run(sys.executable, "-m", "PyInstaller", *options, PROJECT / "packaging" / f"{NAME}.spec")
    for name in ("LICENSE", "README.md"):
        shutil.copy(PROJECT / name, out / NAME)


def build_archive(out: Path) -> None:
    """Pack the bundle into one file for any Linux, to be unpacked anywhere."""
    target = out / f"{NAME}-{project()['version']}-linux-{platform.machine()}.tar.xz"
    anonymous = ("--owner=0", "--group=0", "--numeric-owner", "--sort=name")
    run("tar", *anonymous, "--use-compress-program=xz --threads=0", "-cf", target, "-C", out, NAME)


def build_deb(out: Path) -> None:
    """Make the Debian package of the bundle, with its entry in the menu, its icon and its kind of file."""
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary) / NAME
        shutil.copytree(out / NAME, root / "usr" / "lib" / NAME, symlinks=True)
        (root / "usr" / "bin").mkdir(parents=True)
        for command in (NAME, f"{NAME}-cli"):
            (root / "usr" / "bin" / command).symlink_to(f"../lib/{NAME}/{NAME}")
        for source, target in shared_files().items():
            (root / "usr" / "share" / target).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, root / "usr" / "share" / target)
        (root / "DEBIAN").mkdir()
        (root / "DEBIAN" / "control").write_text(control(root), encoding="utf-8")
        for path in [root, *root.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        run("dpkg-deb", "--root-owner-group", "-Zxz", "--threads-max=2", "--build", root, out)


def shared_files() -> dict[Path, str]:
    """Return the files for the desktop, each with its place in /usr/share."""
    icon = PROJECT / "resources" / "icon" / NAME
    desktop = {path: f"applications/{path.name}" for path in LINUX.glob("*.desktop")}
    return {
        **desktop,
        LINUX / f"{APP_ID}.metainfo.xml": f"metainfo/{APP_ID}.metainfo.xml",
        LINUX / f"{APP_ID}.mime.xml": f"mime/packages/{APP_ID}.xml",
        icon.with_suffix(".svg"): f"icons/hicolor/scalable/apps/{APP_ID}.svg",
        icon.with_suffix(".png"): f"icons/hicolor/256x256/apps/{APP_ID}.png",
        PROJECT / "LICENSE": f"doc/{NAME}/copyright",
    }


def needed_packages() -> list[str]:
    """Return the packages of Debian that hold the libraries which the bundle takes from the system."""
    parts = json.loads((PROJECT / "resources" / "setup" / "linux_parts.json").read_text(encoding="utf-8"))
    named = {parts[group][part]["apt-get"] for group in ("qt", "x11", "wayland") for part in parts[group]}
    c_library = platform.libc_ver()[1]
    return [f"libc6 (>= {c_library})", *ALSO_NEEDED, *sorted(named)]


def control(root: Path) -> str:
    """Return what the Debian package says of itself."""
    machine = subprocess.run(
        ["dpkg", "--print-architecture"], check=True, capture_output=True, text=True
    ).stdout.strip()
    size = sum(path.lstat().st_size for path in root.rglob("*")) // 1024
    fields = {
        "Package": NAME,
        "Version": project()["version"],
        "Architecture": machine,
        "Maintainer": "The developers of Trial Catalogue <developers@trial-catalogue.invalid>",
        "Installed-Size": str(size),
        "Depends": ", ".join(needed_packages()),
        "Section": "science",
        "Priority": "optional",
        "Description": "breast-cancer trials on the oncologist's own laptop, offline\n"
        " A list of trials, filters that no registry has (HER2 status, drug class, setting), and the\n"
        " sentence behind every value. It makes no network connections.",
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


STEPS: dict[str, Callable[[Path], None]] = {"wheel": build_wheel, "bundle": build_bundle}
if sys.platform == "linux":
    STEPS["archive"] = build_archive
    if shutil.which("dpkg-deb"):
        STEPS["deb"] = build_deb


def main() -> None:
    """Build what is asked for."""
    parser = argparse.ArgumentParser(prog="run.py package", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", nargs="*", metavar="what", help=f"of {', '.join(STEPS)}; default: all")
    parser.add_argument("--out", type=Path, default=PROJECT / "dist", help="the folder for what is built")
    request = parser.parse_args()
    unknown = set(request.what) - STEPS.keys()
    if unknown:
        parser.error(f"{', '.join(sorted(unknown))} cannot be built on this system, but {', '.join(STEPS)}")
    out = request.out.absolute()
    out.mkdir(parents=True, exist_ok=True)
    try:
        for name in request.what or STEPS:
            STEPS[name](out)
    except subprocess.CalledProcessError as error:
        sys.exit(f"{error.cmd[0]} failed with exit code {error.returncode}; the messages above name the reason.")


if __name__ == "__main__":
    main()
