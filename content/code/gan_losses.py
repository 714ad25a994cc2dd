"""Lab L2: the two losses of the generator, saturating and not.

The model, the data and the optimiser are those of lab L1; only the generator's
loss differs. As long as the discriminator sees through the samples, the slope
of log(1 - D) is nearly 0 and that of -log D is nearly 1 in size. Adam, which
divides by the recent size of the gradient, hides most of that: the gap in
training is one of the early steps.

    python3 gan_losses.py
"""

import random

import gan1d

CHECKPOINTS = (100, 200, 500, 1000, gan1d.STEPS)
NOISE = 10_000                              # samples for the comparison at the start


# region slopes
def saturating_slope(s):
    """d/ds log(1 - sigmoid(s)) = -D: it vanishes where D is near 0."""
    return -gan1d.sigmoid(s)


def non_saturating_slope(s):
    """d/ds (-log sigmoid(s)) = -(1 - D): it is near -1 there."""
    return -gan1d.sigmoid(-s)
# endregion


# region gradient
def saturating_loss(c, g, noise):
    """The mean of log(1 - D(y)): the generator's share of V, which it minimises."""
    return sum(gan1d.log_sigmoid(-gan1d.logit(c, gan1d.generate(g, z))) for z in noise) / len(noise)


def saturating_gradient(c, g, noise):
    """Gradient of saturating_loss in (a, b): as in L1, with the other slope in front."""
    _, c1, c2 = c
    da = db = 0.0
    for z in noise:
        y = gan1d.generate(g, z)
        slope = saturating_slope(gan1d.logit(c, y)) * (c1 + 2 * c2 * y) / len(noise)
        da, db = da + slope, db + slope * z
    return da, db
# endregion


# region training
def train(gradient, seed=gan1d.SEED, steps=gan1d.STEPS, checkpoints=CHECKPOINTS):
    """The game of L1 with this gradient for the generator; {step: (a, b)} for the checkpoints."""
    rng = random.Random(seed)
    g, c = (0.0, 1.0), (0.0, 0.0, 0.0)
    g_rule, d_rule = gan1d.Adam(2), gan1d.Adam(3)
    history = {}
    for step in range(1, steps + 1):
        fade = 1 - (step - 1) / steps
        for _ in range(gan1d.D_STEPS):
            real = [rng.gauss(gan1d.DATA_MEAN, gan1d.DATA_SD) for _ in range(gan1d.BATCH)]
            fake = [gan1d.generate(g, rng.gauss(0, 1)) for _ in range(gan1d.BATCH)]
            c = d_rule.move(c, gan1d.value_gradient(c, real, fake), +gan1d.D_RATE * fade)
        noise = [rng.gauss(0, 1) for _ in range(gan1d.BATCH)]
        g = g_rule.move(g, gradient(c, g, noise), -gan1d.G_RATE * fade)
        if step in checkpoints:
            history[step] = g
    return history
# endregion


# region start
def at_the_start(g=(0.0, 1.0), seed=gan1d.SEED):
    """Before the first step, against the best discriminator: mean D(y) and both gradients."""
    rng = random.Random(seed)
    noise = [rng.gauss(0, 1) for _ in range(NOISE)]
    c = gan1d.best_logit(g)
    believed = sum(gan1d.sigmoid(gan1d.logit(c, gan1d.generate(g, z))) for z in noise) / NOISE
    return believed, saturating_gradient(c, g, noise), gan1d.generator_gradient(c, g, noise)
# endregion


def report(saturating, non_saturating):
    """The gradients at the start, then both ways to the data."""
    believed, weak, strong = at_the_start()
    lines = [f"D-start: {believed:.3f}",
             f"slope-a-saturating: {weak[0]:.3f}",
             f"slope-a-non-saturating: {strong[0]:.3f}",
             f"slope-a-ratio: {strong[0] / weak[0]:.1f}"]
    for name, history in (("saturating", saturating), ("non-saturating", non_saturating)):
        for step in CHECKPOINTS:
            a, b = history[step]
            lines += [f"mean-{name}-{step}: {a:.3f}", f"sd-{name}-{step}: {abs(b):.3f}"]
    return lines


def main():
    """Train with both losses and print the report."""
    print("\n".join(report(train(saturating_gradient), train(gan1d.generator_gradient))))


if __name__ == "__main__":
    main()
