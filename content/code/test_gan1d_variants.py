"""Lab L1 with one constant changed: python3 -m unittest test_gan1d_variants (from this folder)."""

import unittest

import gan1d
import gan1d_variants
import labtest


class Variants(unittest.TestCase):
    def test_the_constants_are_put_back(self):
        before = gan1d.D_STEPS, gan1d.STEPS
        gan1d_variants.variant(STEPS=2, D_STEPS=1)
        self.assertEqual((gan1d.D_STEPS, gan1d.STEPS), before)

    def test_one_step_of_d_still_arrives_but_less_exactly(self):
        error = abs(labtest.value("gan1d_variants", "mean-d-steps-1") - 4)
        self.assertLess(error, 0.1)
        self.assertGreater(error, 4 * abs(labtest.value("gan1d", "mean") - 4))

    def test_two_hundred_steps_stop_half_way(self):
        self.assertLess(labtest.value("gan1d_variants", "mean-steps-200"), 3.5)
        self.assertLess(labtest.value("gan1d_variants", "sd-steps-200"), 1)


if __name__ == "__main__":
    unittest.main()
