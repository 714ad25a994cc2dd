"""The calculators of the guide start from the labs' examples: python3 -m unittest test_pages."""

import csv
import re
import unittest

import decisions
import labtest

CONTENT = labtest.HERE.parent


def rows_of(text, kind):
    """The rows of the page's calculator of that kind, as lists of cells, names left out."""
    fence = re.search(r"```calc [^\n]*\ntype: " + kind + r"\n(.*?)\n---\n(.*?)\n```", text, re.S)
    return [row[1:] for row in csv.reader(fence.group(2).splitlines()[1:])]


class Examples(unittest.TestCase):
    def example(self, name, columns):
        path = CONTENT / "data" / name
        with path.open(encoding="utf-8", newline="") as file:
            return [row[1:1 + columns] for row in list(csv.reader(file))[1:]]

    def test_both_languages_start_from_the_files_of_the_labs(self):
        for lang in ("zh", "en"):
            page = (CONTENT / lang / "05-labs" / "03-work.md").read_text(encoding="utf-8")
            with self.subTest(lang):
                self.assertEqual(rows_of(page, "exposure"), self.example("l9-tasks.csv", 3))
                self.assertEqual(rows_of(page, "scenarios"), self.example("l11-scenarios.csv", 4))

    def test_trying_first_has_the_numbers_of_the_lab(self):
        wanted = [f"{value:g}" for value in decisions.LEARNING.values()]
        for lang in ("zh", "en"):
            page = (CONTENT / lang / "05-labs" / "03-work.md").read_text(encoding="utf-8")
            fence = re.search(r"type: option\n.*?\n---\n([^\n]*)\n([^\n]*)\n", page, re.S)
            with self.subTest(lang):
                self.assertEqual(fence.group(1).split(","), list(decisions.LEARNING))
                self.assertEqual(fence.group(2).split(","), wanted)


if __name__ == "__main__":
    unittest.main()
