"""Tests of lab L3: python3 -m unittest test_gan_ring (from this folder)."""

import math
import random
import unittest

import gan_ring
from gan1d import log_sigmoid
from labtest import row, slope, value


class Gradients(unittest.TestCase):
    """The gradients by hand, against differences."""

    def setUp(self):
        rng = random.Random(3)
        self.g = gan_ring.network(rng, 4, 2, 1.0, 0.5)
        self.d = gan_ring.network(rng, 5, 1, 1.0, 0.5)
        self.real, self.noise = gan_ring.data(rng, 6), gan_ring.plane(rng, 6)
        self.fake = gan_ring.generate(self.g, self.noise)[1]

    def logits(self, d, points):
        return gan_ring.forward(d, 1, gan_ring.hidden(d, 1, points))[0]

    def test_discriminator(self):
        def V(d):
            return (sum(map(log_sigmoid, self.logits(d, self.real))) / 6
                    + sum(log_sigmoid(-s) for s in self.logits(d, self.fake)) / 6)
        found = gan_ring.discriminator_gradient(self.d, self.real, self.fake)
        self.assertEqual(len(found), len(self.d))
        for i in range(len(self.d)):
            self.assertAlmostEqual(found[i], slope(V, self.d, i), places=7)

    def test_generator(self):
        def loss(g):
            points = gan_ring.generate(g, self.noise)[1]
            return -sum(map(log_sigmoid, self.logits(self.d, points))) / 6
        found = gan_ring.generator_gradient(self.g, self.d, self.noise)
        self.assertEqual(len(found), len(self.g))
        for i in range(len(self.g)):
            self.assertAlmostEqual(found[i], slope(loss, self.g, i), places=7)


class Counting(unittest.TestCase):
    def test_the_data_cover_all_eight(self):
        self.assertEqual(value("gan_ring", "modes-data"), 8)
        self.assertGreater(value("gan_ring", "on-a-mode-data"), 0.97)

    def test_no_sample_counts_for_two_modes(self):
        near = math.dist(gan_ring.MODES[0], gan_ring.MODES[1])
        self.assertGreater(near, 6 * gan_ring.MODE_SD)

    def test_a_mode_needs_enough_samples(self):
        x, y = gan_ring.MODES[2]
        self.assertEqual(gan_ring.modes([(x, y)] * (gan_ring.NEEDED - 1)), 0)
        self.assertEqual(gan_ring.modes([(x, y)] * gan_ring.NEEDED), 1)
        self.assertEqual(gan_ring.modes([(0.0, 0.0)] * 800), 0)

    def test_spread_of_the_ring_and_of_a_point(self):
        self.assertAlmostEqual(gan_ring.spread(gan_ring.MODES), 2, places=12)
        self.assertEqual(gan_ring.spread([(1.0, 1.0)] * 3), 0)


class Training(unittest.TestCase):
    """What the lab shows, with room for the last digits of another machine."""

    def test_a_slow_discriminator_collapses(self):
        for step in gan_ring.CHECKPOINTS:
            self.assertLessEqual(value("gan_ring", f"modes-slow-{step}"), 1)
            self.assertLess(value("gan_ring", f"spread-slow-{step}"), 1)

    def test_the_clump_wanders(self):
        places = [row("gan_ring", f"centre-slow-{step}") for step in gan_ring.CHECKPOINTS]
        self.assertGreater(max(math.dist(p, q) for p in places for q in places), 1)

    def test_a_fast_one_spreads_the_samples(self):
        self.assertGreaterEqual(value("gan_ring", "modes-fast-500"), 6)
        self.assertGreater(value("gan_ring", "on-a-mode-fast-500"), 0.6)
        self.assertAlmostEqual(value("gan_ring", "spread-fast-500"), 2, delta=0.2)

    def test_only_the_rate_of_the_discriminator_differs(self):
        first = gan_ring.train(gan_ring.FAST, steps=3, checkpoints=(3,))
        self.assertEqual(first, gan_ring.train(gan_ring.FAST, steps=3, checkpoints=(3,)))
        self.assertNotEqual(first, gan_ring.train(gan_ring.SLOW, steps=3, checkpoints=(3,)))


if __name__ == "__main__":
    unittest.main()
