"""axe-core, the accessibility checker, installed by npm below the build directory and run inside a page."""

import fcntl
import json
import os
import pathlib
import shutil
import subprocess
import unittest

import daemon

HERE = pathlib.Path(__file__).parent
LISTS = ["package.json", "package-lock.json"]
OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations", "incomplete"]}
SECONDS = 120


def installed():
    """The text of axe.min.js. Without npm or its registry the test is skipped, except in CI."""
    directory = pathlib.Path(daemon.program()).resolve().parent / "npm"
    directory.mkdir(exist_ok=True)
    with open(directory / "lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_current(directory):
            install(directory)
    return (directory / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")


def is_current(directory):
    """npm removes what is there before it installs: the script is the last thing to come."""
    same = all((directory / name).exists() and (directory / name).read_bytes() == (HERE / name).read_bytes()
               for name in LISTS)
    return same and (directory / "node_modules/axe-core/axe.min.js").exists()


def install(directory):
    npm = daemon.need("npm", package="npm")
    shutil.rmtree(directory / "node_modules", ignore_errors=True)
    for name in LISTS:
        shutil.copy(HERE / name, directory)
    done = subprocess.run(
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--cache", directory / "cache"],
        cwd=directory, capture_output=True, text=True,
        timeout=SECONDS * daemon.PATIENCE, check=False)
    if done.returncode == 0:
        return
    reason = f"npm cannot install axe-core: {done.stderr.strip()}"
    if os.environ.get("CI"):
        raise RuntimeError(reason)
    raise unittest.SkipTest(reason)


def violations(tab, axe):
    """What breaks WCAG 2.1 A or AA, or may: a line for each rule, with the elements."""
    tab.run(axe + ";0")
    found = tab.run(f"axe.run(document, {json.dumps(OPTIONS)})"
                    ".then(({ violations, incomplete }) => [...violations, ...incomplete])")
    return [f"{rule['id']}: {rule['help']}: {[node['html'] for node in rule['nodes']]}" for rule in found]
