"""Tests of lab L6: python3 -m unittest test_ngram (from this folder)."""

import contextlib
import io
import pathlib
import tempfile
import unittest
from unittest import mock

import labdata
import ngram
from labtest import value, values

TEXT = ["abab", "abba", "baab", "abc"]
ALPHABET = ["a", "b", "c", "d", ngram.END]  # d is never seen


class Models(unittest.TestCase):
    def test_probabilities_add_up_to_1_after_any_context(self):
        for order in ngram.ORDERS:
            found = ngram.tables(TEXT, order)
            for context in ("ab", "cc", "dd", ngram.START + "a", ngram.START * 2):
                context = context[3 - order:]
                for smoothing, amount in ((ngram.add_k, 0.1), (ngram.kneser_ney, 0.7)):
                    p = [smoothing(found, amount, len(ALPHABET), context, c) for c in ALPHABET]
                    self.assertAlmostEqual(sum(p), 1, places=12)
                    self.assertGreater(min(p), 0)

    def test_a_bigram_by_hand(self):
        found = ngram.tables(["ab", "ab", "cb"], 2)
        # a is followed by b twice; b was seen behind a and c, a and c behind the
        # start, the end behind b: of 5 kinds of pair, 2 end in b.
        lower = (2 - 0.5 + 0.5 * 4 / 5) / 5
        self.assertAlmostEqual(ngram.kneser_ney(found, 0.5, 5, "a", "b"),
                               (2 - 0.5 + 0.5 * 1 * lower) / 2, places=12)
        self.assertAlmostEqual(ngram.add_k(found, 0.1, 5, "a", "b"), 2.1 / 2.5, places=12)

    def test_an_unseen_context_falls_back_to_a_shorter_one(self):
        found = ngram.tables(TEXT, 3)
        self.assertEqual(ngram.kneser_ney(found, 0.7, 5, "dd", "a"),
                         ngram.kneser_ney(ngram.tables(TEXT, 3)[:1], 0.7, 5, "", "a"))

    def test_a_uniform_model_has_the_size_of_the_alphabet_as_perplexity(self):
        self.assertAlmostEqual(ngram.perplexity(lambda *_: 1 / 7, TEXT, 2), 7, places=9)

    def test_perplexity_of_a_text_known_by_heart_is_near_1(self):
        found = ngram.tables(["abcabcabc"] * 50, 3)
        model = lambda context, c: ngram.kneser_ney(found, 0.3, 4, context, c)
        self.assertLess(ngram.perplexity(model, ["abcabcabc"], 3), 1.4)

    def test_the_chosen_value_is_the_best_on_the_held_out_passages(self):
        found = ngram.tables(TEXT, 2)
        best, _ = ngram.choose(ngram.add_k, ngram.ADDED, found, 5, ["abab"], 2)
        for k in ngram.ADDED:
            self.assertLessEqual(
                ngram.perplexity(lambda h, c: ngram.add_k(found, best, 5, h, c), ["abab"], 2),
                ngram.perplexity(lambda h, c: ngram.add_k(found, k, 5, h, c), ["abab"], 2))


class Samples(unittest.TestCase):
    def setUp(self):
        self.zh, self.en = (ngram.read_passages(labdata.find(f"l6-{name}.txt"))
                            for name in ("zh", "en"))

    def test_a_passage_answers_a_passage(self):
        self.assertEqual(len(self.zh), len(self.en))
        for passages in (self.zh, self.en):
            self.assertTrue(all(p and p == p.strip() and "$" not in p for p in passages))

    def test_no_passage_is_counted_and_measured(self):
        for passages in (self.zh, self.en):
            parts = ngram.split(passages)
            self.assertEqual(sorted(sum(parts, [])), sorted(passages))
            self.assertFalse(set(parts[0]) & set(parts[2]))

    def test_what_the_lab_finds(self):
        for name in ("zh", "en"):
            p1, p2, p3 = (value("ngram", f"{name}-{n}-perplexity") for n in (1, 2, 3))
            self.assertTrue(p1 > p2 > p3)
            self.assertLess(p3, value("ngram", f"{name}-3-add-k-perplexity"))
        self.assertGreater(value("ngram", "zh-3-perplexity"),
                           10 * value("ngram", "en-3-perplexity"))
        self.assertLess(value("ngram", "zh-test-bits"), value("ngram", "en-test-bits"))
        self.assertLess(value("ngram", "en-3-perplexity"),
                        value("ngram", "en-3-perplexity-same-size"))

    def test_what_the_models_write_is_of_the_alphabet(self):
        for name, passages in (("zh", self.zh), ("en", self.en)):
            written = values("ngram")[f"{name}-writes"]
            self.assertLessEqual(set(written), set("".join(passages)) | {" "})


class WrongInput(unittest.TestCase):
    def test_messages_name_the_file(self):
        for content, wanted in ((None, "l6-zh.txt: No such file"), (b"one\ntwo\n", "ten lines"),
                                (b"a\nb\n\xff\n", "l6-zh.txt:3: not UTF-8")):
            with self.subTest(wanted), tempfile.TemporaryDirectory() as folder:
                path = pathlib.Path(folder) / "l6-zh.txt"
                if content is not None:
                    path.write_bytes(content)
                said = io.StringIO()
                with mock.patch.object(labdata, "find", lambda _: path), \
                        contextlib.redirect_stderr(said):
                    self.assertEqual(ngram.main(), 1)
                self.assertIn(wanted, said.getvalue())


if __name__ == "__main__":
    unittest.main()
