"""Lab L3: mode collapse counted, on a ring of eight Gaussians in the plane.

Generator and discriminator are networks with one hidden layer; the gradients
are written out. The same game is played twice from the same seed. Once the
discriminator learns slowly, and the generator chases the one place that it
likes best: the samples shrink to a clump that wanders, on a mode or off the
ring. Then the discriminator learns fast enough to notice, and the generator
has to spread. With the seeds 1 to 6 the first game ends with 0 or 1 modes, the
second with 6 to 8: the remedy helps, and still does not promise all eight.

    python3 gan_ring.py
"""

import math
import random

from gan1d import Adam, sigmoid

MODES = tuple((2 * math.cos(k * math.pi / 4), 2 * math.sin(k * math.pi / 4)) for k in range(8))
MODE_SD = 0.15

SEED = 1
STEPS = 500
BATCH = 32
G_UNITS, D_UNITS = 12, 24                   # tanh units in the hidden layers
G_RATE = 0.03
SLOW, FAST = 0.002, 0.03                    # the discriminator's rate: all that differs
CHECKPOINTS = (125, 250, 375, STEPS)

SAMPLES = 800
NEEDED = 20                                 # samples that cover a mode; a fair share is 100


# region network
# A network is a flat tuple: for each hidden unit its input weights a, b, its
# bias c and its output weights; behind the units the biases of the outputs.

def units(net, outputs):
    """The hidden units of a network with so many outputs, one slice each."""
    size = 3 + outputs
    return [net[i:i + size] for i in range(0, len(net) - outputs, size)]


def hidden(net, outputs, points):
    """tanh(a x + b y + c): a list for each unit, a number in it for each point."""
    return [[math.tanh(u[0] * x + u[1] * y + u[2]) for x, y in points]
            for u in units(net, outputs)]


def forward(net, outputs, layer):
    """The outputs at each point, one list for each output."""
    columns = []
    for k in range(outputs):
        column = [net[len(net) - outputs + k]] * len(layer[0])
        for u, h in zip(units(net, outputs), layer):
            w = u[3 + k]
            column = [s + w * t for s, t in zip(column, h)]
        columns.append(column)
    return columns


def into_hidden(net, outputs, layer, slopes):
    """The slopes in front of tanh, by the chain rule; tanh' = 1 - tanh^2."""
    rows = []
    for u, h in zip(units(net, outputs), layer):
        row = [0.0] * len(h)
        for k in range(outputs):
            w = u[3 + k]
            row = [r + w * s for r, s in zip(row, slopes[k])]
        rows.append([r * (1 - t * t) for r, t in zip(row, h)])
    return rows


def gradient(net, outputs, points, layer, slopes):
    """Gradient in all parameters; slopes[k][i] is the loss's slope in output k at point i."""
    xs, ys = zip(*points)
    parts = []
    for h, row in zip(layer, into_hidden(net, outputs, layer, slopes)):
        parts += [sum(r * x for r, x in zip(row, xs)), sum(r * y for r, y in zip(row, ys)),
                  sum(row)]
        parts += [sum(s * t for s, t in zip(slopes[k], h)) for k in range(outputs)]
    return parts + [sum(slopes[k]) for k in range(outputs)]


def point_gradient(net, outputs, layer, slopes):
    """Gradient in the points themselves: what a generator learns of a discriminator."""
    gx, gy = [0.0] * len(layer[0]), [0.0] * len(layer[0])
    for u, row in zip(units(net, outputs), into_hidden(net, outputs, layer, slopes)):
        gx = [g + u[0] * r for g, r in zip(gx, row)]
        gy = [g + u[1] * r for g, r in zip(gy, row)]
    return [gx, gy]
# endregion


# region game
def generate(g, noise):
    """The hidden layer and the points that the generator makes of noise."""
    layer = hidden(g, 2, noise)
    return layer, list(zip(*forward(g, 2, layer)))


def discriminator_gradient(d, real, fake):
    """Gradient of V: the slope of log D is 1 - D, that of log(1 - D) is -D."""
    points = real + fake
    layer = hidden(d, 1, points)
    logits = forward(d, 1, layer)[0]
    slopes = ([(1 - sigmoid(s)) / len(real) for s in logits[:len(real)]]
              + [-sigmoid(s) / len(fake) for s in logits[len(real):]])
    return gradient(d, 1, points, layer, [slopes])


