#!/bin/sh
# browser.sh builds the guide twice, for the root of a host and for a sub-path,
# the manual and test/looks, and runs the browser suite over the builds and over
# the live preview. What is built is copied first, so that the working copy's
# state is not touched.
# Arguments go to node: test/browser.sh --test-name-pattern=search
# SUITE=NAME runs NAME.test.mjs alone.
set -eu
cd "$(dirname "$0")/.."

fc-match 'Noto Sans CJK SC' | grep -q 'NotoSansCJK' || { echo "browser: the font Noto Sans CJK SC is not found by fc-match" >&2; exit 1; }
fc-match 'DejaVu Sans Mono' | grep -q 'DejaVuSansMono' || { echo "browser: the font DejaVu Sans Mono is not found by fc-match" >&2; exit 1; }
command -v chromium-headless-shell >/dev/null || command -v chromium >/dev/null || { echo "browser: there is no chromium on the PATH" >&2; exit 1; }

DUIZHAO_WORK=$(mktemp -d)
export DUIZHAO_WORK
trap 'rm -rf "$DUIZHAO_WORK"' EXIT
trap 'exit 130' INT TERM
export DUIZHAO_BIN="$PWD/bin/duizhao"

mkdir "$DUIZHAO_WORK/guide"
cp -R docs "$DUIZHAO_WORK/manual-source"
cp -R test/looks "$DUIZHAO_WORK/looks-source"
cp -R site.yaml content templates assets "$DUIZHAO_WORK/guide"
"$DUIZHAO_BIN" build --quiet --root "$DUIZHAO_WORK/guide" --out "$DUIZHAO_WORK/root"
"$DUIZHAO_BIN" build --quiet --root "$DUIZHAO_WORK/guide" --out "$DUIZHAO_WORK/repo" --base-url https://example.org/repo/
for site in manual looks; do
	"$DUIZHAO_BIN" build --quiet --no-cache --root "$DUIZHAO_WORK/$site-source" --out "$DUIZHAO_WORK/$site"
done

# One file at a time: the preview's times are measured.
node --test --test-concurrency=1 --test-timeout=600000 --test-reporter=spec "$@" $(find test/browser -name "${SUITE:-*}.test.mjs" | sort)
