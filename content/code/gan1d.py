"""Lab L1: the smallest GAN, in one dimension, with the gradients by hand.

The data are numbers drawn from N(4, 1.25^2). The generator stretches and
shifts standard normal noise; the discriminator's logit is a quadratic in x,
so it can equal the optimal discriminator exactly. The formulas are derived in
chapter 4 of the guide. Python's standard library is all that is needed:

    python3 gan1d.py
"""

import math
import random

DATA_MEAN, DATA_SD = 4.0, 1.25

SEED = 1
STEPS = 1500        # rounds: a few steps of the discriminator, one of the generator
D_STEPS = 3         # steps of the discriminator in a round
BATCH = 64          # numbers drawn for each step
D_RATE, G_RATE = 0.1, 0.02
CHECKPOINTS = (200, 500, STEPS)


# region model
# A generator is a pair g = (a, b); a discriminator is a triple c = (c0, c1, c2).

def generate(g, z):
    """The sample that the generator makes of the noise z."""
    a, b = g
    return a + b * z


def logit(c, x):
    """s(x) = c0 + c1 x + c2 x^2; the discriminator is D(x) = sigmoid(s(x))."""
    c0, c1, c2 = c
    return c0 + c1 * x + c2 * x * x


def sigmoid(s):
    """1 / (1 + e^-s), without overflow for any s."""
    if s >= 0:
        return 1 / (1 + math.exp(-s))
    return math.exp(s) / (1 + math.exp(s))


def log_sigmoid(s):
    """log sigmoid(s), exact also where sigmoid(s) rounds to 0 or 1."""
    return min(s, 0) - math.log1p(math.exp(-abs(s)))
# endregion


# region gradients
# With D = sigmoid(s):   d/ds log D = 1 - D    and    d/ds log(1 - D) = -D.

def value(c, real, fake):
    """V(D, G) estimated on two samples: mean log D(x) + mean log(1 - D(y))."""
    return (sum(log_sigmoid(logit(c, x)) for x in real) / len(real)
            + sum(log_sigmoid(-logit(c, y)) for y in fake) / len(fake))


def value_gradient(c, real, fake):
    """Gradient of value in (c0, c1, c2).

    The logit's gradient is (1, x, x^2), so component k is
    mean (1 - D(x)) x^k  -  mean D(y) y^k.
    """
    v0 = v1 = v2 = 0.0
    for x in real:
        weight = (1 - sigmoid(logit(c, x))) / len(real)
        v0, v1, v2 = v0 + weight, v1 + weight * x, v2 + weight * x * x
    for y in fake:
        weight = sigmoid(logit(c, y)) / len(fake)
        v0, v1, v2 = v0 - weight, v1 - weight * y, v2 - weight * y * y
    return v0, v1, v2


def generator_loss(c, g, noise):
    """The non-saturating loss: mean of -log D(y), where y = a + b z."""
    return -sum(log_sigmoid(logit(c, generate(g, z))) for z in noise) / len(noise)


def generator_gradient(c, g, noise):
    """Gradient of generator_loss in (a, b), by the chain rule.

    -(1 - D(y)) for -log D, then s'(y) = c1 + 2 c2 y, then dy/da = 1, dy/db = z.
    """
    _, c1, c2 = c
    da = db = 0.0
    for z in noise:
        y = generate(g, z)
        slope = -(1 - sigmoid(logit(c, y))) * (c1 + 2 * c2 * y) / len(noise)
        da, db = da + slope, db + slope * z
    return da, db
# endregion