def generator_gradient(g, d, noise):
    """Gradient of the non-saturating loss, the mean of -log D(G(z))."""
    layer, points = generate(g, noise)
    seen = hidden(d, 1, points)
    slopes = [-(1 - sigmoid(s)) / len(noise) for s in forward(d, 1, seen)[0]]
    return gradient(g, 2, noise, layer, point_gradient(d, 1, seen, [slopes]))
# endregion


# region count
def covered(points):
    """Samples within three standard deviations of each mode."""
    counts = [0] * len(MODES)
    for x, y in points:
        for k, (mx, my) in enumerate(MODES):
            if (x - mx) ** 2 + (y - my) ** 2 < (3 * MODE_SD) ** 2:
                counts[k] += 1
    return counts


def modes(points):
    """How many modes hold enough of the samples."""
    return sum(count >= NEEDED for count in covered(points))


def centre(points):
    """The mean of the samples; that of the data is the middle of the ring."""
    return tuple(sum(values) / len(points) for values in zip(*points))


def spread(points):
    """Root of the mean squared distance from the centre; that of the ring is about 2."""
    cx, cy = centre(points)
    return math.sqrt(sum((x - cx) ** 2 + (y - cy) ** 2 for x, y in points) / len(points))
# endregion


# region training
def plane(rng, count):
    """Points of the standard normal distribution in the plane."""
    return [(rng.gauss(0, 1), rng.gauss(0, 1)) for _ in range(count)]


def data(rng, count):
    """Points of the ring."""
    return [(x + rng.gauss(0, MODE_SD), y + rng.gauss(0, MODE_SD))
            for x, y in rng.choices(MODES, k=count)]


def network(rng, count, outputs, inner, outer):
    """Random weights; the biases of the outputs are 0."""
    net = []
    for _ in range(count):
        net += [rng.gauss(0, inner) for _ in range(3)]
        net += [rng.gauss(0, outer) for _ in range(outputs)]
    return tuple(net) + (0.0,) * outputs


def train(d_rate, seed=SEED, steps=STEPS, checkpoints=CHECKPOINTS):
    """Play the game; return {step: generator} for the checkpoints."""
    rng = random.Random(seed)
    g = network(rng, G_UNITS, 2, 1.0, 0.15)
    d = network(rng, D_UNITS, 1, 1.5, 0.3)
    g_rule, d_rule = Adam(len(g)), Adam(len(d))
    history = {}
    for step in range(1, steps + 1):
        fade = 1 - (step - 1) / steps
        real, fake = data(rng, BATCH), generate(g, plane(rng, BATCH))[1]
        d = d_rule.move(d, discriminator_gradient(d, real, fake), +d_rate * fade)
        g = g_rule.move(g, generator_gradient(g, d, plane(rng, BATCH)), -G_RATE * fade)
        if step in checkpoints:
            history[step] = g
    return history
# endregion


def samples(g):
    """What a generator makes of the same noise every time."""
    return generate(g, plane(random.Random(0), SAMPLES))[1]


def describe(name, points):
    """The lines on one set of samples."""
    cx, cy = (round(value, 1) + 0.0 for value in centre(points))     # + 0.0: no "-0.0"
    return [f"modes-{name}: {modes(points)}",
            f"on-a-mode-{name}: {sum(covered(points)) / len(points):.3f}",
            f"spread-{name}: {spread(points):.2f}",
            f"centre-{name}: {cx} {cy}"]


def report(slow, fast):
    """For both games: modes and spread on the way and at the end, then the data themselves."""
    lines = []
    for name, history in (("slow", slow), ("fast", fast)):
        for step, g in sorted(history.items()):
            lines += describe(f"{name}-{step}", samples(g))
        lines.append(f"counts-{name}: " + " ".join(map(str, covered(samples(g)))))
    return lines + describe("data", data(random.Random(0), SAMPLES))


def main():
    """Play both games and print the report."""
    print("\n".join(report(train(SLOW), train(FAST))))


if __name__ == "__main__":
    main()
