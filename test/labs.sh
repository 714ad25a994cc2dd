#!/bin/sh
# labs.sh runs the tests of the guide's programs.
set -eu
cd "$(dirname "$0")/../content/code"
PYTHONDONTWRITEBYTECODE=1 python3 -m unittest
