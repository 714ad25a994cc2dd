"""Tests of lab L9: python3 -m unittest test_exposure (from this folder)."""

import itertools
import random
import unittest

import exposure
import labdata
from labtest import reading, run, value, values

HEADER = b"task,hours,low,high\n"


def task(hours, low, high=None):
    """A task of a test."""
    return {"task": "t", "source": "", "hours": hours, "low": low, "high": high or low}


class Formulas(unittest.TestCase):
    def test_an_example_by_hand(self):
        week = [task(20, "E0"), task(10, "E1"), task(10, "E2")]
        for measure, wanted in (("alpha", 0.25), ("beta", 0.375), ("gamma", 0.5)):
            self.assertAlmostEqual(exposure.exposure(week, measure, "low"), wanted, places=12)

    def test_the_plan_s_formulas_on_random_weeks(self):
        rng = random.Random(8)
        for _ in range(50):
            week = [task(rng.uniform(0.1, 10), rng.choice(exposure.LABELS)) for _ in range(12)]
            total = sum(t["hours"] for t in week)
            e1, e2 = (sum(t["hours"] / total for t in week if t["low"] == label)
                      for label in ("E1", "E2"))
            alpha, beta, gamma = (exposure.exposure(week, m, "low") for m in exposure.COUNTS)
            self.assertAlmostEqual(alpha, e1, places=12)
            self.assertAlmostEqual(beta, e1 + e2 / 2, places=12)
            self.assertAlmostEqual(gamma, e1 + e2, places=12)
            self.assertTrue(0 <= alpha <= beta <= gamma <= 1 + 1e-12)

    def test_a_more_generous_label_lowers_no_measure(self):
        for low, high in itertools.combinations(exposure.LABELS, 2):
            for counts in exposure.COUNTS.values():
                self.assertLessEqual(counts[low], counts[high])

    def test_only_shares_of_the_week_count(self):
        week = [task(2, "E0"), task(3, "E1"), task(1, "E2")]
        double = [{**t, "hours": 2 * t["hours"]} for t in week]
        split = week[:1] + [task(1.5, "E1")] * 2 + week[2:]
        for measure in exposure.COUNTS:
            wanted = exposure.exposure(week, measure, "low")
            for other in (double, split, week[::-1]):
                self.assertAlmostEqual(exposure.exposure(other, measure, "low"), wanted, places=12)


class Example(unittest.TestCase):
    def test_printed_numbers(self):
        wanted = {"alpha": ("0.375", "0.450"), "beta": ("0.525", "0.600"),
                  "gamma": ("0.675", "0.750")}
        for measure, (low, high) in wanted.items():
            self.assertEqual(values("exposure")[f"{measure}-low"], low)
            self.assertEqual(values("exposure")[f"{measure}-high"], high)

    def test_it_says_that_it_is_invented(self):
        self.assertEqual(value("exposure", "hours-invented"), value("exposure", "hours"))

    def test_hours_by_label_add_up(self):
        for reading in ("low", "high"):
            self.assertEqual(sum(value("exposure", f"hours-{label}-{reading}")
                                 for label in exposure.LABELS), 40)


class Input(unittest.TestCase):
    def test_a_file_of_one_s_own(self):
        rows = '写稿,6,e1,E1\n"审\n校",2,E0,E2\n'.encode()
        code, printed, said = reading("exposure", HEADER + rows)
        self.assertEqual((code, said), (0, ""))
        self.assertIn("beta-low: 0.750\n", printed)
        self.assertIn("unsure: 审 校\n", printed)

    def test_wrong_files_are_refused_by_file_and_line(self):
        for content, wanted in (
                (b"task,hours,label\na,1,E1\n",
                 'own.csv:1: no column "label" is known; the columns are task, hours, low, high '
                 "and, if you like, source"),
                (HEADER + b"a,1,E0,E1\nb,ten,E1,E1\n", 'own.csv:3: hours: "ten" is no number'),
                (HEADER + b"a,1,E3,E3\n", 'own.csv:2: low: "E3" is no label; wanted E0, E1 or E2'),
                (HEADER + b"a,1,E1,E2\n", "own.csv:2: low E1 counts for more than high E2; "
                                          "the order is E0, E2, E1"),
                (HEADER + b",1,E1,E1\n", "own.csv:2: the task has no name"),
                (HEADER + b"a,-3,E1,E1\n", "own.csv:2: hours: -3 is below 0"),
                (HEADER + b"a,0,E1,E1\n", "own.csv: the hours add up to 0")):
            with self.subTest(wanted):
                self.assertEqual(reading("exposure", content), (1, "", wanted))

    def test_a_wrong_call(self):
        self.assertEqual(run("exposure", "a.csv", "b.csv").returncode, 2)
        missing = run("exposure", "nowhere.csv")
        self.assertEqual((missing.returncode, missing.stdout), (1, ""))
        self.assertIn("nowhere.csv: No such file", missing.stderr)

    def test_the_example_can_be_read(self):
        self.assertEqual(len(exposure.read_tasks(labdata.find(exposure.EXAMPLE))), 12)


if __name__ == "__main__":
    unittest.main()
