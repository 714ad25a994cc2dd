#!/bin/sh
# html.sh builds the guide, the manual, the site in five languages and that of
# the pictures, and has the Nu Html Checker read every page. Three things of
# KaTeX's are let pass, which browsers pass over too: the width of cells beside a
# numbered formula (MathML Core leaves it out), heights below zero in its style
# attributes, and arrows of chemistry, whose MathML is an operator with other
# elements inside.
set -eu
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

allowed='Attribute “width” not allowed on element “mtd” at this point'
allowed="$allowed|CSS: “height”: “-[0-9.]+em” negative values are not allowed"
allowed="$allowed|Element “mover” not allowed as child of element “mo” in this context"
allowed="$allowed|The “(mo|mover|mtext)” element is a completely-unknown element"

check() { # check FOLDER; prints the errors
	java -Xss8m -Dfile.encoding=UTF-8 -jar test/node_modules/vnu-jar/build/dist/vnu.jar --errors-only --skip-non-html --stdout "$1" >"$work/out" || [ $? -eq 1 ] || echo "html: the checker failed"
	grep -vE "$allowed" "$work/out" | sed "s|^\"file:$work/||; s|\":|:|"
}

# The control: what is wrong is noticed.
mkdir "$work/control"
printf '<!doctype html><html lang="en"><title>T</title><p id="a"><p id="a">\n' >"$work/control/index.html"
check "$work/control" | grep -q 'Duplicate ID' || { echo "html: the checker does not notice a duplicate id" >&2; exit 1; }

for site in . docs test/languages test/looks; do
	bin/duizhao build --quiet --no-cache --root "$site" --out "$work/sites/$site"
done
pages=$(find "$work/sites" -name '*.html' | wc -l)
found=$(check "$work/sites")
if [ -n "$found" ]; then
	printf '%s\n' "$found" >&2
	exit 1
fi
echo "html: no errors in $pages pages"
