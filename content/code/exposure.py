"""Lab L9: a task-exposure calculator for one person's week.

Reads a CSV file with a task a line: its hours a week and its label, E0 (a
language model does not halve the time), E1 (it does by itself) or E2 (it does
together with software built on it). A label is a judgement, so there are two:
low is the strictest reading of the rubric, high the most generous. The result
is a range of exposure. It says how much of the week could go faster, not that
the job goes.

    python3 exposure.py                 the worked example, invented for the guide
    python3 exposure.py my-tasks.csv
"""

import sys

import labdata

EXAMPLE = "l9-tasks.csv"
COLUMNS = ("task", "hours", "low", "high")
OPTIONAL = ("source",)                      # where the hours come from: timed, guessed, invented
WEEK = 168                                  # hours


# region exposure
# What an hour with a label counts in each measure. The order of the labels is
# that of the numbers: a more generous label lowers none of the three.
COUNTS = {
    "alpha": {"E0": 0.0, "E2": 0.0, "E1": 1.0},
    "beta": {"E0": 0.0, "E2": 0.5, "E1": 1.0},
    "gamma": {"E0": 0.0, "E2": 1.0, "E1": 1.0},
}
LABELS = ("E0", "E2", "E1")


def exposure(tasks, measure, reading):
    """The sum of w_i [..] with w_i = hours_i / all hours, under the low or the high labels."""
    total = sum(task["hours"] for task in tasks)
    counts = COUNTS[measure]
    return sum(task["hours"] / total * counts[task[reading]] for task in tasks)

# endregion


# region input
def read_tasks(path):
    """The tasks of a CSV file; BadData names the line that is wrong."""
    tasks = []
    for place, row in labdata.read_table(path, COLUMNS, OPTIONAL):
        name = " ".join(row["task"].split())
        if not name:
            raise labdata.BadData(f"{place}: the task has no name")
        task = {"task": name, "source": "-".join(row.get("source", "").split()),
                "hours": labdata.number(place, row, "hours", 0, WEEK)}
        for reading in ("low", "high"):
            task[reading] = row[reading].upper()
            if task[reading] not in LABELS:
                raise labdata.BadData(f'{place}: {reading}: "{row[reading]}" is no label; '
                                      "wanted E0, E1 or E2")
        if LABELS.index(task["low"]) > LABELS.index(task["high"]):
            raise labdata.BadData(f"{place}: low {task['low']} counts for more than high "
                                  f"{task['high']}; the order is E0, E2, E1")
        tasks.append(task)
    if not sum(task["hours"] for task in tasks) > 0:
        raise labdata.BadData(f"{labdata.shown(path)}: the hours add up to 0")
    return tasks
# endregion


def report(tasks):
    """Hours by label and source, the three measures, and the tasks that decide the range."""
    lines = [f"tasks: {len(tasks)}", f"hours: {sum(task['hours'] for task in tasks):g}"]
    for source in sorted({task["source"] for task in tasks} - {""}):
        hours = sum(task["hours"] for task in tasks if task["source"] == source)
        lines.append(f"hours-{source}: {hours:g}")
    for reading in ("low", "high"):
        for label in sorted(LABELS):
            hours = sum(task["hours"] for task in tasks if task[reading] == label)
            lines.append(f"hours-{label}-{reading}: {hours:g}")
    for measure in COUNTS:
        for reading in ("low", "high"):
            lines.append(f"{measure}-{reading}: {exposure(tasks, measure, reading):.3f}")
    unsure = [task["task"] for task in tasks if task["low"] != task["high"]]
    return lines + [f"unsure: {'; '.join(unsure) or 'none'}"]


def main(arguments):
    """Print the report of a file; 1 if it cannot be used, 2 if the call is wrong."""
    if len(arguments) > 1:
        print("usage: python3 exposure.py [TASKS.csv]", file=sys.stderr)
        return 2
    try:
        tasks = read_tasks(arguments[0] if arguments else labdata.find(EXAMPLE))
    except labdata.BadData as bad:
        print(bad, file=sys.stderr)
        return 1
    print("\n".join(report(tasks)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
