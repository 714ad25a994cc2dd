"""The tables of the figures: python3 -m unittest test_figures (from this folder)."""

import contextlib
import io
import math
import unittest

import figures
import labtest


class Tables(unittest.TestCase):
    def test_the_files_hold_what_the_program_prints(self):
        for name in figures.TABLES:
            with self.subTest(name):
                file = labtest.HERE.parent / "data" / f"{name}.csv"
                self.assertEqual(file.read_text(encoding="utf-8"), figures.table(name))

    def test_v_stays_below_c_and_both_end_at_minus_log_4(self):
        rows = [list(map(float, row)) for row in list(figures.l1_path())[1:]]
        self.assertTrue(all(v <= c + 1.01e-4 for _, v, c, _ in rows))
        self.assertAlmostEqual(rows[-1][1], -math.log(4), delta=0.01)
        self.assertAlmostEqual(rows[-1][2], -math.log(4), delta=0.01)

    def test_js_is_0_together_and_log_2_apart(self):
        self.assertAlmostEqual(figures.js(0), 0, delta=1e-9)
        self.assertAlmostEqual(figures.js(12), math.log(2), delta=1e-6)
        self.assertAlmostEqual(figures.js(1), 0.1114, delta=5e-5)      # the table of chapter 4

    def test_d_is_one_half_midway_between_equal_spreads(self):
        at = {row[0]: float(row[1]) for row in list(figures.optimal_d())[1:]}
        self.assertEqual(at["3"], 0.5)
        self.assertEqual(at["4"], 0.7824)

    def test_a_job_goes_no_faster_than_its_slow_part_lets_it(self):
        rows = [list(map(float, row)) for row in list(figures.speed_up())[1:]]
        self.assertEqual(rows[0], [1, 1, 1, 1])
        self.assertEqual(dict((s, f30) for s, f30, _, _ in rows)[2], 1.176)
        self.assertTrue(all(f30 < 1 / 0.7 and f60 < 1 / 0.4 for _, f30, f60, _ in rows))

    def test_a_half_life_leaves_half(self):
        at = {row[0]: row[1:] for row in figures.skill_decay()}
        self.assertEqual((at["3"][0], at["10"][1]), ("0.5000", "0.5000"))

    def test_an_unknown_table_is_refused(self):
        said = io.StringIO()
        with contextlib.redirect_stderr(said):
            self.assertEqual(figures.main(["l2-path"]), 1)
        self.assertIn("l1-path", said.getvalue())


if __name__ == "__main__":
    unittest.main()
