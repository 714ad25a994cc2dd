#!/bin/sh
# tools.sh makes sure that what the tests need is there: on Debian and Ubuntu it
# installs packages as root or with sudo, elsewhere it names what is missing.
# Go and Node.js are expected; their versions are checked.
set -eu
cd "$(dirname "$0")/.."

missing=""
need() { # need COMMAND PACKAGE
	command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}
need fc-match fontconfig
need gcc gcc
need python3 python3
need git git
need java default-jre-headless
need pdftotext poppler-utils
need epubcheck epubcheck
if ! command -v fc-match >/dev/null 2>&1 || ! fc-match 'Noto Sans CJK SC' | grep -q 'NotoSansCJK'; then
	missing="$missing fonts-noto-cjk"
fi
if ! command -v fc-match >/dev/null 2>&1 || ! fc-match 'DejaVu Sans Mono' | grep -q 'DejaVuSansMono'; then
	missing="$missing fonts-dejavu-core"
fi

# The Chromium without windows, of which Debian has a package, takes three quarters
# of the time of the other. Without it the other will do.
browser() { command -v chromium-headless-shell >/dev/null 2>&1 || command -v chromium >/dev/null 2>&1; }
faster=""
command -v chromium-headless-shell >/dev/null 2>&1 || ! grep -qx 'ID=debian' /etc/os-release 2>/dev/null || faster=chromium-headless-shell
browser || [ -n "$faster" ] || missing="$missing chromium"

sudo=""
if [ "$(id -u)" != 0 ]; then
	sudo=sudo
	command -v sudo >/dev/null 2>&1 || { sudo="" faster=""; browser || missing="$missing chromium"; }
	[ -z "$missing" ] || [ -n "$sudo" ] || { echo "tools: missing:$missing (install them as root)" >&2; exit 1; }
fi
if [ -n "$missing$faster" ] && command -v apt-get >/dev/null 2>&1; then
	echo "tools: installing$missing $faster"
	$sudo apt-get update -q >/dev/null
	# shellcheck disable=SC2086 # a list of packages
	install() { DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -q --no-install-recommends "$@" >/dev/null; }
	[ -z "$faster" ] || install $faster || browser || missing="$missing chromium"
	# shellcheck disable=SC2086 # a list of packages
	[ -z "$missing" ] || install $missing libc6-dev
	missing=""
fi
if [ -n "$missing" ]; then
	echo "tools: missing:$missing" >&2
	exit 1
fi

browser || { echo "tools: missing: chromium" >&2; exit 1; }
fc-match 'Noto Sans CJK SC' | grep -q 'NotoSansCJK' || { echo "tools: the font Noto Sans CJK SC is not found by fc-match" >&2; exit 1; }
fc-match 'DejaVu Sans Mono' | grep -q 'DejaVuSansMono' || { echo "tools: the font DejaVu Sans Mono is not found by fc-match" >&2; exit 1; }
command -v go >/dev/null 2>&1 || { echo "tools: missing: Go 1.26 or newer" >&2; exit 1; }
command -v npm >/dev/null 2>&1 || { echo "tools: missing: Node.js 20 or newer, with npm" >&2; exit 1; }
major=$(node -p 'process.versions.node.split(".")[0]')
[ "$major" -ge 20 ] || { echo "tools: Node.js $major is too old: 20 or newer is needed" >&2; exit 1; }

# The packages of the browser suite and the type checker, from the lock file.
if [ ! -e test/node_modules/.stamp ] || [ test/package-lock.json -nt test/node_modules/.stamp ]; then
	(cd test && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
	touch test/node_modules/.stamp
fi
