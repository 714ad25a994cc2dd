"""Tests of lab L7: python3 -m unittest test_bandit (from this folder)."""

import math
import random
import unittest

import bandit
from labtest import row, slope, value
from temperature import softmax

LOGITS = (0.3, -0.2, 1.0, 0.1)


class Formulas(unittest.TestCase):
    def test_score_is_the_slope_of_the_log_probability(self):
        p = softmax(LOGITS)
        for arm in range(4):
            for i, found in enumerate(bandit.score(p, arm)):
                wanted = slope(lambda l: math.log(softmax(l)[arm]), LOGITS, i)
                self.assertAlmostEqual(found, wanted, places=8)

    def test_policy_gradient_is_the_slope_of_the_expected_reward(self):
        for i, found in enumerate(bandit.policy_gradient(softmax(LOGITS))):
            wanted = slope(lambda l: bandit.expected_reward(softmax(l)), LOGITS, i)
            self.assertAlmostEqual(found, wanted, places=8)

    def test_the_estimator_has_the_same_mean_with_every_baseline(self):
        p = softmax(LOGITS)
        wanted = bandit.policy_gradient(p)
        for b, shift in ((0, 0), (0.5, 0), (-3, 0), (0, 5), (5, 5)):
            for found, exact in zip(bandit.estimator(p, b, shift)[0], wanted):
                self.assertAlmostEqual(found, exact, places=12)

    def test_mean_and_variance_of_samples(self):
        p, rng, b = softmax(LOGITS), random.Random(4), 0.2
        drawn = []
        for _ in range(20_000):
            arm = rng.choices(range(4), weights=p)[0]
            r = bandit.pull(arm, 0, rng)
            drawn.append([(r - b) * d for d in bandit.score(p, arm)])
        mean, variance = bandit.estimator(p, b)
        found = [sum(column) / len(drawn) for column in zip(*drawn)]
        for a, m in zip(found, mean):
            self.assertAlmostEqual(a, m, delta=0.02)
        square = sum(sum(x * x for x in d) for d in drawn) / len(drawn)
        self.assertAlmostEqual(square - sum(m * m for m in found), variance, delta=0.02)


class Training(unittest.TestCase):
    def test_expected_reward_comes_near_the_best(self):
        self.assertAlmostEqual(value("bandit", "reward-2000"), 0.998, delta=0.003)
        self.assertEqual(value("bandit", "reward-0"), 0.45)
        self.assertGreater(row("bandit", "policy")[0], 0.99)

    def test_a_baseline_takes_the_noise_out(self):
        self.assertLess(value("bandit", "variance-baseline"),
                        value("bandit", "variance-no-baseline"))
        self.assertEqual(value("bandit", "variance-baseline"),
                         value("bandit", "variance-shifted-baseline"))
        self.assertGreater(value("bandit", "variance-shifted-no-baseline"),
                           20 * value("bandit", "variance-baseline"))

    def test_without_it_shifted_rewards_lock_many_runs_on_a_wrong_arm(self):
        self.assertGreaterEqual(value("bandit", "runs-on-best-arm-baseline"), 19)
        self.assertGreaterEqual(value("bandit", "runs-on-best-arm-shifted-baseline"), 18)
        self.assertLessEqual(value("bandit", "runs-on-best-arm-shifted-no-baseline"), 14)


if __name__ == "__main__":
    unittest.main()
