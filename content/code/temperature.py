"""Lab L4: what temperature and top-p do to the distribution of the next token.

Four tokens have the logits 2, 1, 0 and -1. The temperature T divides them
before the softmax: below 1 the distribution sharpens, above 1 it flattens, and
the entropy measures how much choice is left. Top-p then cuts the tail off.

    python3 temperature.py
"""

import math

LOGITS = (2.0, 1.0, 0.0, -1.0)
TEMPERATURES = (0.25, 0.5, 1.0, 2.0, 8.0)
TOP_P = (0.5, 0.9, 0.95)


# region softmax
def softmax(logits, temperature=1.0):
    """p_T(i) = e^(l_i / T), divided by the sum over all tokens."""
    if not temperature > 0:
        raise ValueError(f"the temperature must be above 0, not {temperature}")
    top = max(logits)                       # taken off, so that nothing overflows
    powers = [math.exp((l - top) / temperature) for l in logits]
    total = sum(powers)
    return [power / total for power in powers]


def entropy(p):
    """The sum of -p log p in nat; 0 log 0 counts as 0."""
    return -sum(q * math.log(q) for q in p if q > 0)
# endregion


# region top-p
def top_p_set(p, share):
    """The fewest tokens, the most probable first, that hold at least this share."""
    if not 0 < share <= 1:
        raise ValueError(f"the share must be above 0 and at most 1, not {share}")
    order = sorted(range(len(p)), key=lambda i: (-p[i], i))
    kept, held = [], 0.0
    for i in order:
        kept.append(i)
        held += p[i]
        if held >= share - 1e-12:           # 0.9 of ten tenths must not need the tenth
            break
    return kept


def cut(p, kept):
    """The distribution with all tokens but the kept ones removed, scaled to 1 again."""
    held = sum(p[i] for i in kept)
    return [p[i] / held if i in kept else 0.0 for i in range(len(p))]
# endregion


def numbers(values, digits=3):
    """The values side by side, rounded."""
    return " ".join(f"{value:.{digits}f}" for value in values)


def report():
    """Probabilities and entropy at each temperature, then the sets of top-p."""
    lines = []
    for t in TEMPERATURES:
        p = softmax(LOGITS, t)
        lines += [f"p-{t:g}: {numbers(p)}", f"entropy-{t:g}: {entropy(p):.3f}"]
    lines.append(f"entropy-limit: {math.log(len(LOGITS)):.3f}")
    for t in (1.0, 2.0):
        p = softmax(LOGITS, t)
        for share in TOP_P:
            kept = top_p_set(p, share)
            lines += [f"kept-{t:g}-top-{share:g}: {len(kept)}",
                      f"p-{t:g}-top-{share:g}: {numbers(cut(p, kept))}"]
    return lines


def main():
    """Print the report."""
    print("\n".join(report()))


if __name__ == "__main__":
    main()
