"""Goes through Claws Mail's set-up wizard by its accessible names, as a screen reader would, and lets it look
the servers up.

    claws_wizard.py PROGRAM UNKNOWN RESULT     UNKNOWN: the host in the fields before; RESULT: the file it makes

Needs a display, a session bus, and the Python that Debian's gi belongs to."""

import os
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib

SECONDS = 20 * float(os.environ.get("PATIENCE", "1"))
# an answer comes in milliseconds; that there is none is shown on one page for both look-ups
ANSWER_SECONDS = SECONDS / 10


def below(node):
    """The node and all below it, as far as they are shown."""
    if node and node.get_state_set().contains(Atspi.StateType.SHOWING):
        yield node
        for index in range(node.get_child_count()):
            yield from below(node.get_child_at_index(index))


def shown():
    desktop = Atspi.get_desktop(0)
    for index in range(desktop.get_child_count()):
        program = desktop.get_child_at_index(index)
        for window in range(program.get_child_count() if program else 0):
            yield from below(program.get_child_at_index(window))


def eventually(condition, seconds=SECONDS):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if found := condition():
                return found
        except GLib.Error:
            pass  # what was looked at is gone meanwhile
        time.sleep(0.02)
    return None


def awaited(role, name):
    found = eventually(lambda: next((n for n in shown() if n.get_role_name() == role and n.get_name() == name), None))
    if not found:
        sys.exit(f"no {role} {name!r}, only {[(n.get_role_name(), n.get_name()) for n in shown() if n.get_name()]}")
    return found


def press(button):
    awaited("push button", button).do_action(0)


def contents():
    return [Atspi.Text.get_text(node, 0, -1) for node in shown() if node.get_role_name() == "text"]


def go_through(unknown, result):
    for page in ("Welcome to Claws Mail", "About You", "Receiving mail", "Sending mail"):
        awaited("label", page)
        if page == "Receiving mail":
            press("Auto-configure")
        if page in ("Receiving mail", "Sending mail"):
            eventually(lambda: unknown not in contents(), ANSWER_SECONDS)
        press("Next")
    awaited("label", "Configuration finished")
    press("Save")
    if not eventually(lambda: os.path.exists(result)):
        sys.exit(f"{result} was not written")


def main():
    program, unknown, result = sys.argv[1:]
    Atspi.init()
    running = subprocess.Popen([program], stdin=subprocess.DEVNULL)
    try:
        go_through(unknown, result)
    finally:
        running.kill()
        running.wait()


main()
