"""The weights of some cats: python3 cats.py, beside cats.csv."""

import csv
import statistics


def read(name="cats.csv"):
    """The weights in a file, in kilograms."""
    with open(name, encoding="utf-8") as file:
        return [float(row["kg"]) for row in csv.DictReader(file)]


# region report
def report(weights):
    """The lines that a page may quote, name: value."""
    return [
        f"cats: {len(weights)}",
        f"mean: {statistics.mean(weights):.2f}",
        f"standard deviation: {statistics.stdev(weights):.2f}",
    ]


if __name__ == "__main__":
    print("\n".join(report(read())))
# endregion
