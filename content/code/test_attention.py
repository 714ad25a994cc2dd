"""Tests of lab L5: python3 -m unittest test_attention (from this folder)."""

import math
import random
import unittest

import attention
from labtest import row, value

ATTEND = attention.X, attention.W_Q, attention.W_K, attention.W_V


class ByHand(unittest.TestCase):
    """The row of "it", as on paper: scores 4 and four zeros, halved, then softmax."""

    def test_weights_of_it(self):
        e2 = math.exp(2)
        wanted = [1 / (e2 + 4), e2 / (e2 + 4)] + [1 / (e2 + 4)] * 3 + [0]
        found = attention.attend(*ATTEND)[0][4]
        for a, b in zip(found, wanted):
            self.assertAlmostEqual(a, b, places=12)
        self.assertEqual(row("attention", "weights-it"), [round(w, 3) for w in wanted])

    def test_output_of_it_is_the_weighted_mean_of_the_values(self):
        w, out = attention.attend(*ATTEND)
        for k in range(4):
            self.assertAlmostEqual(out[4][k], sum(w[4][j] * attention.X[j][k] for j in range(6)),
                                   places=12)
        self.assertGreater(out[4][0], 0.6, '"it" has become mostly an animal')

    def test_without_the_mask_purred_takes_half_of_it(self):
        self.assertEqual(value("attention", "it-to-cat-without-mask"),
                         value("attention", "it-to-purred-without-mask"))


class Properties(unittest.TestCase):
    def test_rows_add_up_to_1_and_the_mask_hides_what_follows(self):
        for i, weights in enumerate(attention.attend(*ATTEND)[0]):
            self.assertAlmostEqual(sum(weights), 1, places=12)
            self.assertEqual(weights[i + 1:], [0] * (5 - i))
            self.assertTrue(all(w > 0 for w in weights[:i + 1]))

    def test_a_later_token_changes_no_earlier_output(self):
        changed = attention.X[:5] + ((9, 9, 9, 9),)
        first = attention.attend(*ATTEND)[1]
        second = attention.attend(changed, *ATTEND[1:])[1]
        self.assertEqual(first[:5], second[:5])
        self.assertNotEqual(first[5], second[5])

    def test_the_same_keys_get_the_same_weights(self):
        w = attention.attend(*ATTEND, causal=False)[0]
        for weights in w:                   # "the" and "because" are the same vector
            self.assertAlmostEqual(weights[0], weights[3], places=12)

    def test_scores_of_0_give_equal_weights(self):
        zero = [[0] * 4] * 4
        for i, weights in enumerate(attention.attend(attention.X, zero, *ATTEND[2:])[0]):
            for w in weights[:i + 1]:
                self.assertAlmostEqual(w, 1 / (i + 1), places=12)


class Root(unittest.TestCase):
    def test_the_variance_of_a_dot_product_is_its_size(self):
        for size in attention.SIZES:
            self.assertAlmostEqual(value("attention", f"variance-{size}") / size, 1, delta=0.1)
            self.assertAlmostEqual(value("attention", f"variance-{size}-scaled"), 1, delta=0.1)

    def test_without_the_root_the_softmax_saturates(self):
        sizes = attention.SIZES
        plain = [value("attention", f"largest-weight-{size}") for size in sizes]
        scaled = [value("attention", f"largest-weight-{size}-scaled") for size in sizes]
        self.assertEqual(plain, sorted(plain))
        self.assertGreater(plain[-1], 0.9)
        self.assertLess(max(scaled) - min(scaled), 0.05)

    def test_of_size_1_it_is_a_product(self):
        drawn = attention.dot_products(1, 3, random.Random(2))
        rng = random.Random(2)
        self.assertEqual(drawn, [rng.gauss(0, 1) * rng.gauss(0, 1) for _ in range(3)])


if __name__ == "__main__":
    unittest.main()
