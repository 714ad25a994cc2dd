"""Tests of lab L1: python3 -m unittest test_gan1d (from this folder)."""

import math
import pathlib
import random
import subprocess
import sys
import unittest

import gan1d

LOG4 = math.log(4)


def slope(f, point, i, h=1e-5):
    """The derivative of f at point along its component i, by a central difference."""
    up, down = list(point), list(point)
    up[i] += h
    down[i] -= h
    return (f(tuple(up)) - f(tuple(down))) / (2 * h)


class Formulas(unittest.TestCase):
    """What the pages derive, against numbers found another way."""

    def setUp(self):
        rng = random.Random(7)
        self.real = [rng.gauss(4, 1.25) for _ in range(20)]
        self.noise = [rng.gauss(0, 1) for _ in range(20)]
        self.g, self.c = (1.5, 0.8), (-0.7, 0.4, -0.05)
        self.fake = [gan1d.generate(self.g, z) for z in self.noise]

    def test_discriminator_gradient_is_the_slope_of_the_value(self):
        found = gan1d.value_gradient(self.c, self.real, self.fake)
        for i in range(3):
            wanted = slope(lambda c: gan1d.value(c, self.real, self.fake), self.c, i)
            self.assertAlmostEqual(found[i], wanted, places=7)

    def test_generator_gradient_is_the_slope_of_its_loss(self):
        found = gan1d.generator_gradient(self.c, self.g, self.noise)
        for i in range(2):
            wanted = slope(lambda g: gan1d.generator_loss(self.c, g, self.noise), self.g, i)
            self.assertAlmostEqual(found[i], wanted, places=7)

    def test_sigmoid_and_its_logarithm_at_any_size(self):
        for s in (-800, -40, -2, 0, 2, 40, 800):
            self.assertAlmostEqual(gan1d.sigmoid(s) + gan1d.sigmoid(-s), 1, places=15)
            self.assertAlmostEqual(gan1d.log_sigmoid(s) - gan1d.log_sigmoid(-s), s, places=12)
        self.assertAlmostEqual(gan1d.log_sigmoid(2), math.log(gan1d.sigmoid(2)), places=15)

    def test_the_optimal_discriminator_is_a_ratio_of_densities(self):
        for g in (self.g, (0.0, 1.0), (4.0, -1.25)):
            for x in (-2.0, 1.0, 5.5):
                data = gan1d.density(x, 4, 1.25)
                generated = gan1d.density(x, g[0], abs(g[1]))
                found = gan1d.sigmoid(gan1d.logit(gan1d.best_logit(g), x))
                self.assertAlmostEqual(found, data / (data + generated), places=12)

    def test_no_discriminator_near_the_optimal_one_has_a_greater_value(self):
        best = gan1d.best_logit(self.g)
        top = gan1d.criterion(self.g)
        for i in range(3):
            for change in (-0.01, 0.01):
                c = list(best)
                c[i] += change
                self.assertLess(gan1d.exact_value(c, self.g), top)

    def test_constant_half_has_the_value_minus_log_4_for_every_generator(self):
        for g in ((0.0, 1.0), self.g, (4.0, 1.25)):
            self.assertAlmostEqual(gan1d.exact_value((0.0, 0.0, 0.0), g), -LOG4, places=9)

    def test_the_criterion_is_least_where_the_generator_meets_the_data(self):
        self.assertAlmostEqual(gan1d.criterion((4.0, 1.25)), -LOG4, places=9)
        for g in ((3.9, 1.25), (4.1, 1.25), (4.0, 1.15), (4.0, 1.35), (0.0, 1.0)):
            self.assertGreater(gan1d.criterion(g), -LOG4)
            self.assertLess(gan1d.criterion(g), 0)


class Training(unittest.TestCase):
    """What the guide promises of the lab's result."""

    @classmethod
    def setUpClass(cls):
        cls.history = gan1d.train()

    def test_final_numbers(self):
        (a, b), c = self.history[1500]
        self.assertAlmostEqual(a, 4, delta=0.05)
        self.assertAlmostEqual(abs(b), 1.25, delta=0.05)
        self.assertAlmostEqual(gan1d.exact_value(c, (a, b)), -LOG4, delta=0.01)
        for x in (2, 4, 6):
            self.assertAlmostEqual(gan1d.sigmoid(gan1d.logit(c, x)), 0.5, delta=0.02)

    def test_the_value_never_exceeds_the_criterion(self):
        for g, c in self.history.values():
            self.assertLessEqual(gan1d.exact_value(c, g), gan1d.criterion(g))

    def test_the_program_prints_the_same_lines_every_time(self):
        program = pathlib.Path(gan1d.__file__)
        printed = subprocess.run([sys.executable, str(program)], check=True,
                                 capture_output=True, text=True).stdout
        self.assertEqual(printed.splitlines(), gan1d.report(self.history))

    def test_another_seed_takes_another_way(self):
        first = gan1d.train(seed=1, steps=5, checkpoints=(5,))
        self.assertEqual(first, gan1d.train(seed=1, steps=5, checkpoints=(5,)))
        self.assertNotEqual(first, gan1d.train(seed=2, steps=5, checkpoints=(5,)))


if __name__ == "__main__":
    unittest.main()