# region optimiser
class Adam:
    """Adam's rule: every parameter moves by about the rate, however large its gradient.

    The components of D's gradient go with 1, x and x^2, and x is about 4: one
    common rate for the plain gradient would fit at most one of them.
    """

    def __init__(self, size, keep=0.5, keep_squares=0.999):
        self.keep, self.keep_squares = keep, keep_squares
        self.mean, self.squares, self.count = [0.0] * size, [0.0] * size, 0

    def move(self, parameters, gradient, rate):
        """The parameters after one step: uphill if rate > 0, downhill if rate < 0."""
        self.count += 1
        moved = []
        for i, (p, d) in enumerate(zip(parameters, gradient)):
            self.mean[i] += (1 - self.keep) * (d - self.mean[i])
            self.squares[i] += (1 - self.keep_squares) * (d * d - self.squares[i])
            # Both averages began at 0; the divisions take that bias out.
            mean = self.mean[i] / (1 - self.keep ** self.count)
            squares = self.squares[i] / (1 - self.keep_squares ** self.count)
            moved.append(p + rate * mean / (math.sqrt(squares) + 1e-8))
        return tuple(moved)
# endregion


# region training
def train(seed=SEED, steps=STEPS, checkpoints=CHECKPOINTS):
    """Play the game; return {step: (g, c)} for step 0 and the checkpoints."""
    rng = random.Random(seed)
    g, c = (0.0, 1.0), (0.0, 0.0, 0.0)      # p_g = N(0, 1) and D = 1/2 everywhere
    g_rule, d_rule = Adam(2), Adam(3)
    history = {0: (g, c)}
    for step in range(1, steps + 1):
        fade = 1 - (step - 1) / steps       # the rates fall to 0: the noise settles
        for _ in range(D_STEPS):
            real = [rng.gauss(DATA_MEAN, DATA_SD) for _ in range(BATCH)]
            fake = [generate(g, rng.gauss(0, 1)) for _ in range(BATCH)]
            c = d_rule.move(c, value_gradient(c, real, fake), +D_RATE * fade)
        noise = [rng.gauss(0, 1) for _ in range(BATCH)]
        g = g_rule.move(g, generator_gradient(c, g, noise), -G_RATE * fade)
        if step in checkpoints:
            history[step] = (g, c)
    return history
# endregion


# region evaluation
def density(x, mean, sd):
    """The density of N(mean, sd^2) at x."""
    return math.exp(-((x - mean) / sd) ** 2 / 2) / (sd * math.sqrt(2 * math.pi))


def best_logit(g):
    """The c of the optimal discriminator: s*(x) = log p_d(x) - log p_g(x)."""
    m, v = g[0], g[1] ** 2                  # mean and variance of p_g
    md, vd = DATA_MEAN, DATA_SD ** 2        # and of p_d
    return (math.log(v / vd) / 2 + m * m / (2 * v) - md * md / (2 * vd),
            md / vd - m / v,
            1 / (2 * v) - 1 / (2 * vd))


def exact_value(c, g, low=-16.0, high=24.0, cells=2000):
    """V(D, G) as an integral (midpoint rule), free of sampling noise."""
    width = (high - low) / cells
    total = 0.0
    for i in range(cells):
        x = low + (i + 0.5) * width
        s = logit(c, x)
        total += density(x, DATA_MEAN, DATA_SD) * log_sigmoid(s) * width
        total += density(x, g[0], abs(g[1])) * log_sigmoid(-s) * width
    return total


def criterion(g):
    """C(G): the value of V when the discriminator is the optimal one."""
    return exact_value(best_logit(g), g)
# endregion


# region report
def report(history):
    """The lines that the guide quotes, "name: value": the way there, then the result."""
    lines = []
    for step, (g, c) in sorted(history.items()):
        when = "" if step == max(history) else f"-{step}"
        lines += [f"mean{when}: {g[0]:.3f}",
                  f"sd{when}: {abs(g[1]):.3f}",
                  f"V{when}: {exact_value(c, g):.4f}",
                  f"C{when}: {criterion(g):.4f}"]
    _, c = history[max(history)]
    lines.append(f"minus-log-4: {-math.log(4):.4f}")
    lines += [f"D-{x}: {sigmoid(logit(c, x)):.3f}" for x in (2, 4, 6)]
    return lines
# endregion


if __name__ == "__main__":
    print("\n".join(report(train())))
