#!/usr/bin/env python3
"""The tidy check finds what it is there to find: each case plants one fault in a small tree."""

import pathlib
import tempfile
import unittest

import tidy

PLAN = "room(daemon/base)\nroom(daemon/protocol USES base)\nroom(daemon/app USES base protocol)\n"


def problems_of(files):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for name, text in {"CMakeLists.txt": PLAN, "SPECS.md": "| RFC 6186 |", **files}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        return tidy.check(root)


class Tidy(unittest.TestCase):
    def only(self, files, part):
        found = problems_of(files)
        self.assertEqual(len(found), 1, found)
        self.assertIn(part, found[0])

    def test_a_clean_tree_has_no_problems(self):
        self.assertEqual(problems_of({"daemon/base/a.hpp": "/// @file\n// RFC 6186 §3\n"}), [])

    def test_a_room_may_not_look_up(self):
        self.only({"daemon/protocol/a.hpp": '/// @file\n#include "app/b.hpp"\n'}, "protocol may not include app")

    def test_the_plan_is_in_building_order(self):
        self.only({"CMakeLists.txt": "room(daemon/a USES b)\nroom(daemon/b)\n"}, "not built above it")

    def test_a_library_has_one_home(self):
        self.only({"daemon/app/a.hpp": "/// @file\n#include <boost/beast/http.hpp>\n"}, "boost/beast lives in http")

    def test_a_braced_value_is_not_awaited(self):
        self.only({"daemon/base/a.hpp": "/// @file\nint f() { co_await g(A{1}); }\n"}, "braces inside")

    def test_a_header_says_what_it_is(self):
        self.only({"daemon/base/a.hpp": "#pragma once\n"}, "does not say what it is")

    def test_a_file_stays_short(self):
        self.only({"daemon/base/a.hpp": "/// @file\n" * 401}, "more than 400 lines")

    def test_a_source_has_a_test(self):
        self.only({"daemon/base/a.hpp": "/// @file\n", "daemon/base/a.cpp": ""}, "no test")

    def test_a_specification_is_listed(self):
        self.only({"daemon/base/a.hpp": "/// @file\n// RFC 9999\n"}, "RFC 9999")


if __name__ == "__main__":
    unittest.main()
