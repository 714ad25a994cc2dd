#!/bin/sh
# release.sh makes the release twice, in two folders and with two caches of the
# compiler, and compares: the same commit must give the same bytes. ONLY=linux/amd64
# does so for some of the systems, DIST=dist keeps the result. What is committed
# counts, not the working copy, and not what is committed meanwhile.
set -eu
cd "$(dirname "$0")/.."

VERSION=${VERSION:-$(git describe --tags --exact-match --match 'v[0-9]*' 2>/dev/null || echo "0.0.0-$(git rev-parse --short=12 HEAD)")}
COMMIT=$(git rev-parse HEAD)
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct "$COMMIT")
export VERSION COMMIT SOURCE_DATE_EPOCH

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# The two differ in all that a build must not depend on.
make_in() { # make_in FOLDER CACHE ZONE
	mkdir -p "$1"
	git archive "$COMMIT" | tar -x -C "$1"
	(cd "$1" && TZ=$3 GOCACHE="$2" go run -tags nodynamic -buildvcs=false -trimpath ./test/release --only "${ONLY:-}")
}
make_in "$work/one" "$work/cache-one" UTC
make_in "$work/a/longer/path/two" "$work/cache-two" Asia/Shanghai >/dev/null

diff -r "$work/one/dist" "$work/a/longer/path/two/dist" || { echo "release: two builds of one commit differ" >&2; exit 1; }
(cd "$work/one/dist" && sha256sum -c --quiet checksums.txt)
if [ -n "${DIST:-}" ]; then
	mkdir -p "$DIST"
	cp "$work/one/dist/"* "$DIST/"
fi
echo "release: the same bytes twice"
