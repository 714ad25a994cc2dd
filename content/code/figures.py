"""The data of the guide's figures that are computed: one table each, as CSV.

    python3 figures.py NAME > ../data/NAME.csv

with NAME one of TABLES below. test_figures.py holds the files to what this
prints, so that no figure shows a number that nothing here computes.
"""

import math
import sys

import decisions
import gan1d


# region path
def l1_path():
    """V and C of lab L1 on the way, every 25 steps, with the generator's spread."""
    steps = range(0, gan1d.STEPS + 1, 25)
    yield "step", "V", "C", "sd"
    for step, (g, c) in sorted(gan1d.train(checkpoints=steps).items()):
        yield step, f"{gan1d.exact_value(c, g):.4f}", f"{gan1d.criterion(g):.4f}", f"{abs(g[1]):.3f}"
# endregion


# region optimal
def optimal_d():
    """The optimal discriminator between N(4, 1.25^2) and two generators' densities."""
    yield "x", "equal", "start"
    for x in grid(-2, 8, 0.25):
        equal = gan1d.best_logit((2.0, gan1d.DATA_SD))
        start = gan1d.best_logit((0.0, 1.0))
        yield (f"{x:g}", *(f"{gan1d.sigmoid(gan1d.logit(c, x)):.4f}" for c in (equal, start)))
# endregion


# region distance
def js_distance():
    """The JS divergence of N(0, 1) and N(d, 1), with the bound log 2 beside it."""
    yield "distance", "js"
    for d in grid(0, 8, 0.25):
        yield f"{d:g}", f"{js(d):.4f}"


def js(d, cells=4000):
    """JS(N(0, 1) || N(d, 1)) in nats, by the midpoint rule."""
    low, high = -10.0, d + 10.0
    width = (high - low) / cells
    total = 0.0
    for i in range(cells):
        x = low + (i + 0.5) * width
        p, q = gan1d.density(x, 0, 1), gan1d.density(x, d, 1)
        m = (p + q) / 2
        for part in (p, q):
            if part > 0:
                total += part * math.log(part / m) * width / 2
    return abs(total)               # 0 and not -0 for two equal distributions
# endregion


# region speed
def speed_up():
    """How much faster a whole job goes, if a share f of it goes s times as fast."""
    yield "s", "f30", "f60", "f90"
    for s in grid(1, 10, 0.25):
        yield (f"{s:g}", *(f"{decisions.speed_up(f, s):.3f}" for f in (0.3, 0.6, 0.9)))
# endregion


# region decay
def skill_decay():
    """What is left of a skill's yearly value after t years, by half-life."""
    yield "year", "h3", "h10"
    for t in grid(0, 20, 0.5):
        yield (f"{t:g}", *(f"{2 ** (-t / h):.4f}" for h in decisions.HALF_LIVES))
# endregion


def grid(low, high, step):
    """The numbers from low to high, both included."""
    return [low + i * step for i in range(round((high - low) / step) + 1)]


TABLES = {"l1-path": l1_path, "optimal-d": optimal_d, "js-distance": js_distance,
          "speed-up": speed_up, "skill-decay": skill_decay}


def main(arguments):
    """Print the table that is named; 1 if there is none of that name."""
    if len(arguments) != 1 or arguments[0] not in TABLES:
        print("figures.py: name one of " + ", ".join(TABLES), file=sys.stderr)
        return 1
    print(table(arguments[0]), end="")
    return 0


def table(name):
    """The table as CSV."""
    return "".join(",".join(map(str, row)) + "\n" for row in TABLES[name]())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
