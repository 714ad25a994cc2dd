"""Tests of lab L11: python3 -m unittest test_decisions (from this folder)."""

import math
import unittest

import decisions
import labdata
from labtest import reading, run, slope, value, values

HEADER = b"scenario,weight,stay,move\n"


class Utility(unittest.TestCase):
    def test_slope_is_a_power_of_the_income(self):
        for aversion in decisions.AVERSIONS:
            for income in (40.0, 100.0, 250.0):
                found = slope(lambda p: decisions.utility(p[0], aversion), (income,), 0)
                self.assertAlmostEqual(found, (income / 100) ** -aversion / 100, places=7)

    def test_near_1_it_is_the_logarithm(self):
        for income in (40.0, 250.0):
            self.assertAlmostEqual(decisions.utility(income, 1.000001),
                                   decisions.utility(income, 1), places=5)

    def test_a_sure_income_is_worth_itself(self):
        for aversion in decisions.AVERSIONS:
            self.assertAlmostEqual(
                decisions.certainty_equivalent([70, 70], [0.4, 0.6], aversion), 70, places=9)

    def test_without_aversion_it_is_the_mean_and_falls_towards_the_worst(self):
        option, weights = [50, 100, 150], [0.2, 0.5, 0.3]
        found = [decisions.certainty_equivalent(option, weights, g) for g in (0, 0.5, 1, 2, 5, 20)]
        self.assertAlmostEqual(found[0], 105, places=9)
        self.assertEqual(found, sorted(found, reverse=True))
        self.assertGreater(found[-1], 50)


class Scenarios(unittest.TestCase):
    def test_tilted_weights_add_up_to_1(self):
        for i in range(4):
            for by in (0.2, 0.9):
                found = decisions.tilted([0.35, 0.3, 0.2, 0.15], i, by)
                self.assertAlmostEqual(sum(found), 1, places=12)
                self.assertLessEqual(max(found), 1)
        self.assertEqual(decisions.tilted([1.0, 0.0], 0), [1.0, 0.0])

    def test_the_weights_are_printed(self):
        printed = [float(v) for k, v in values("decisions").items() if k.startswith("weight-")]
        self.assertEqual(len(printed), 4)
        self.assertAlmostEqual(sum(printed), 1, places=9)

    def test_the_best_option_depends_on_the_aversion_and_on_the_weights(self):
        self.assertEqual(values("decisions")["best-0"], "learn")
        self.assertEqual(values("decisions")["best-5"], "move")
        self.assertEqual(values("decisions")["best-2"], "learn")
        self.assertEqual(values("decisions")["best-if-likelier-fewer-posts"], "move")

    def test_a_certain_scenario_decides_alone(self):
        options = {"stay": [100, 50], "move": [80, 80]}
        self.assertEqual(decisions.best(options, [1, 0], 2), "stay")
        self.assertEqual(decisions.best(options, [0, 1], 2), "move")


