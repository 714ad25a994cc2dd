"""Lab L11: four formulas for decisions about work, with their sensitivity.

The scenarios are read from a CSV file: a weight each, and for every option what
it would bring in that scenario (today's income is 100). The weights are the
reader's and are printed with the result: no single forecast hides in it. The
other formulas take the numbers at the top of this file. All numbers here are a
worked example, invented for the guide.

    python3 decisions.py                   the worked example
    python3 decisions.py my-scenarios.csv
"""

import math
import sys

import labdata

EXAMPLE = "l11-scenarios.csv"
AVERSIONS = (0.0, 1.0, 2.0, 5.0)            # CRRA: 0 minds no risk, 5 minds it much
MIDDLE = 2.0                                # the aversion for the table of weights
HIGHEST = 10_000.0                          # income, today's is 100; beyond, digits get lost
TILT = 0.2                                  # added to one scenario's weight in that table

LEARNING = {"q": 0.3, "G": 60.0, "K": 20.0, "c": 5.0, "delta": 0.95}
SWING = 0.2                                 # each number less and more by this share
INTEREST, HALF_LIVES, HOURS = 0.05, (3.0, 10.0), 100.0
SHARE, FACTOR = 0.3, 2.0                    # f of the job, s times as fast
GENERATE, VERIFY, LOSS, BY_HAND = 3.0, 12.0, 0.0, 30.0  # minutes


# region utility
def utility(income, aversion):
    """CRRA: (x^(1 - g) - 1) / (1 - g), and log x where g is 1; x is income / 100."""
    x = income / 100
    if aversion == 1:
        return math.log(x)
    return (x ** (1 - aversion) - 1) / (1 - aversion)


def certainty_equivalent(option, weights, aversion):
    """The sure income with the same expected utility as the option."""
    expected = sum(w * utility(income, aversion) for w, income in zip(weights, option))
    if aversion == 1:
        return 100 * math.exp(expected)
    return 100 * (1 + (1 - aversion) * expected) ** (1 / (1 - aversion))


def best(options, weights, aversion):
    """The name of the option with the greatest expected utility; the first of equals."""
    return max(options, key=lambda name: certainty_equivalent(options[name], weights, aversion))


def tilted(weights, i, by=TILT):
    """Weight i greater by so much (at most 1), the others smaller in proportion."""
    raised = min(weights[i] + by, 1.0)
    rest = 1 - weights[i]
    return [raised if j == i else (w * (1 - raised) / rest if rest else 0.0)
            for j, w in enumerate(weights)]
# endregion


# region option
def learning_option(q, G, K, c, delta):
    """delta q max(0, G - K) - c: pay c to find out, then go on only if it is worth K."""
    return delta * q * max(0.0, G - K) - c


def committing_now(q, G, K, delta):
    """delta q G - K: pay the whole price at once, whatever turns out."""
    return delta * q * G - K


def break_even(G, K, c, delta):
    """The chance q from which learning pays; infinite where it never does."""
    return c / (delta * (G - K)) if G > K else math.inf


def sensitivity(numbers, swing=SWING):
    """{name: (value with the number less, value with it more)}, one number at a time."""
    found = {}
    for name, value in numbers.items():
        low, high = value * (1 - swing), value * (1 + swing)
        if name in ("q", "delta"):          # a chance and a discount stay within 1
            high = min(high, 1.0)
        found[name] = tuple(learning_option(**{**numbers, name: v}) for v in (low, high))
    return found
# endregion


# region decay
def skill_value(interest, half_life):
    """Present value of a skill that brings 1 a year now and decays as 2^(-t / h)."""
    return 1 / (interest + math.log(2) / half_life)


def skill_stock(hours, half_life):
    """The hours that so many a year keep alive, against the decay."""
    return hours / (math.log(2) / half_life)
# endregion


# region speed
def speed_up(share, factor):
    """1 / ((1 - f) + f / s): the whole job, if this share of it goes s times as fast."""
    return 1 / ((1 - share) + share / factor)


def accept_above(generate, verify, loss, by_hand):
    """The accept rate p above which AI saves time: generate + verify + loss < p by_hand."""
    return (generate + verify + loss) / by_hand
# endregion


# region input
def read_scenarios(path):
    """(scenario names, weights, {option: income in each scenario}) of a CSV file."""
    rows = labdata.read_table(path, ("scenario", "weight"), optional=None)
    names = [" ".join(row["scenario"].split()) for _, row in rows]
    weights = [labdata.number(place, row, "weight", 0, 1) for place, row in rows]
    if abs(sum(weights) - 1) > 1e-6:
        raise labdata.BadData(f"{labdata.shown(path)}: the weights add up to "
                              f"{sum(weights):g}, not 1")
    options = {column: [labdata.number(place, row, column, 1, HIGHEST) for place, row in rows]
               for column in rows[0][1] if column not in ("scenario", "weight")}
    if not options:
        raise labdata.BadData(f"{rows[0][0]}: no option; each column beside scenario and weight "
                              "is one, with what it brings in each scenario")
    return names, weights, options
# endregion


def scenario_report(names, weights, options):
    """The weights, what each option is worth as a sure income, and when the best one changes."""
    slugs = [name.replace(" ", "-") for name in names]
    lines = [f"weight-{slug}: {w:.2f}" for slug, w in zip(slugs, weights)]
    for aversion in AVERSIONS:
        for name, incomes in options.items():
            value = certainty_equivalent(incomes, weights, aversion)
            lines.append(f"sure-income-{name}-{aversion:g}: {value:.1f}")
        lines.append(f"best-{aversion:g}: {best(options, weights, aversion)}")
    for i, slug in enumerate(slugs):
        choice = best(options, tilted(weights, i), MIDDLE)
        lines.append(f"best-if-likelier-{slug}: {choice}")
    return lines


def formula_report():
    """The other formulas at the numbers above; the option with its sensitivity."""
    q, G, K, c, delta = (LEARNING[name] for name in ("q", "G", "K", "c", "delta"))
    lines = [f"learning-option: {learning_option(**LEARNING):.1f}",
             f"committing-now: {committing_now(q, G, K, delta):.1f}",
             f"break-even-q: {break_even(G, K, c, delta):.3f}"]
    for name, (low, high) in sensitivity(LEARNING).items():
        lines += [f"learning-option-{name}-less: {low:.1f}",
                  f"learning-option-{name}-more: {high:.1f}"]
    for h in HALF_LIVES:
        lines += [f"skill-value-{h:g}: {skill_value(INTEREST, h):.1f}",
                  f"skill-stock-{h:g}: {skill_stock(HOURS, h):.0f}"]
    return lines + [f"speed-up: {speed_up(SHARE, FACTOR):.2f}",
                    f"accept-above: {accept_above(GENERATE, VERIFY, LOSS, BY_HAND):.2f}"]


def main(arguments):
    """Print the report; 1 if the file cannot be used, 2 if the call is wrong."""
    if len(arguments) > 1:
        print("usage: python3 decisions.py [SCENARIOS.csv]", file=sys.stderr)
        return 2
    try:
        table = read_scenarios(arguments[0] if arguments else labdata.find(EXAMPLE))
    except labdata.BadData as bad:
        print(bad, file=sys.stderr)
        return 1
    print("\n".join(scenario_report(*table) + formula_report()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
