#!/bin/sh
# search.sh builds a site, the guide or the folder that is named, and measures
# its search. Further arguments go to test/search/bench.mjs.
set -eu
cd "$(dirname "$0")/.."

site=.
case "${1:-}" in "" | -*) ;; *) site=$1; shift ;; esac
[ -e test/node_modules/.stamp ] || test/tools.sh
if [ ! -e test/search/node_modules/.stamp ] || [ test/search/package-lock.json -nt test/search/node_modules/.stamp ]; then
	(cd test/search && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
	touch test/search/node_modules/.stamp
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
bin/duizhao build --quiet --no-cache --root "$site" --out "$work/site"
node test/search/bench.mjs "$work/site" "$@"
