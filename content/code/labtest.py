"""What the tests of the labs share: running a program, reading what it prints."""

import functools
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
LINE = re.compile(r"([A-Za-z0-9._-]+): (\S.*)")     # a name that {{result.…}} can stand for


def run(name, *arguments):
    """The finished process of a lab, started as a reader would."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1",
                   "PYTHONHASHSEED": "1"}
    return subprocess.run([sys.executable, str(HERE / f"{name}.py"), *arguments], env=environment,
                          capture_output=True, encoding="utf-8", timeout=120)


@functools.lru_cache(maxsize=None)
def measured(name):
    """What a lab prints and its processor seconds; each lab runs once for all tests."""
    before = os.times()
    done = run(name)
    after = os.times()
    if done.returncode or done.stderr:
        raise AssertionError(f"{name}.py: exit code {done.returncode}: {done.stderr}")
    return done.stdout, (after.children_user - before.children_user
                         + after.children_system - before.children_system)


def printed(name):
    """What a lab prints."""
    return measured(name)[0]


def values(name):
    """The printed lines as {name: value}."""
    return dict(line.split(": ", 1) for line in printed(name).splitlines())


def value(name, key):
    """One printed number."""
    return float(values(name)[key])


def row(name, key):
    """Printed numbers that stand side by side."""
    return [float(number) for number in values(name)[key].split()]


def reading(name, content):
    """Exit code, output and message of a lab for a file with this content (bytes)."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "own.csv"
        path.write_bytes(content)
        done = run(name, str(path))
        return done.returncode, done.stdout, done.stderr.strip().replace(folder + os.sep, "")


def slope(f, point, i, h=1e-5):
    """The derivative of f at point along its component i, by a central difference."""
    up, down = list(point), list(point)
    up[i] += h
    down[i] -= h
    return (f(tuple(up)) - f(tuple(down))) / (2 * h)
