"""What holds for every lab: python3 -m unittest test_labs (from this folder)."""

import contextlib
import importlib
import io
import re
import sys
import unittest

import labtest

LABS = ("gan1d", "gan_losses", "gan_ring", "temperature", "attention", "ngram",
        "bandit", "preference", "exposure", "audit", "decisions")
WITH_INPUT = ("exposure", "audit", "decisions")
HELPERS = ("labdata", "figures", "gan1d_variants")


class EveryLab(unittest.TestCase):
    def test_the_lines_are_names_and_values(self):
        for name in LABS:
            with self.subTest(name):
                lines = labtest.printed(name).splitlines()
                names = [line.split(": ", 1)[0] for line in lines]
                self.assertGreater(len(lines), 5)
                self.assertEqual(len(names), len(set(names)), "a name stands there twice")
                for line in lines:
                    self.assertIn(": ", line)
                    self.assertRegex(line, labtest.LINE)

    def test_a_second_run_prints_the_same_bytes(self):
        for name in LABS:
            with self.subTest(name):
                lab = importlib.import_module(name)
                again = io.StringIO()
                with contextlib.redirect_stdout(again):
                    if name == "gan1d":
                        print("\n".join(lab.report(lab.train())))
                    elif name in WITH_INPUT:
                        self.assertEqual(lab.main([]), 0)
                    else:
                        lab.main()
                self.assertEqual(again.getvalue(), labtest.printed(name))

    def test_each_takes_less_than_five_seconds(self):
        for name in LABS:
            with self.subTest(name):
                self.assertLess(labtest.measured(name)[1], 5)

    def test_only_the_standard_library_is_imported(self):
        for name in LABS + HELPERS:
            source = (labtest.HERE / f"{name}.py").read_text(encoding="utf-8")
            for plain, origin in re.findall(r"^(?:import (\w+)$|from (\w+) import )", source, re.M):
                module = plain or origin
                with self.subTest(name, module=module):
                    self.assertTrue(module in sys.stdlib_module_names or module in LABS + HELPERS)

    def test_regions_are_named_once_and_closed(self):
        for name in LABS:
            with self.subTest(name):
                source = (labtest.HERE / f"{name}.py").read_text(encoding="utf-8")
                marks = re.findall(r"^# (region [\w-]+|endregion)$", source, re.M)
                self.assertEqual(len(marks), source.count("# region") + source.count("# endregion"))
                self.assertTrue(marks)
                self.assertEqual(marks[1::2], ["endregion"] * (len(marks) // 2))
                self.assertEqual(len(set(marks[::2])), len(marks) // 2)

    def test_the_readme_names_every_lab(self):
        readme = (labtest.HERE / "README.md").read_text(encoding="utf-8")
        for name in LABS + HELPERS:
            self.assertIn(f"`{name}.py`", readme)


if __name__ == "__main__":
    unittest.main()
