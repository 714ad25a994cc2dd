"""Lab L8: one optimum, three ways: closed form, gradient ascent, DPO.

A model answers a question in one of four ways. Tuning it means more reward,
with a price on moving away from where it was: maximise E[r] - beta KL(pi, ref).
The solution is known in closed form; gradient ascent finds it when it is given
the reward; DPO finds it from pairs of answers alone and never sees the reward.

    python3 preference.py
"""

import math
import random

from gan1d import log_sigmoid, sigmoid
from temperature import softmax

REFERENCE = (0.1, 0.4, 0.4, 0.1)            # the model before tuning
REWARD = (1.0, 0.6, 0.2, 0.0)
BETA = 0.5                                  # the price of a nat of divergence

SEED = 1
PAIRS = 40_000
ASCENT_STEPS, ASCENT_RATE = 400, 1.0
DPO_STEPS, DPO_RATE = 400, 8.0
RUNS = 10                                   # seeds 1, 2, ... to see how far DPO varies


# region closed-form
def optimum(reference=REFERENCE, reward=REWARD, beta=BETA):
    """pi*(y), proportional to ref(y) e^(r(y) / beta)."""
    return softmax([math.log(q) + r / beta for q, r in zip(reference, reward)])


def objective(p, reference=REFERENCE, reward=REWARD, beta=BETA):
    """E_pi[r] - beta KL(pi, ref)."""
    return sum(a * (r - beta * math.log(a / q)) for a, q, r in zip(p, reference, reward) if a > 0)
# endregion


# region ascent
def objective_gradient(p, reference=REFERENCE, reward=REWARD, beta=BETA):
    """Gradient of the objective in the logits: p_i (v_i - mean of v).

    v = r - beta log(p / ref) is what an answer is worth, its price included.
    """
    worth = [r - beta * math.log(a / q) for a, q, r in zip(p, reference, reward)]
    mean = sum(a * v for a, v in zip(p, worth))
    return [a * (v - mean) for a, v in zip(p, worth)]


def ascend(steps=ASCENT_STEPS, rate=ASCENT_RATE):
    """The policy after gradient ascent from the reference."""
    logits = [math.log(q) for q in REFERENCE]
    for _ in range(steps):
        logits = [l + rate * d for l, d in zip(logits, objective_gradient(softmax(logits)))]
    return softmax(logits)
# endregion


# region pairs
def draw_pairs(count=PAIRS, seed=SEED):
    """{(winner, loser): how often}: two different answers of the reference, judged once.

    The judge follows Bradley and Terry: a beats b with probability
    sigmoid(r(a) - r(b)). This is the only place where the reward is used.
    """
    rng = random.Random(seed)
    answers = range(len(REFERENCE))
    counts = {}
    for _ in range(count):
        a = b = 0
        while a == b:
            a, b = rng.choices(answers, weights=REFERENCE, k=2)
        if rng.random() >= sigmoid(REWARD[a] - REWARD[b]):
            a, b = b, a
        counts[a, b] = counts.get((a, b), 0) + 1
    return counts
# endregion


# region dpo
def margin(logits, winner, loser, beta=BETA):
    """beta log(pi(w) / ref(w)) - beta log(pi(l) / ref(l)); the softmax's sum cancels."""
    return beta * (logits[winner] - math.log(REFERENCE[winner])
                   - logits[loser] + math.log(REFERENCE[loser]))


def dpo_loss(logits, counts):
    """The mean of -log sigmoid(margin) over all pairs."""
    total = sum(counts.values())
    return -sum(n * log_sigmoid(margin(logits, w, l)) for (w, l), n in counts.items()) / total


def dpo_gradient(logits, counts):
    """Gradient of dpo_loss: each pair pulls its winner up and its loser down.

    It pulls with weight sigmoid(-margin): a pair that is right by far hardly counts.
    """
    total = sum(counts.values())
    gradient = [0.0] * len(logits)
    for (w, l), n in counts.items():
        weight = BETA * sigmoid(-margin(logits, w, l)) * n / total
        gradient[w] -= weight
        gradient[l] += weight
    return gradient


def dpo(counts, steps=DPO_STEPS, rate=DPO_RATE):
    """The policy after gradient descent on the loss, from the reference."""
    logits = [math.log(q) for q in REFERENCE]
    for _ in range(steps):
        logits = [l - rate * d for l, d in zip(logits, dpo_gradient(logits, counts))]
    return softmax(logits)
# endregion


def numbers(values):
    """The values side by side, rounded."""
    return " ".join(f"{value:.3f}" for value in values)


def distance(p, q):
    """The largest difference between two distributions."""
    return max(abs(a - b) for a, b in zip(p, q))


def report():
    """The three policies, their distances, and what the divergence costs."""
    best, climbed, tuned = optimum(), ascend(), dpo(draw_pairs())
    others = [distance(best, dpo(draw_pairs(seed=seed))) for seed in range(1, RUNS + 1)]
    reward = sum(p * r for p, r in zip(best, REWARD))
    return [f"reference: {numbers(REFERENCE)}",
            f"closed-form: {numbers(best)}",
            f"gradient-ascent: {numbers(climbed)}",
            f"dpo: {numbers(tuned)}",
            f"ascent-distance: {distance(best, climbed):.3f}",
            f"dpo-distance: {distance(best, tuned):.3f}",
            f"dpo-distance-worst-of-{RUNS}: {max(others):.3f}",
            f"reward-before: {sum(p * r for p, r in zip(REFERENCE, REWARD)):.3f}",
            f"reward-after: {reward:.3f}",
            f"divergence: {(reward - objective(best)) / BETA:.3f}",
            f"objective-before: {objective(REFERENCE):.3f}",
            f"objective-after: {objective(best):.3f}"]


def main():
    """Print the report."""
    print("\n".join(report()))


if __name__ == "__main__":
    main()
