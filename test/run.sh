#!/bin/sh
# run.sh runs every test there is; none is skipped, a missing tool is a failure.
set -eu
cd "$(dirname "$0")/.."
export CGO_ENABLED=0
unset GITHUB_REPOSITORY # sites of the tests are for the root of a host
# One set of flags for all that compiles, so that each package is compiled once.
export GOFLAGS="-tags=nodynamic -buildvcs=false -trimpath"

step() { printf '\n== %s\n' "$1"; }

command -v go >/dev/null 2>&1 || exec test/tools.sh # it says what is missing

# The tools are fetched while the compiler works.
step "tools, format, vet, staticcheck, actionlint"
test/tools.sh &
tools=$!
unformatted=$(gofmt -l embed.go generator)
[ -z "$unformatted" ] || { echo "not gofmt'ed: $unformatted" >&2; exit 1; }
go vet ./...
go tool staticcheck ./...
# The files that only other systems compile.
go run ./test/systems darwin,windows ./generator/output ./generator/serve ./generator/lab
go tool actionlint .github/workflows/*.yml generator/deploy/testdata/*.yml
wait $tools

step "types"
test/node_modules/.bin/tsc --project assets/tsconfig.json

step "formulas, compared with KaTeX under Node.js"
go test ./generator/math

step "Go tests with the race detector"
make --silent test-go

step "labs"
make --silent labs

step "short fuzzing"
test/fuzz.sh 3000x

step "check of the guide and the manual"
make --silent check

step "validity of the HTML"
make --silent test-html

step "validity of the ebooks"
make --silent test-epub

step "browser suite"
make --silent test-browser

printf '\nall tests passed\n'
