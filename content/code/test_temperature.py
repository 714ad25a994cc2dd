"""Tests of lab L4: python3 -m unittest test_temperature (from this folder)."""

import math
import random
import unittest

import temperature
from labtest import row, slope, value


class Temperature(unittest.TestCase):
    def test_known_entropies(self):
        for t, wanted in ((0.25, 0.093), (0.5, 0.455), (1, 0.948), (2, 1.245), (8, 1.377)):
            found = temperature.entropy(temperature.softmax(temperature.LOGITS, t))
            self.assertAlmostEqual(found, wanted, places=3)
            self.assertEqual(value("temperature", f"entropy-{t:g}"), wanted)

    def test_entropy_rises_by_the_variance_of_the_logits_over_the_cube_of_T(self):
        logits = temperature.LOGITS
        for t in (0.3, 1.0, 4.0):
            p = temperature.softmax(logits, t)
            mean = sum(q * l for q, l in zip(p, logits))
            spread = sum(q * (l - mean) ** 2 for q, l in zip(p, logits))
            found = slope(lambda v: temperature.entropy(temperature.softmax(logits, v[0])), (t,), 0)
            self.assertAlmostEqual(found, spread / t ** 3, places=6)

    def test_limits(self):
        cold, hot = (temperature.softmax(temperature.LOGITS, t) for t in (1e-3, 1e6))
        self.assertEqual(cold, [1, 0, 0, 0])
        self.assertAlmostEqual(temperature.entropy(hot), math.log(4), places=9)

    def test_a_common_shift_changes_nothing_and_nothing_overflows(self):
        p = temperature.softmax(temperature.LOGITS)
        shifted = temperature.softmax([l + 1e4 for l in temperature.LOGITS])
        for a, b in zip(p, shifted):
            self.assertAlmostEqual(a, b, places=12)

    def test_a_temperature_of_0_is_refused(self):
        for t in (0, -1, math.nan):
            with self.assertRaisesRegex(ValueError, "must be above 0"):
                temperature.softmax(temperature.LOGITS, t)


class TopP(unittest.TestCase):
    def test_the_set_is_the_smallest_that_holds_the_share(self):
        rng = random.Random(5)
        for _ in range(50):
            p = temperature.softmax([rng.gauss(0, 2) for _ in range(8)])
            share = rng.uniform(0.05, 0.99)
            kept = temperature.top_p_set(p, share)
            self.assertGreaterEqual(sum(p[i] for i in kept), share - 1e-9)
            self.assertLess(sum(p[i] for i in kept[:-1]), share)
            self.assertGreaterEqual(min(p[i] for i in kept),
                                    max([q for i, q in enumerate(p) if i not in kept], default=0))
            self.assertAlmostEqual(sum(temperature.cut(p, kept)), 1, places=12)

    def test_sums_that_round_up_do_not_take_another_token(self):
        self.assertEqual(len(temperature.top_p_set([0.1] * 10, 0.9)), 9)
        self.assertEqual(len(temperature.top_p_set([0.1] * 10, 1)), 10)

    def test_a_warmer_distribution_keeps_more(self):
        self.assertEqual(row("temperature", "kept-1-top-0.9"), [3])
        self.assertEqual(row("temperature", "kept-2-top-0.9"), [4])

    def test_a_share_outside_0_to_1_is_refused(self):
        for share in (0, -0.1, 1.1):
            with self.assertRaisesRegex(ValueError, "share"):
                temperature.top_p_set([0.5, 0.5], share)


if __name__ == "__main__":
    unittest.main()
