"""Lab L5: attention on a sentence of six tokens, small enough for pencil and paper.

Each token is a vector of four features that one can read: animal, action,
pronoun, function word. The matrices are written by hand, not learned, so that
"it" looks for an animal; a trained model finds such matrices by itself. The
second part checks why the scores are divided by the root of d_k.

    python3 attention.py
"""

import math
import random

from temperature import softmax

TOKENS = ("the", "cat", "sat", "because", "it", "purred")
X = (                                       # animal, action, pronoun, function word
    (0, 0, 0, 1),                           # the
    (1, 0, 0, 0),                           # cat
    (0, 1, 0, 0),                           # sat
    (0, 0, 0, 1),                           # because
    (0, 0, 1, 0),                           # it
    (1, 1, 0, 0),                           # purred: an action that only animals do
)
W_Q = (                                     # what a feature looks for
    (0, 0, 0, 1),                           # an animal: a function word, lightly
    (2, 0, 0, 0),                           # an action: its animal
    (4, 0, 0, 0),                           # a pronoun: an animal, eagerly
    (0, 1, 0, 0),                           # a function word: an action, lightly
)
W_K = W_V = ((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1))  # what it is

SEED = 1
SIZES = (4, 16, 64, 256)                    # values of d_k
PAIRS = 2400                                # dot products drawn for each


# region attention
def dot(u, v):
    """The dot product of two vectors."""
    return sum(a * b for a, b in zip(u, v))


def times(rows, matrix):
    """The matrix product, a row for each row."""
    return [[dot(row, column) for column in zip(*matrix)] for row in rows]


def scores(queries, keys, scaled=True):
    """QK^T, divided by the root of d_k."""
    root = math.sqrt(len(keys[0])) if scaled else 1.0
    return [[dot(q, k) / root for k in keys] for q in queries]


def weights(table, causal=True):
    """Softmax of each row; under the causal mask token i sees the tokens up to i."""
    rows = []
    for i, row in enumerate(table):
        seen = row[:i + 1] if causal else row
        rows.append(softmax(seen) + [0.0] * (len(row) - len(seen)))
    return rows


def attend(x, w_q, w_k, w_v, causal=True, scaled=True):
    """Attn(Q, K, V) = softmax(QK^T / sqrt(d_k) + M) V; returns the weights and the outputs."""
    queries, keys, values = times(x, w_q), times(x, w_k), times(x, w_v)
    w = weights(scores(queries, keys, scaled), causal)
    return w, times(w, values)
# endregion


# region variance
def dot_products(size, pairs, rng):
    """Dot products of random vectors whose terms have mean 0 and variance 1."""
    return [sum(rng.gauss(0, 1) * rng.gauss(0, 1) for _ in range(size))
            for _ in range(pairs)]


def variance(values):
    """The mean squared distance from the mean."""
    mean = sum(values) / len(values)
    return sum((v - mean) ** 2 for v in values) / len(values)


def mean_largest_weight(values, keys=6):
    """Softmax over groups of six scores: the largest weight, on average."""
    groups = [values[i:i + keys] for i in range(0, len(values), keys)]
    return sum(max(softmax(group)) for group in groups) / len(groups)
# endregion


def numbers(values):
    """The values side by side, rounded."""
    return " ".join(f"{value:.3f}" for value in values)


def report():
    """The weights row by row, one output, what mask and root change, the check of d_k."""
    w, out = attend(X, W_Q, W_K, W_V)
    open_w, _ = attend(X, W_Q, W_K, W_V, causal=False)
    plain, _ = attend(X, W_Q, W_K, W_V, scaled=False)
    it, cat = TOKENS.index("it"), TOKENS.index("cat")
    lines = [f"weights-{token}: {numbers(row)}" for token, row in zip(TOKENS, w)]
    lines += [f"it-to-cat: {w[it][cat]:.3f}",
              f"output-it: {numbers(out[it])}",
              f"it-to-cat-without-mask: {open_w[it][cat]:.3f}",
              f"it-to-purred-without-mask: {open_w[it][TOKENS.index('purred')]:.3f}",
              f"it-to-cat-without-root: {plain[it][cat]:.3f}"]
    rng = random.Random(SEED)
    for size in SIZES:
        drawn = dot_products(size, PAIRS, rng)
        scaled = [value / math.sqrt(size) for value in drawn]
        lines += [f"variance-{size}: {variance(drawn):.1f}",
                  f"variance-{size}-scaled: {variance(scaled):.2f}",
                  f"largest-weight-{size}: {mean_largest_weight(drawn):.3f}",
                  f"largest-weight-{size}-scaled: {mean_largest_weight(scaled):.3f}"]
    return lines


def main():
    """Print the report."""
    print("\n".join(report()))


if __name__ == "__main__":
    main()
