"""Tests of lab L2: python3 -m unittest test_gan_losses (from this folder)."""

import random
import unittest

import gan1d
import gan_losses
from labtest import slope, value


class Formulas(unittest.TestCase):
    def test_slopes_are_those_of_the_losses(self):
        for s in (-6.0, -1.0, 0.0, 3.0):
            wanted = slope(lambda p: gan1d.log_sigmoid(-p[0]), (s,), 0)
            self.assertAlmostEqual(gan_losses.saturating_slope(s), wanted, places=8)
            wanted = slope(lambda p: -gan1d.log_sigmoid(p[0]), (s,), 0)
            self.assertAlmostEqual(gan_losses.non_saturating_slope(s), wanted, places=8)

    def test_at_a_certain_discriminator_one_vanishes_and_the_other_does_not(self):
        self.assertAlmostEqual(gan_losses.saturating_slope(-20), 0, places=8)
        self.assertAlmostEqual(gan_losses.non_saturating_slope(-20), -1, places=8)
        self.assertEqual(gan_losses.saturating_slope(0), gan_losses.non_saturating_slope(0))

    def test_gradient_is_the_slope_of_the_loss(self):
        rng = random.Random(7)
        noise = [rng.gauss(0, 1) for _ in range(20)]
        c, g = (-0.7, 0.4, -0.05), (1.5, 0.8)
        found = gan_losses.saturating_gradient(c, g, noise)
        for i in range(2):
            wanted = slope(lambda g: gan_losses.saturating_loss(c, g, noise), g, i)
            self.assertAlmostEqual(found[i], wanted, places=7)

    def test_the_loss_is_the_share_of_V_that_depends_on_the_generator(self):
        c, g, noise, real = (-0.7, 0.4, -0.05), (1.5, 0.8), [0.3, -1.0], [4.0, 5.0]
        fake = [gan1d.generate(g, z) for z in noise]
        rest = sum(gan1d.log_sigmoid(gan1d.logit(c, x)) for x in real) / 2
        self.assertAlmostEqual(gan1d.value(c, real, fake),
                               rest + gan_losses.saturating_loss(c, g, noise), places=12)


class Training(unittest.TestCase):
    def test_with_the_loss_of_L1_it_is_L1(self):
        found = gan_losses.train(gan1d.generator_gradient, steps=30, checkpoints=(10, 30))
        wanted = gan1d.train(steps=30, checkpoints=(10, 30))
        self.assertEqual(found, {step: wanted[step][0] for step in (10, 30)})

    def test_the_gradient_at_the_start_differs_more_than_tenfold(self):
        self.assertLess(value("gan_losses", "D-start"), 0.1)
        self.assertGreater(value("gan_losses", "slope-a-ratio"), 10)

    def test_the_saturating_loss_is_late(self):
        self.assertAlmostEqual(value("gan_losses", "mean-saturating-200"), 3.07, delta=0.1)
        self.assertAlmostEqual(value("gan_losses", "sd-saturating-200"), 1.96, delta=0.1)
        self.assertAlmostEqual(value("gan_losses", "mean-non-saturating-200"), 3.96, delta=0.1)

    def test_both_arrive_by_step_1000(self):
        for loss in ("saturating", "non-saturating"):
            for step in (1000, 1500):
                self.assertAlmostEqual(value("gan_losses", f"mean-{loss}-{step}"), 4, delta=0.1)
                self.assertAlmostEqual(value("gan_losses", f"sd-{loss}-{step}"), 1.25, delta=0.15)


if __name__ == "__main__":
    unittest.main()
