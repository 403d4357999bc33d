"""One journey through AT-SPI, as a screen reader makes it, with the real window on a display of its own."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

JOURNEY = Path(__file__).with_name("atspi_journey.py")
START = """
Xvfb -displayfd 3 3>display >/dev/null 2>&1 & screen=$!
while [ ! -s display ]; do sleep 0.1; done
export DISPLAY=:$(cat display) QT_QPA_PLATFORM=xcb QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1
"$1" "$2/main.py" --database "$3" --config config & window=$!
timeout 90 "$4" "$5"; code=$?
kill $window $screen
exit $code
"""


@pytest.fixture
def python_with_atspi() -> str:
    """Return a Python that speaks AT-SPI; skip where the system cannot."""
    missing = [each for each in ("Xvfb", "dbus-run-session") if shutil.which(each) is None]
    if missing:
        pytest.skip(f"no {' and no '.join(missing)} here")
    if not any(Path(folder, "at-spi-bus-launcher").exists() for folder in ("/usr/libexec", "/usr/lib/at-spi2-core")):
        pytest.skip("the bus of AT-SPI is not here")
    python = shutil.which("python3", path="/usr/bin:/bin")
    asked = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    if python is None or subprocess.run([python, "-c", asked], capture_output=True, check=False).returncode:
        pytest.skip("the system's Python has no gi with Atspi")
    return python


def test_a_screen_reader_ticks_a_filter_and_hears_what_is_found(
    python_with_atspi: str, starter: Path, project: Path, tmp_path: Path
) -> None:
    places = [sys.executable, str(project), str(starter), python_with_atspi, str(JOURNEY)]
    command = ["dbus-run-session", "--", "sh", "-c", START, "sh", *places]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120)
    assert done.stdout.splitlines()[-1:] == ["3 trials | 3 of 5 trials — Phase: 2"], done.stderr
