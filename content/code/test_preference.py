"""Tests of lab L8: python3 -m unittest test_preference (from this folder)."""

import math
import random
import unittest

import preference
from labtest import row, slope, value
from temperature import softmax

KNOWN = (0.267, 0.481, 0.216, 0.036)
LOGITS = (0.3, -0.2, 1.0, 0.1)


class ClosedForm(unittest.TestCase):
    def test_known_values(self):
        for found, wanted in zip(preference.optimum(), KNOWN):
            self.assertAlmostEqual(found, wanted, places=3)

    def test_no_other_policy_is_better(self):
        top, rng = preference.objective(preference.optimum()), random.Random(6)
        for _ in range(200):
            self.assertLess(preference.objective(softmax([rng.gauss(0, 1) for _ in range(4)])), top)

    def test_its_value_is_beta_times_the_log_of_the_normaliser(self):
        z = sum(q * math.exp(r / preference.BETA)
                for q, r in zip(preference.REFERENCE, preference.REWARD))
        self.assertAlmostEqual(preference.objective(preference.optimum()),
                               preference.BETA * math.log(z), places=12)

    def test_a_high_price_keeps_the_reference_and_a_low_one_takes_the_best(self):
        for found, wanted in zip(preference.optimum(beta=1e6), preference.REFERENCE):
            self.assertAlmostEqual(found, wanted, places=5)
        self.assertAlmostEqual(preference.optimum(beta=0.01)[0], 1, places=9)


class Ascent(unittest.TestCase):
    def test_gradient(self):
        for i, found in enumerate(preference.objective_gradient(softmax(LOGITS))):
            wanted = slope(lambda l: preference.objective(softmax(l)), LOGITS, i)
            self.assertAlmostEqual(found, wanted, places=8)

    def test_it_finds_the_closed_form(self):
        self.assertLess(preference.distance(preference.ascend(), preference.optimum()), 1e-4)
        self.assertEqual(row("preference", "gradient-ascent"), list(KNOWN))


class DPO(unittest.TestCase):
    def test_gradient(self):
        counts = preference.draw_pairs(count=500, seed=3)
        for i, found in enumerate(preference.dpo_gradient(LOGITS, counts)):
            wanted = slope(lambda l: preference.dpo_loss(l, counts), LOGITS, i)
            self.assertAlmostEqual(found, wanted, places=8)

    def test_at_the_reference_the_loss_is_log_2(self):
        logits = [math.log(q) for q in preference.REFERENCE]
        self.assertAlmostEqual(preference.dpo_loss(logits, {(0, 1): 3, (2, 0): 1}), math.log(2),
                               places=12)

    def test_the_optimum_is_a_fixed_point_when_the_pairs_are_exact(self):
        optimum = [math.log(p) for p in preference.optimum()]
        exact = {(a, b): preference.REFERENCE[a] * preference.REFERENCE[b]
                 * preference.sigmoid(preference.REWARD[a] - preference.REWARD[b])
                 for a in range(4) for b in range(4) if a != b}
        for slope_of_logit in preference.dpo_gradient(optimum, exact):
            self.assertAlmostEqual(slope_of_logit, 0, places=12)

    def test_40_000_pairs_come_within_a_hundredth(self):
        self.assertEqual(sum(preference.draw_pairs().values()), 40_000)
        for found, wanted in zip(row("preference", "dpo"), KNOWN):
            self.assertAlmostEqual(found, wanted, delta=0.01)
        self.assertLess(value("preference", "dpo-distance-worst-of-10"), 0.03)

    def test_an_answer_is_never_paired_with_itself(self):
        self.assertTrue(all(w != l for w, l in preference.draw_pairs(count=1000)))


if __name__ == "__main__":
    unittest.main()
