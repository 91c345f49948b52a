#!/usr/bin/env python3
"""Checks what the compiler does not: the floor plan, the homes of libraries, headers that explain
themselves, files that stay short, sources that have a test, specifications that are listed."""

import pathlib
import re
import sys

LINES_MAX = 400
# a library's headers are included in its home only
HOMES = {"boost/beast": {"http"}, "SQLiteCpp": {"storage"}, "sqlite3": {"storage"}, "rapidxml": {"protocol"},
         "ldns": {"zone"}, "ares": {"resolve"}, "prometheus": {"metrics"}, "openssl": {"http", "probe", "protocol", "zone"},
         "idn2": {"catalog"}, "CLI/": {"cli"}, "qrencode": {"qr"}, "png": {"qr"}, "ldap.h": {"directory"},
         "openldap.h": {"directory"}, "lber": {"directory"}, "libpsl": {"trace"}, "xxhash.h": {"format"}}
# g++ 12 frees twice what these spellings build (DECISIONS.md, 4): name the value on its own line
COROUTINE_TRAPS = [
    (re.compile(r"co_await[^;{}]*\{"), "braces inside an awaited expression"),
    (re.compile(r"\b(?!(?:else|try|do)\b)\w+\s*\{\s*co_await"), "co_await inside a braced value"),
    (re.compile(r"\?[^;{}]*co_await|co_await[^;{}]*\?"), "co_await inside ?:"),
]


def floor_plan(root, problems):
    """room name -> (folder, rooms it may include), read from the floor plan itself"""
    plan = {}
    for line in (root / "CMakeLists.txt").read_text().splitlines():
        if found := re.match(r"room\((\S+)(?:\s+USES ([\w ]+?))?(?:\s+LIBS .*)?\)", line):
            uses = set((found[2] or "").split())
            if late := uses - plan.keys():
                problems.append(f"CMakeLists.txt: {found[1]} uses {sorted(late)}, not built above it")
            plan[pathlib.Path(found[1]).name] = (root / found[1], uses)
    return plan


def check_includes(place, room, uses, plan, text, problems):
    for number, line in enumerate(text.splitlines(), 1):
        found = re.match(r'\s*#include [<"](([^/">]+)[^">]*)[>"]', line)
        if not found:
            continue
        if found[2] in plan and found[2] != room and found[2] not in uses:
            problems.append(f"{place}:{number}: {room} may not include {found[2]}")
        for library, homes in HOMES.items():
            if found[1].startswith(library) and room not in homes:
                problems.append(f"{place}:{number}: {library} lives in {'/'.join(sorted(homes))}")


def check_source(root, path, room, uses, plan, problems):
    text = path.read_text()
    place = path.relative_to(root)
    check_includes(place, room, uses, plan, text, problems)
    code = re.sub(r"//[^\n]*", "", text)
    for pattern, what in COROUTINE_TRAPS:
        for found in pattern.finditer(code):
            problems.append(f"{place}:{code.count(chr(10), 0, found.start()) + 1}: {what}")
    if path.suffix == ".hpp" and not text.startswith("/// @file\n"):
        problems.append(f"{place}: does not say what it is (/// @file)")


def check_lengths(root, problems):
    for wing in ("daemon", "dnsgen", "monitoring", "tests"):
        for path in sorted((root / wing).rglob("*")):
            if path.suffix in {".hpp", ".cpp", ".py"} and path.read_text().count("\n") > LINES_MAX:
                problems.append(f"{path.relative_to(root)}: more than {LINES_MAX} lines")


def check_tested(root, room, folder, problems):
    """a .cpp of a room has tests/{unit,integration}/<room>/<file>_test.cpp, or a neighbour's test includes its header"""
    tests = [*root.glob(f"tests/*/{room}/*_test.cpp")]
    texts = "\n".join(path.read_text() for path in tests)
    for path in sorted(folder.glob("*.cpp")):
        named = any(test.name == f"{path.stem}_test.cpp" for test in tests)
        if not named and f'"{room}/{path.stem}.hpp"' not in texts and path.with_suffix(".hpp").exists():
            problems.append(f"{path.relative_to(root)}: no test in tests/*/{room}/ is of it or includes it")


def check_specifications(root, plan, problems):
    listed = (root / "SPECS.md").read_text() if (root / "SPECS.md").exists() else ""
    for folder, _ in plan.values():
        for path in sorted(folder.glob("*.[hc]pp")):
            for number in set(re.findall(r"RFC (\d{3,5})", path.read_text())):
                if not re.search(rf"\bRFC {number}\b", listed):
                    problems.append(f"{path.relative_to(root)}: cites RFC {number}, which SPECS.md does not list")


def check(root):
    problems = []
    plan = floor_plan(root, problems)
    for room, (folder, uses) in plan.items():
        for path in sorted(folder.glob("*.[hc]pp")):
            check_source(root, path, room, uses, plan, problems)
        check_tested(root, room, folder, problems)
    check_lengths(root, problems)
    check_specifications(root, plan, problems)
    return problems


if __name__ == "__main__":
    found = check(pathlib.Path(sys.argv[1]))
    print("\n".join(found) or "tidy")
    sys.exit(bool(found))
