#!/usr/bin/env python3
"""compare.py SUITES DUIZHAO: runs every conformance suite in the folder SUITES
through `duizhao render` and compares the failing examples with known.txt. A new
miss fails, and so does a listed one that passes.

known.txt has lines `suite example reason`; # starts a comment.
"""
import json
import os
import subprocess
import sys

suites, duizhao = sys.argv[1:3]
sys.path.insert(0, suites)
from normalize import normalize  # noqa: E402  (the suites' own comparison)

here = os.path.dirname(os.path.abspath(__file__))


def known():
    out = {}
    with open(os.path.join(here, "known.txt"), encoding="utf-8") as f:
        for line in f:
            line = line.split(" #")[0].strip()
            if line and not line.startswith("#"):
                suite, example, reason = line.split(None, 2)
                out[suite, example] = reason
    return out


def misses(name):
    with open(os.path.join(suites, name + ".json"), encoding="utf-8") as f:
        cases = json.load(f)
    cmd = [duizhao, "render", "--conformance"]
    if name != "commonmark-0.31.2":
        cmd.append("--gfm")
    stdin = "\0".join(c["markdown"] for c in cases).encode()
    out = subprocess.run(cmd, input=stdin, capture_output=True, check=True)
    got = out.stdout.decode("utf-8", "replace").split("\0")
    if len(got) != len(cases):
        sys.exit(f"{name}: {len(cases)} documents gave {len(got)} results")
    bad = [str(c["example"]) for c, g in zip(cases, got) if normalize(g) != normalize(c["html"])]
    print(f"{name}: {len(cases) - len(bad)}/{len(cases)}")
    return {(name, e) for e in bad}


names = sorted(n[:-5] for n in os.listdir(suites) if n.endswith(".json"))
if not names:
    sys.exit(f"no suites in {suites}")
expected, found = known(), set()
for n in names:
    found |= misses(n)
for suite, example in sorted(found - expected.keys()):
    print(f"NEW MISS: {suite} {example}")
for suite, example in sorted(expected.keys() - found):
    print(f"NOW PASSES, take it off the list: {suite} {example}")
sys.exit(1 if found ^ expected.keys() else 0)
