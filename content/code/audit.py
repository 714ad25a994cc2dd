"""Lab L10: a skill audit, put in order.

Reads a CSV file with a skill a line: the hours a week that it serves, and three
numbers from 0 to 4: need, the level that these tasks ask for; level, the one you
give yourself; proof, the highest level that somebody else could see for themselves.
A level counts as far as it is proved. The gap, in hours times levels, has two
parts: what is to be learned, and what is there but cannot be shown.

    python3 audit.py                    the worked example, invented for the guide
    python3 audit.py my-skills.csv
"""

import sys

import labdata

EXAMPLE = "skill-audit.csv"
COLUMNS = ("skill", "hours", "need", "level", "proof")     # others are not read
WEEK = 168                                  # hours
HIGHEST = 4


# region audit
def gaps(skill):
    """Hours times levels: all that is missing, to learn, and to show."""
    counted = min(skill["level"], skill["proof"])
    gap = skill["hours"] * max(0, skill["need"] - counted)
    learn = skill["hours"] * max(0, skill["need"] - skill["level"])
    return gap, learn, gap - learn


def ranked(skills):
    """The skills with the largest gap first; equal ones in the order of their names."""
    return sorted(skills, key=lambda skill: (-gaps(skill)[0], skill["skill"]))

# endregion


def read_skills(path):
    """The skills of a CSV file; BadData names the line that is wrong."""
    skills = []
    for place, row in labdata.read_table(path, COLUMNS, None):
        name = " ".join(row["skill"].split())
        if not name:
            raise labdata.BadData(f"{place}: the skill has no name")
        skill = {"skill": name, "hours": labdata.number(place, row, "hours", 0, WEEK)}
        for column in ("need", "level", "proof"):
            skill[column] = labdata.number(place, row, column, 0, HIGHEST)
        skills.append(skill)
    return skills


def report(skills):
    """The sums of the gaps, and the skills in order with theirs."""
    lines = [f"skills: {len(skills)}"]
    for place, name in enumerate(("gap", "learn", "show")):
        lines.append(f"{name}: {sum(gaps(skill)[place] for skill in skills):g}")
    for rank, skill in enumerate(ranked(skills), 1):
        gap, learn, show = gaps(skill)
        lines.append(f"rank-{rank}: {skill['skill']}")
        lines.append(f"rank-{rank}-gap: {gap:g} (learn {learn:g}, show {show:g})")
    return lines


def main(arguments):
    """Print the report of a file; 1 if it cannot be used, 2 if the call is wrong."""
    if len(arguments) > 1:
        print("usage: python3 audit.py [SKILLS.csv]", file=sys.stderr)
        return 2
    try:
        skills = read_skills(arguments[0] if arguments else labdata.find(EXAMPLE))
    except labdata.BadData as bad:
        print(bad, file=sys.stderr)
        return 1
    print("\n".join(report(skills)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
