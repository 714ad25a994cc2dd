"""Lab L6: character models of this guide's own text, in Chinese and in English.

A model of order n predicts each character from the n - 1 before it, by
counting. What it has never seen must not get probability 0, so some is taken
from what it has: by adding k to every count, or by the discount of Kneser and
Ney. Which k or discount is best is decided on passages held out for that; the
perplexity is measured on passages that neither counting nor choosing has seen.

The samples are frozen: a passage a line, line i of one language says what line
i of the other says. The alphabet is every character of the sample and the end
of a passage, so both models know beforehand which characters exist.

    python3 ngram.py
"""

import math
import random
import sys

import labdata

ORDERS = (1, 2, 3)
ADDED = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
DISCOUNTS = (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
START, END = "\x02", "\n"

SEED = 1
SAMPLE = 40                                 # characters that each model writes


# region split
def split(passages):
    """Seven of ten passages to count, one to choose the smoothing, two to measure."""
    parts = [], [], []
    for i, passage in enumerate(passages):
        parts[{3: 1, 4: 2, 9: 2}.get(i % 10, 0)].append(passage)
    return parts


def first(passages, characters):
    """The first passages, so many that they hold about so many characters."""
    kept = []
    for passage in passages:
        if characters <= 0:
            break
        kept.append(passage)
        characters -= len(passage)
    return kept


def grams(passages, order):
    """Every (context, character), the end of each passage included."""
    for passage in passages:
        padded = START * (order - 1) + passage + END
        for i in range(order - 1, len(padded)):
            yield padded[i - order + 1:i], padded[i]
# endregion


# region counts
def count(pairs):
    """{context: {character: how often}}."""
    table = {}
    for context, character in pairs:
        row = table.setdefault(context, {})
        row[character] = row.get(character, 0) + 1
    return table


def tables(passages, order):
    """Counts for each order, the shortest contexts first.

    Below the highest order a count is of contexts, not of occurrences: after how
    many different characters has this one been seen? "Francisco" is frequent, but
    only after "San", and so a poor guess after anything else.
    """
    found = [count(grams(passages, order))]
    while order > 1:
        order -= 1
        longer = found[0]
        found.insert(0, count((context[1:], character)
                              for context, row in longer.items() for character in row))
    return found
# endregion


# region smoothing
def add_k(found, k, size, context, character):
    """(n + k) / (N + k |alphabet|): k more of everything."""
    row = found[-1].get(context, {})
    return (row.get(character, 0) + k) / (sum(row.values()) + k * size)


def kneser_ney(found, discount, size, context, character):
    """A discount from every count; what it frees goes to the model of lower order."""
    p = 1 / size
    for order, table in enumerate(found):
        row = table.get(context[len(context) - order:])
        if row is None:                     # unseen, and so are all longer contexts
            return p
        total = sum(row.values())
        p = (max(row.get(character, 0) - discount, 0) + discount * len(row) * p) / total
    return p
# endregion


# region perplexity
def bits(model, passages, order):
    """The sum of -log2 p over all characters: the length of the shortest code."""
    return -sum(math.log2(model(context, character))
                for context, character in grams(passages, order))


def perplexity(model, passages, order):
    """2^(bits per character): as uncertain as a choice among so many."""
    return 2 ** (bits(model, passages, order) / sum(len(p) + 1 for p in passages))


def choose(smoothing, values, found, size, held_out, order):
    """The value with the least perplexity on the held-out passages, and its model."""
    def model_of(value):
        return lambda context, character: smoothing(found, value, size, context, character)
    best = min(values, key=lambda value: perplexity(model_of(value), held_out, order))
    return best, model_of(best)
# endregion


def write(model, alphabet, order, length, rng):
    """Characters drawn from the model; a new passage begins where one ends."""
    context, text = START * (order - 1), ""
    while len(text) < length:
        weights = [model(context, character) for character in alphabet]
        character = rng.choices(alphabet, weights)[0]
        text += character.replace(END, " ")
        context = START * (order - 1) if character == END else (context + character)[1:]
    return " ".join(text.split())


def read_passages(path):
    """The lines of a sample."""
    passages = labdata.read_text(path).splitlines()
    if len(passages) < 10:
        raise labdata.BadData(f"{labdata.shown(path)}: needs ten lines or more, "
                              f"a passage each, not {len(passages)}")
    return passages


def language_report(name, passages):
    """Sizes, chosen smoothing and perplexities of one language."""
    train, held_out, test = split(passages)
    alphabet = sorted(set("".join(passages)) | {END})
    length = sum(len(p) + 1 for p in test)
    lines = [f"{name}-characters: {sum(map(len, passages))}",
             f"{name}-alphabet: {len(alphabet)}",
             f"{name}-test-characters: {length}"]
    for order in ORDERS:
        found = tables(train, order)
        k, added = choose(add_k, ADDED, found, len(alphabet), held_out, order)
        d, discounted = choose(kneser_ney, DISCOUNTS, found, len(alphabet), held_out, order)
        lines += [f"{name}-{order}-k: {k:g}",
                  f"{name}-{order}-add-k-perplexity: {perplexity(added, test, order):.1f}",
                  f"{name}-{order}-discount: {d:g}",
                  f"{name}-{order}-perplexity: {perplexity(discounted, test, order):.1f}"]
    total = bits(discounted, test, order)
    return lines + [f"{name}-bits-per-character: {total / length:.2f}",
                    f"{name}-test-bits: {total:.0f}",
                    f"{name}-writes: "
                    + write(discounted, alphabet, order, SAMPLE, random.Random(SEED))]


def same_size_report(zh, en):
    """The English model once more, counted on no more characters than the Chinese one."""
    order = ORDERS[-1]
    train, held_out, test = split(en)
    found = tables(first(train, sum(map(len, split(zh)[0]))), order)
    alphabet = len(set("".join(en)) | {END})
    _, model = choose(kneser_ney, DISCOUNTS, found, alphabet, held_out, order)
    return [f"en-{order}-perplexity-same-size: {perplexity(model, test, order):.1f}",
            f"en-test-bits-same-size: {bits(model, test, order):.0f}"]


def main():
    """Print the report of both languages; 1 if a sample cannot be used."""
    try:
        zh, en = (read_passages(labdata.find(f"l6-{name}.txt")) for name in ("zh", "en"))
    except labdata.BadData as bad:
        print(bad, file=sys.stderr)
        return 1
    lines = language_report("zh", zh) + language_report("en", en) + same_size_report(zh, en)
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
