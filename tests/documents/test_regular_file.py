import os
import socket
import stat
from pathlib import Path

import pytest

from desktop.documents.regular_file import CHUNK, regular_file
from desktop.errors import DocumentError

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pipes and devices are files on POSIX systems only")


def content(path: Path) -> bytes:
    with regular_file(path) as opened:
        return opened.content()


@pytest.mark.parametrize("size", [0, 1, CHUNK, 2 * CHUNK + 1])
def test_a_file_is_read_whole(tmp_path: Path, size: int) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(os.urandom(size))
    assert content(file) == file.read_bytes()


def test_a_named_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.xml"
    os.mkfifo(pipe)
    with pytest.raises(DocumentError, match=r"pipe\.xml is a named pipe, not a file; save what it holds"):
        content(pipe)


def test_a_pipe_that_takes_the_place_of_a_file_is_noticed_on_the_open_handle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe, file = tmp_path / "pipe", tmp_path / "file"
    os.mkfifo(pipe)
    file.write_bytes(b"x")
    looked = file.stat()
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(Path, "stat", lambda _path, **_: looked)
        with pytest.raises(DocumentError, match="pipe is a named pipe, not a file"):
            content(pipe)


def test_a_device_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "zeros.txt"
    link.symlink_to("/dev/zero")
    with pytest.raises(DocumentError, match=r"zeros\.txt is a device, not a file"):
        content(link)


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket may be a hundred characters long
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("a.sock")
        with pytest.raises(DocumentError, match=r"a\.sock is a socket, not a file"):
            content(Path("a.sock"))


def test_a_file_that_grows_while_it_is_read_is_read_no_further_and_told_of(tmp_path: Path) -> None:
    file = tmp_path / "growing.log"
    file.write_bytes(b"x" * (3 * CHUNK))
    pieces = []

    def grow() -> None:
        pieces.append(file.stat().st_size)
        with file.open("ab") as more:
            more.write(b"x" * CHUNK)

    with (
        regular_file(file) as opened,
        pytest.raises(DocumentError, match=r"growing\.log changed while it was read; make"),
    ):
        opened.content(grow)
    assert len(pieces) == 2


def test_a_file_that_shrinks_while_it_is_read_is_told_of(tmp_path: Path) -> None:
    file = tmp_path / "shrinking.log"
    file.write_bytes(b"x" * (3 * CHUNK))
    with regular_file(file) as opened, pytest.raises(DocumentError, match="changed while it was read"):
        opened.content(lambda: os.truncate(file, CHUNK))


@pytest.mark.skipif(not Path("/proc/self/mounts").exists(), reason="the system has no /proc")
def test_of_a_file_without_size_whose_content_the_system_makes_up_nothing_is_read() -> None:
    # Like /proc/kmsg, which never ends: an ordinary file of no bytes.
    made_up = Path("/proc/self/mounts")
    assert stat.S_ISREG(made_up.stat().st_mode)
    assert made_up.read_bytes()
    assert content(made_up) == b""
