"""Tests of lab L10: python3 -m unittest test_audit (from this folder)."""

import csv
import random
import unittest

import audit
import labdata
from labtest import reading, run, value

HEADER = b"skill,hours,need,level,proof\n"


def skill(hours, need, level, proof):
    """A skill of a test."""
    return {"skill": "s", "hours": hours, "need": need, "level": level, "proof": proof}


class Formulas(unittest.TestCase):
    def test_examples_by_hand(self):
        for given, wanted in (((17, 3, 2, 1), (34, 17, 17)),    # to learn and to show
                              ((7, 3, 3, 0), (21, 0, 21)),      # there, and nobody can see it
                              ((5, 4, 3, 4), (5, 5, 0)),        # more proof than level adds nothing
                              ((9, 2, 4, 3), (0, 0, 0))):
            self.assertEqual(audit.gaps(skill(*given)), wanted)

    def test_both_parts_are_there_or_nought_and_add_up(self):
        rng = random.Random(10)
        for _ in range(200):
            gap, learn, show = audit.gaps(skill(rng.randint(0, 40), *(rng.randint(0, 4) for _ in "nlp")))
            self.assertEqual(gap, learn + show)
            self.assertTrue(learn >= 0 and show >= 0)


class Example(unittest.TestCase):
    def test_printed_sums(self):
        self.assertEqual([value("audit", name) for name in ("gap", "learn", "show")], [86, 31, 55])

    def test_the_columns_that_the_figure_draws(self):
        path = labdata.find(audit.EXAMPLE)
        skills = {s["skill"]: s for s in audit.read_skills(path)}
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                self.assertEqual((float(row["learn"]), float(row["show"])),
                                 audit.gaps(skills[row["skill"]])[1:])
                self.assertEqual(row["source"], "invented")


class Input(unittest.TestCase):
    def test_a_file_of_one_s_own(self):
        code, printed, said = reading("audit", HEADER + "口译,5,4,3,3\n".encode())
        self.assertEqual((code, said), (0, ""))
        self.assertIn("rank-1: 口译\nrank-1-gap: 5 (learn 5, show 0)\n", printed)

    def test_wrong_files_are_refused_by_file_and_line(self):
        for content, wanted in (
                (b"skill,hours,need,level\na,1,2,2\n", 'own.csv:1: the column "proof" is missing; '
                 "the columns are skill, hours, need, level, proof"),
                (HEADER + b"a,1,5,1,1\n", "own.csv:2: need: 5 is above 4"),
                (HEADER + b",1,1,1,1\n", "own.csv:2: the skill has no name")):
            with self.subTest(wanted):
                self.assertEqual(reading("audit", content), (1, "", wanted))

    def test_a_wrong_call(self):
        self.assertEqual(run("audit", "a.csv", "b.csv").returncode, 2)


if __name__ == "__main__":
    unittest.main()
