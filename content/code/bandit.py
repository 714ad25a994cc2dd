"""Lab L7: REINFORCE on a bandit with four arms.

A policy draws an arm and sees a noisy reward; nothing tells it what the other
arms would have paid. The policy gradient still points uphill on average. A
baseline leaves that average alone and takes most of the noise out of it.

    python3 bandit.py
"""

import random

from temperature import softmax

MEANS = (1.0, 0.6, 0.2, 0.0)                # expected reward of each arm; the best is 1
REWARD_SD = 0.5

SEED = 1
STEPS = 2000
RATE = 0.5
BASELINE_RATE = 0.05                        # how fast the baseline follows the rewards
CHECKPOINTS = (100, 500, STEPS)
SHIFT = 5.0                                 # the second game: every reward is greater by this
RUNS = 20                                   # seeds 1, 2, ... for the comparison


# region policy
def pull(arm, shift, rng):
    """One noisy reward of an arm."""
    return MEANS[arm] + shift + rng.gauss(0, REWARD_SD)


def score(p, arm):
    """Gradient of log p(arm) in the logits: 1 at the arm itself, less p everywhere."""
    return [(i == arm) - q for i, q in enumerate(p)]


def expected_reward(p):
    """E[r], exactly, without the shift."""
    return sum(q * mean for q, mean in zip(p, MEANS))


def policy_gradient(p):
    """Gradient of E[r] in the logits: p_i (mean_i - E[r])."""
    average = expected_reward(p)
    return [q * (mean - average) for q, mean in zip(p, MEANS)]
# endregion


# region training
def train(baseline=True, shift=0.0, seed=SEED, steps=STEPS, checkpoints=CHECKPOINTS):
    """REINFORCE, one arm a step; return {step: policy} for step 0 and the checkpoints."""
    rng = random.Random(seed)
    logits, b = [0.0] * len(MEANS), 0.0
    history = {0: softmax(logits)}
    for step in range(1, steps + 1):
        p = softmax(logits)
        arm = rng.choices(range(len(p)), weights=p)[0]
        r = pull(arm, shift, rng)
        rate = RATE * (1 - (step - 1) / steps)
        logits = [l + rate * (r - b) * d for l, d in zip(logits, score(p, arm))]
        if baseline:
            b += max(BASELINE_RATE, 1 / step) * (r - b)
        if step in checkpoints:
            history[step] = softmax(logits)
    return history
# endregion


# region estimator
def estimator(p, b, shift=0.0):
    """Mean and total variance of (r - b) grad log p(arm), exactly.

    Arm a comes with probability p(a); E[(r - b)^2] is the squared distance of
    its mean from b and the variance of the noise.
    """
    mean, square = [0.0] * len(p), 0.0
    for arm, q in enumerate(p):
        advantage = MEANS[arm] + shift - b
        d = score(p, arm)
        mean = [m + q * advantage * x for m, x in zip(mean, d)]
        square += q * (advantage ** 2 + REWARD_SD ** 2) * sum(x * x for x in d)
    return mean, square - sum(m * m for m in mean)
# endregion


def runs_on_best_arm(baseline, shift, runs=RUNS):
    """Of so many seeds, how many end with more than 0.9 on the best arm."""
    best = MEANS.index(max(MEANS))
    finals = (train(baseline, shift, seed, checkpoints=(STEPS,))[STEPS]
              for seed in range(1, runs + 1))
    return sum(p[best] > 0.9 for p in finals)


def report(history):
    """The way there with a baseline, then what the baseline is worth."""
    lines = [f"reward-{step}: {expected_reward(p):.3f}" for step, p in sorted(history.items())]
    lines.append("policy: " + " ".join(f"{q:.3f}" for q in history[max(history)]))
    start = history[0]
    average = expected_reward(start)
    for name, b, shift in (("baseline", average, 0.0), ("no-baseline", 0.0, 0.0),
                           ("shifted-baseline", average + SHIFT, SHIFT),
                           ("shifted-no-baseline", 0.0, SHIFT)):
        lines.append(f"variance-{name}: {estimator(start, b, shift)[1]:.3f}")
    lines.append(f"runs: {RUNS}")
    for name, baseline, shift in (("baseline", True, 0.0), ("no-baseline", False, 0.0),
                                  ("shifted-baseline", True, SHIFT),
                                  ("shifted-no-baseline", False, SHIFT)):
        lines.append(f"runs-on-best-arm-{name}: {runs_on_best_arm(baseline, shift)}")
    return lines


def main():
    """Train and print the report."""
    print("\n".join(report(train())))


if __name__ == "__main__":
    main()
