#!/bin/sh
# engines.sh builds the guide and reads it with Firefox and WebKit. As root or with
# sudo on Debian and Ubuntu it installs them.
set -eu
cd "$(dirname "$0")/.."

for pair in pdfinfo:poppler-utils firefox-esr:firefox-esr WebKitWebDriver:webkit2gtk-driver xvfb-run:xvfb; do
	command -v "${pair%%:*}" >/dev/null || missing="${missing:-} ${pair#*:}"
done
if [ -n "${missing:-}" ]; then
	sudo=; [ "$(id -u)" = 0 ] || sudo=$(command -v sudo || true)
	if ! command -v apt-get >/dev/null || { [ "$(id -u)" != 0 ] && [ -z "$sudo" ]; }; then
		echo "missing:$missing (names of Debian's packages)" >&2
		exit 1
	fi
	$sudo apt-get update -q >/dev/null
	$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing >/dev/null
fi
[ -e test/node_modules/.stamp ] || test/tools.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
bin/duizhao build --quiet --out "$work/site"
bin/duizhao export pdf --lang en --page "$work/book"
TMPDIR=$work GUIDE=$work/site BOOK=$work/book/book.html xvfb-run -a node --experimental-websocket --test --test-reporter=spec test/engines/engines.test.mjs