class Formulas(unittest.TestCase):
    def test_known_values(self):
        for name, wanted in (("learning-option", 6.4), ("committing-now", -2.9),
                             ("skill-value-3", 3.6), ("skill-value-10", 8.4),
                             ("skill-stock-3", 433), ("skill-stock-10", 1443),
                             ("speed-up", 1.18), ("accept-above", 0.5)):
            self.assertEqual(value("decisions", name), wanted, name)

    def test_an_option_never_costs_more_than_its_price(self):
        for gain in (0, 10, 20, 60):
            found = decisions.learning_option(0.3, gain, 20, 5, 0.95)
            self.assertGreaterEqual(found, -5)
            if gain <= 20:
                self.assertEqual(found, -5)

    def test_at_the_break_even_chance_it_is_worth_nothing(self):
        q = decisions.break_even(60, 20, 5, 0.95)
        self.assertAlmostEqual(decisions.learning_option(q, 60, 20, 5, 0.95), 0, places=12)
        self.assertEqual(decisions.break_even(20, 20, 5, 0.95), math.inf)

    def test_sensitivity_moves_one_number_at_a_time(self):
        middle = decisions.learning_option(**decisions.LEARNING)
        for name, (low, high) in decisions.sensitivity(decisions.LEARNING).items():
            first, second = (high, low) if name in ("K", "c") else (low, high)
            self.assertTrue(first < middle < second, name)
        capped = decisions.sensitivity({**decisions.LEARNING, "q": 0.9})["q"][1]
        self.assertAlmostEqual(capped, 0.95 * 40 - 5, places=12)

    def test_the_value_of_a_skill_is_its_discounted_sum(self):
        for h in (3, 10):
            step = 0.01
            total = sum(math.exp(-0.05 * t) * 2 ** (-t / h) * step
                        for t in (step * (i + 0.5) for i in range(30_000)))
            self.assertAlmostEqual(decisions.skill_value(0.05, h), total, places=4)

    def test_a_stock_is_what_the_decay_takes_away_in_a_year(self):
        for h in (3, 10):
            self.assertAlmostEqual(decisions.skill_stock(100, h) * math.log(2) / h, 100, places=9)

    def test_speed_up_has_a_ceiling(self):
        self.assertAlmostEqual(decisions.speed_up(0.3, 2), 1 / 0.85, places=12)
        self.assertEqual(decisions.speed_up(0.3, 1), 1)
        self.assertEqual(decisions.speed_up(1, 4), 4)
        self.assertLess(decisions.speed_up(0.3, 1e9), 1 / 0.7)

    def test_accepting_pays_above_the_rate_and_not_below(self):
        limit = decisions.accept_above(3, 12, 0, 30)
        for p in (limit - 0.01, limit + 0.01):
            with_ai = 3 + 12 + (1 - p) * 30     # what is refused is done by hand
            self.assertEqual(with_ai < 30, p > limit)


class Input(unittest.TestCase):
    def test_a_file_of_one_s_own(self):
        rows = "甲,0.5,100,80\n乙,0.5,50,80\n".encode()
        code, printed, said = reading("decisions", HEADER + rows)
        self.assertEqual((code, said), (0, ""))
        self.assertIn("sure-income-stay-0: 75.0\n", printed)

    def test_wrong_files_are_refused_by_file_and_line(self):
        for content, wanted in (
                (b"scenario,stay\na,100\n", 'own.csv:1: the column "weight" is missing; '
                                            "the columns are scenario, weight"),
                (HEADER + b"a,half,100,80\n", 'own.csv:2: weight: "half" is no number'),
                (HEADER + b"a,0.5,100,80\nb,0.5,much,80\n", 'own.csv:3: stay: "much" is no number'),
                (HEADER + b"a,1,0,80\n", "own.csv:2: stay: 0 is below 1"),
                (HEADER + b"a,1,150000,80\n", "own.csv:2: stay: 150000 is above 10000"),
                (HEADER + b"a,0.5,100,80\nb,0.4,50,80\n",
                 "own.csv: the weights add up to 0.9, not 1"),
                (b"scenario,weight\na,1\n", "own.csv:2: no option; each column beside scenario and "
                                            "weight is one, with what it brings in each scenario")):
            with self.subTest(wanted):
                self.assertEqual(reading("decisions", content), (1, "", wanted))

    def test_incomes_at_both_ends(self):
        for income in (1, decisions.HIGHEST):
            for aversion in decisions.AVERSIONS:
                found = decisions.certainty_equivalent([income], [1], aversion)
                self.assertAlmostEqual(found / income, 1, places=6)

    def test_a_wrong_call(self):
        self.assertEqual(run("decisions", "a.csv", "b.csv").returncode, 2)

    def test_the_example_can_be_read(self):
        names, weights, options = decisions.read_scenarios(labdata.find(decisions.EXAMPLE))
        self.assertEqual((len(names), list(options)), (4, ["stay", "learn", "move"]))


if __name__ == "__main__":
    unittest.main()
