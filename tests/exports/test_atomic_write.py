import errno
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.errors import ExportError
from desktop.exports.atomic_write import atomic_write
from tests.ordinary_user import as_an_ordinary_user

OLD = b"what stood here before"
posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions and limits")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    file = tmp_path / "trials.csv"
    file.write_bytes(OLD)
    return file


def write(target: Path, content: bytes = b"new") -> None:
    with atomic_write(target) as stream:
        stream.write(content)


def assert_untouched(target: Path) -> None:
    assert target.read_bytes() == OLD
    assert list(target.parent.iterdir()) == [target]


def test_a_new_file_is_written(tmp_path: Path) -> None:
    write(tmp_path / "new.csv")
    assert (tmp_path / "new.csv").read_bytes() == b"new"
    assert len(list(tmp_path.iterdir())) == 1


def test_an_old_file_is_replaced(target: Path) -> None:
    write(target)
    assert target.read_bytes() == b"new"
    assert list(target.parent.iterdir()) == [target]


def test_until_the_end_the_old_file_stands(target: Path) -> None:
    with atomic_write(target) as stream:
        stream.write(b"new")
        stream.flush()
        assert target.read_bytes() == OLD
    assert target.read_bytes() == b"new"


@posix
def test_permissions_are_kept(target: Path) -> None:
    target.chmod(0o640)
    write(target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@posix
def test_a_new_file_gets_the_users_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write(tmp_path / "new.csv")
    assert (tmp_path / "new.csv").stat().st_mode == (tmp_path / "usual").stat().st_mode


@posix
def test_a_link_is_written_through(target: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.csv"
    link.symlink_to(target)
    write(link)
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, GeneratorExit, SystemExit])
def test_whatever_ends_the_writing_leaves_the_old_file_and_nothing_else(
    target: Path, error: type[BaseException]
) -> None:
    def half() -> None:
        with atomic_write(target) as stream:
            stream.write(b"half")
            raise error

    with pytest.raises(error):
        half()
    assert_untouched(target)


def test_a_full_disk_behind_another_error_is_found_and_named(target: Path) -> None:
    def half() -> None:
        with atomic_write(target) as stream:
            stream.write(b"half")
            try:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            except OSError:
                raise RuntimeError("cannot rollback") from None

    with pytest.raises(ExportError, match=r"trials.csv.*the disk is full; free some space"):
        half()
    assert_untouched(target)


def test_a_fault_of_another_file_is_not_blamed_on_the_target(target: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="missing template"), atomic_write(target):
        (tmp_path / "missing template").read_bytes()
    assert_untouched(target)


@posix
def test_a_size_limit_of_the_system_leaves_the_old_file(target: Path) -> None:
    program = (
        "import resource, sys; from pathlib import Path\n"
        "from desktop.exports.atomic_write import atomic_write\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "with atomic_write(Path(sys.argv[1])) as stream:\n"
        "    for _ in range(100): stream.write(b'x' * 1000)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, target], capture_output=True, text=True, check=False)
    assert "ExportError" in done.stderr
    assert "larger than this disk or account allows" in done.stderr
    assert_untouched(target)


def test_a_full_disk_leaves_the_old_file(tiny_disk: Path) -> None:
    target = tiny_disk / "trials.csv"
    target.write_bytes(OLD)
    with pytest.raises(ExportError, match=r"the disk is full; free some space.*is unchanged"):
        write(target, b"x" * 2_000_000)
    assert_untouched(target)


def test_a_read_only_disk_is_named(tiny_disk: Path) -> None:
    target = tiny_disk / "trials.csv"
    target.write_bytes(OLD)
    subprocess.run(["mount", "-o", "remount,ro", tiny_disk], check=True)
    with pytest.raises(ExportError, match="the disk is read-only; choose another folder"):
        write(target)
    assert_untouched(target)


@posix
def test_a_folder_without_permission_is_named(open_folder: Path) -> None:
    target = open_folder / "trials.csv"
    target.write_bytes(OLD)
    open_folder.chmod(0o555)
    with as_an_ordinary_user(), pytest.raises(ExportError, match="you may not write in this folder; choose another"):
        write(target)
    assert_untouched(target)


def test_a_file_marked_read_only_is_not_replaced(target: Path) -> None:
    target.chmod(0o444)
    with pytest.raises(ExportError, match="it is marked read-only; choose another name"):
        write(target)
    assert_untouched(target)


def test_a_folder_as_target_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="it is a folder; choose a file name"):
        write(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"gone.*the folder does not exist"):
        write(tmp_path / "gone" / "trials.csv")


def test_a_folder_that_disappears_while_writing_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    with pytest.raises(ExportError, match="the folder does not exist"), atomic_write(folder / "trials.csv"):
        shutil.rmtree(folder)
    assert not folder.exists()


@posix
def test_a_file_in_the_place_of_a_folder_is_named(target: Path) -> None:
    with pytest.raises(ExportError, match="part of its path is a file"):
        write(target / "trials.csv")
    assert_untouched(target)


@posix
def test_a_device_is_refused() -> None:
    with pytest.raises(ExportError, match="it is not an ordinary file"):
        write(Path(os.devnull))


def test_a_file_open_in_another_program_is_named(target: Path) -> None:
    # Windows alone locks files so; this is the error it raises.
    locked = PermissionError(errno.EACCES, "in use")
    locked.winerror = 32  # type: ignore[misc,attr-defined,unused-ignore]
    with pytest.raises(ExportError, match="in use by another program; close it there"), atomic_write(target):
        raise locked
    assert_untouched(target)


def test_an_unlisted_fault_is_told_in_the_systems_words(target: Path) -> None:
    with pytest.raises(ExportError, match="Protocol error; choose another folder"), atomic_write(target):
        raise OSError(errno.EPROTO, "Protocol error")
    assert_untouched(target)


@pytest.mark.parametrize("name", ["x" * 252 + ".csv", "x" * 5_000, "f/" * 3_000 + "a.csv"])
def test_a_name_that_is_too_long_is_told_in_one_sentence(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportError, match=r"could not be written: .*; choose .*\.$"), atomic_write(tmp_path / name):
        pass
    assert list(tmp_path.iterdir()) == []
