#!/bin/sh
# fuzz.sh TIME fuzzes every fuzz target for so long each; a TIME such as 3000x is
# a number of inputs: then no run fails because it ended in the middle of one. Of
# diagrams, whose layout takes a hundred times as long as other inputs, a number is
# divided by ten.
set -eu
cd "$(dirname "$0")/.."
targets=$(grep -rn --include='*_test.go' -oE '^func Fuzz[A-Za-z0-9]+' generator)
[ -n "$targets" ] || { echo "no fuzz targets" >&2; exit 1; }
echo "$targets" | while IFS=: read -r file _ func; do
	name=${func#func }
	printf '%s in %s\n' "$name" "$(dirname "$file")"
	time=$1
	case $name:$time in FuzzDiagram:*[0-9]0x) time=${time%0x}x ;; esac
	go test -tags nodynamic -buildvcs=false -trimpath "./$(dirname "$file")" -run '^$' -fuzz "^$name\$" -fuzztime "$time" -fuzzminimizetime 1s
done
