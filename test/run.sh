#!/bin/sh
# run.sh runs every test there is; none is skipped, a missing tool is a failure.
set -eu
cd "$(dirname "$0")/.."
export CGO_ENABLED=0
flags="-tags nodynamic -buildvcs=false -trimpath"

step() { printf '\n== %s\n' "$1"; }

step "tools"
test/tools.sh

step "format, vet, staticcheck, types"
unformatted=$(gofmt -l embed.go generator)
[ -z "$unformatted" ] || { echo "not gofmt'ed: $unformatted" >&2; exit 1; }
# shellcheck disable=SC2086 # a list of flags
go vet $flags ./...
go tool staticcheck -tags nodynamic ./...
for os in darwin windows; do # the files only other systems compile
	GOOS=$os go vet $flags ./generator/output ./generator/serve ./generator/lab
done
test/node_modules/.bin/tsc --project assets/tsconfig.json

step "formulas, compared with KaTeX under Node.js"
# shellcheck disable=SC2086
go test $flags ./generator/math

step "Go tests with the race detector"
make --silent test-go

step "labs"
make --silent labs

step "short fuzzing"
test/fuzz.sh 5000x

step "check of the guide and the manual"
make --silent check

step "validity of the HTML"
make --silent test-html

step "browser suite"
make --silent test-browser

printf '\nall tests passed\n'
