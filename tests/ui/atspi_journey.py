"""Use the window as a screen reader does, through AT-SPI; run by a Python that has ``gi``, in a D-Bus session.

It ends with the words of the status line after "Phase 2" was ticked, or with what it did not find.
"""

import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402 - the version comes first

PATIENCE_S = 60
DEEPEST, MOST_CHILDREN = 12, 40
FILTER = "Phase 2"


def inside(node: Any, depth: int = 0) -> Iterator[Any]:
    """Yield a part of a window and what is inside it."""
    yield node
    for place in range(min(node.get_child_count(), MOST_CHILDREN) if depth < DEEPEST else 0):
        child = node.get_child_at_index(place)
        if child is not None:
            yield from inside(child, depth + 1)


def find(what: str, wanted: Callable[[Any], bool]) -> Any:
    """Return the first part of any window that fits; wait for it."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        try:
            for node in inside(Atspi.get_desktop(0)):
                if wanted(node):
                    return node
        except gi.repository.GLib.Error:  # the window is still being made, and a part is gone: look again
            pass
        time.sleep(0.2)
    sys.exit(f"not found: {what}")


def has(node: Any, state: Any) -> bool:
    """Tell whether a part of a window is in a state."""
    return bool(node.get_state_set().contains(state))


def main() -> None:
    """Make the journey."""
    checkable, checked = Atspi.StateType.CHECKABLE, Atspi.StateType.CHECKED
    line = find("the filter", lambda node: node.get_name() == FILTER and has(node, checkable))
    said_before = line.get_description()
    actions = line.get_action_iface()
    names = [actions.get_action_name(place) for place in range(actions.get_n_actions())]
    actions.do_action(names.index("Toggle"))
    find("the ticked filter", lambda node: node.get_name() == FILTER and has(node, checked))
    said = find("the status line", lambda node: " of 5 trials" in node.get_name())
    sys.stdout.write(f"{said_before} | {said.get_name()}\n")


main()
