#!/usr/bin/env python3
"""The checks are checked: each planted violation is found, and a clean tree has none."""
import json
import pathlib
import subprocess
import tempfile
import unittest

CHECKS = pathlib.Path(__file__).resolve().parent


class Checks(unittest.TestCase):
    def setUp(self):
        self.directory = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.directory.name)
        subprocess.run(["git", "init", "-q", self.root], check=True)
        self.addCleanup(self.directory.cleanup)

    def run_check(self, name, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        argument = self.root / "src" if name == "rows" else self.root
        done = subprocess.run([CHECKS / name, argument], capture_output=True, text=True)
        self.assertEqual(done.stderr, "")
        self.assertEqual(done.returncode, 1 if done.stdout else 0)
        return done.stdout

    def assert_rows(self, path, include, expected):
        self.assertIn(expected, self.run_check("rows", path, f'#include "{include}"\n'))

    def assert_tidy(self, path, text, expected):
        self.assertIn(expected, self.run_check("tidy", path, text))

    def test_rows_refuses_an_include_upwards(self):
        self.assert_rows("src/core/a.cpp", "engine/run.hpp", "core (row 0) must not include engine")

    def test_rows_refuses_an_include_of_a_neighbour(self):
        self.assert_rows("src/engine/x/a.cpp", "adapters/a.hpp", "must not include adapters (row")

    def test_rows_refuses_an_include_without_a_folder(self):
        self.assert_rows("src/core/a.cpp", "b.hpp", "does not start with a folder")

    def test_rows_refuses_a_folder_without_a_row(self):
        self.assert_rows("src/extras/a.cpp", "core/b.hpp", "folder 'extras' has no row")

    def test_rows_permits_its_own_folder_and_lower_rows(self):
        text = '#include <vector>\n#include "engine/run.hpp"\n#include "model/ids.hpp"\n'
        self.assertEqual(self.run_check("rows", "src/engine/a.cpp", text), "")

    def test_rows_permits_test_support_in_tests_only(self):
        self.assert_rows("src/core/a.cpp", "tests/support/b.hpp", "does not start with a folder")
        (self.root / "src/core/a.cpp").unlink()
        include = '#include "tests/support/b.hpp"\n'
        self.assertEqual(self.run_check("rows", "src/core/a_test.cpp", include), "")

    def test_rows_does_not_pass_an_empty_tree(self):
        (self.root / "src").mkdir()
        done = subprocess.run([CHECKS / "rows", self.root / "src"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 1)

    def test_tidy_permits_a_clean_tree(self):
        text = "int a() {\n  return 1;\n}\n"
        self.assertEqual(self.run_check("tidy", "src/core/a.cpp", text), "")

    def test_tidy_finds_oversized_files_and_functions(self):
        self.assert_tidy("src/core/a.hpp", "#pragma once\n" * 301, "a header of 301 lines")
        self.assert_tidy("src/core/a.cpp", "int b;\n" * 501, "a source of 501 lines")
        self.assert_tidy("src/core/a_test.cpp", "int b;\n" * 801, "a test of 801 lines")
        body = "int b(int c) {\n" + "  c += 1;\n" * 70 + "}\n"
        self.assert_tidy("src/core/b.cpp", body, "a function of 72 lines")

    def test_tidy_finds_bad_lines(self):
        self.assert_tidy("src/core/a.cpp", "int a; \n", "white space at the end")
        self.assert_tidy("src/core/a.cpp", "\tint a;\n", "a tab")
        self.assert_tidy("checks/a.py", "# " + "a" * 109 + "\n", "111 columns")
        self.assert_tidy("src/core/a.cpp", "int a;", "no newline at the end")
        self.assert_tidy("src/core/a.cpp", "int a;\r\n", "carriage returns")

    def test_tidy_finds_banned_words_and_names(self):
        self.assert_tidy("src/core/a.cpp", "// TO" + "DO: later\n", "without a name")
        self.assertEqual(self.run_check("tidy", "src/core/a.cpp", "// TO" + "DO(ann): later\n"), "")
        self.assert_tidy("src/core/a.cpp", "// FIX" + "ME\n", "unfinished work")
        self.assert_tidy("docs/a.md", "see /ho" + "me/ann/x\n", "absolute path of one machine")
        self.assert_tidy("src/core/a_test.cpp", "GTEST_" + "SKIP();\n", "a test that does not run")
        self.assert_tidy("src/utils/a.cpp", "int a;\n", "'utils' says nothing")
        self.assert_tidy("src/core/helpers.cpp", "int a;\n", "'helpers' says nothing")

    def test_tidy_finds_dead_links(self):
        self.assert_tidy("docs/a.md", "[b](b.md#c)\n", "a link to b.md, which does not exist")
        fine = "[a](a.md) [c](#c) [d](https://example.com/d)\n"
        self.assertEqual(self.run_check("tidy", "docs/a.md", fine), "")

    def test_tidy_finds_a_file_that_does_not_do_its_part(self):
        self.assert_tidy("src/core/a.hpp", "int a();\n", "no #pragma once")
        self.assert_tidy("src/core/a_test.cpp", "int a;\n", "a test file without a test")
        self.assert_tidy("src/nodes/set.cpp", "int a;\n", "no register_set(")

    def test_tidy_finds_the_shapes_that_gcc_12_miscompiles(self):
        for line in ("co_await f(Agg{.a = 1});", "co_await f(x, Agg{y});", "co_await f({a, b});",
                     "co_await f([x] { g(x); });", "auto a = c ? co_await f() : g();"):
            self.assert_tidy("src/core/a.cpp", line + "\n", "co_await")
        fine = "  co_await f(std::move(agg), x[1]);\n  auto r = co_await f(name);\n"
        self.assertEqual(self.run_check("tidy", "src/core/a.cpp", fine), "")

    def test_tidy_does_not_pass_an_empty_tree(self):
        done = subprocess.run([CHECKS / "tidy", self.root], capture_output=True, text=True)
        self.assertEqual(done.returncode, 1)


class Asvs(unittest.TestCase):
    """A tree with one requirement that is met; each test plants one fault."""

    def setUp(self):
        self.directory = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.directory.name)
        self.addCleanup(self.directory.cleanup)
        self.write("src/core/a.cpp", "int a();\n")
        self.write("src/core/a_test.cpp", "TEST_F(Suite,\n       holds) {}\n")
        self.write("tests/integration/a.test.mjs", "test('it\\'s so', async () => {});\n")
        self.write("docs/a.md", "# What is, and isn't\n")
        self.write("docs/asvs/levels.json", json.dumps([{"chapter": "V1", "1": ["1.1.1"], "2": []}]))
        self.entry = {"id": "1.1.1", "level": 1, "asks": "That it holds", "status": "met",
                      "where": ["src/core/a.cpp"],
                      "tests": ["Suite.holds", "tests/integration/a.test.mjs: it's so"]}
        self.assertEqual(self.check("--write"), "")

    def write(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)

    def check(self, *options, entries=None):
        chapter = {"chapter": "V1", "title": "One",
                   "requirements": [self.entry] if entries is None else entries}
        self.write("docs/asvs/01_one.json", json.dumps(chapter))
        done = subprocess.run([CHECKS / "asvs", *options, self.root], capture_output=True, text=True)
        self.assertEqual(done.stderr, "")
        self.assertEqual(done.returncode, 1 if done.stdout else 0)
        return done.stdout

    def assert_found(self, expected, **changes):
        self.entry |= changes
        self.assertIn(expected, self.check())

    def test_asvs_permits_what_exists(self):
        self.assertEqual(self.check(), "")
        self.entry |= {"where": ["docs/a.md#what-is-and-isnt"], "tests": []}
        self.assertEqual(self.check("--write"), "")
        self.assertEqual(self.check(), "")

    def test_asvs_finds_a_table_that_was_not_written_anew(self):
        self.assert_found("docs/asvs.md: it is not what docs/asvs says", note="Another word.")
        (self.root / "docs/asvs.md").unlink()
        self.assertIn("docs/asvs.md: it is not", self.check())

    def test_asvs_finds_a_test_that_is_gone(self):
        self.assert_found("there is no test Suite.held", tests=["Suite.held"])
        self.assert_found("no test tests/integration/a.test.mjs: x",
                          tests=["tests/integration/a.test.mjs: x"])
        self.assert_found("there is no test tests/b.test.mjs: x", tests=["tests/b.test.mjs: x"])

    def test_asvs_finds_a_file_or_heading_that_is_gone(self):
        self.assert_found("there is no src/core/b.cpp", where=["src/core/b.cpp"])
        self.assert_found("there is no docs/a.md#what-was", where=["docs/a.md#what-was"])

    def test_asvs_finds_what_is_met_without_a_proof(self):
        self.assert_found("names a file and a test", tests=[])
        self.assert_found("names a file and a test", tests=["Suite.holds"], where=[])

    def test_asvs_finds_what_is_not_met_without_a_reason(self):
        for status in ("partly", "not met", "not applicable"):
            self.assert_found("says what is missing", status=status)
        self.assert_found("the status must be one of", status="done")

    def test_asvs_finds_what_applies_after_all(self):
        gone = {"status": "not applicable", "note": "There is none.", "unless": ["int a("]}
        self.assert_found("src/core/a.cpp has 'int a('", **gone)

    def test_asvs_finds_requirements_that_are_missing_doubled_or_unknown(self):
        self.assertIn("1.1.1: this requirement of level 1 is missing", self.check(entries=[]))
        self.assertIn("it is in docs/asvs/01_one.json too", self.check(entries=[self.entry] * 2))
        self.assert_found("no such requirement of level 2", level=2)
        self.assert_found("there is no key 'test'", level=1, test="Suite.holds")

    def test_asvs_does_not_pass_an_empty_tree(self):
        with tempfile.TemporaryDirectory() as empty:
            done = subprocess.run([CHECKS / "asvs", empty], capture_output=True, text=True)
        self.assertEqual(done.returncode, 1)


if __name__ == "__main__":
    unittest.main()
