#!/bin/sh
# labs.sh runs the tests of the guide's programs, then every program that a page
# of the guide or of the manual marks with run: CI fails when page and output
# differ.
set -eu
cd "$(dirname "$0")/.."
(cd content/code && PYTHONDONTWRITEBYTECODE=1 python3 -m unittest)
bin/duizhao check --run --strict
bin/duizhao check --run --strict --root docs
