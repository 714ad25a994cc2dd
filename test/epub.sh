#!/bin/sh
# epub.sh makes ebooks of the guide in each language and in both, of the manual, of
# the site in five languages, and of every construct of KaTeX, and has epubcheck read
# them: no error, no warning.
set -eu
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

jar=$(readlink -f "$(command -v epubcheck)") # Debian's command is the archive itself
case $jar in *.jar) ;; *) jar=/usr/share/java/epubcheck.jar ;; esac

# check FILE...; prints what is wrong. The compiler that takes longest to make fast
# code is left out: it does not pay.
check() {
	java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dfile.encoding=UTF-8 -cp "$jar" test/epub/Check.java "$@" >"$work/out" 2>&1 || echo "epub: not valid"
	grep -E '^(FATAL|ERROR|WARNING)|Exception|^error:' "$work/out" | sed "s|$work/||" || true
}

make() { bin/duizhao export epub --root "$1" --lang "$2" -o "$work/$3.epub" >/dev/null; }
make . zh guide-zh
make . en guide-en
make . zh,en guide
make docs zh,en manual
make test/languages ar languages

# Formulas with dollar signs inside are no formulas of ours.
mkdir -p "$work/formulas/content/en"
printf 'title: Formulas\nlanguages: [en]\ndates: frontmatter\n' >"$work/formulas/site.yaml"
cat generator/math/testdata/*.txt | python3 -c '
import sys
print("# Formulas\n")
for line in map(str.strip, sys.stdin):
    tex = line.strip("$")
    if line.startswith("$") and "$" not in tex:
        print(f"$$\n{tex}\n$$\n" if line.startswith("$$") else f"a {line} b\n")' >"$work/formulas/content/en/index.md"
make "$work/formulas" en formulas 2>/dev/null

# The control: a book that lacks a file which its package names, and one whose text
# is no XML any more, are noticed.
python3 - "$work" <<'EOF'
import sys, zipfile
work = sys.argv[1]
with zipfile.ZipFile(f"{work}/guide-en.epub") as book:
    for name, drop, broken in ("lacking", "EPUB/text/glossary.xhtml", ""), ("broken", "", "EPUB/text/index.xhtml"):
        with zipfile.ZipFile(f"{work}/{name}.epub", "w") as out:
            for entry in book.infolist():
                data = book.read(entry)
                if entry.filename == broken:
                    data = data.replace(b"</p>", b"", 1)
                if entry.filename != drop:
                    out.writestr(entry.filename, data, entry.compress_type)
EOF

found=$(check "$work"/guide*.epub "$work/manual.epub" "$work/languages.epub" "$work/formulas.epub" "$work/lacking.epub" "$work/broken.epub")
for control in "lacking.epub.*RSC-001\|RSC-001.*lacking.epub" "broken.epub.*RSC-016\|RSC-016.*broken.epub"; do
	echo "$found" | grep -q "$control" || { printf 'epub: the checker does not notice %s\n%s\n' "$control" "$found" >&2; exit 1; }
done
found=$(echo "$found" | grep -v 'lacking.epub\|broken.epub\|^epub: not valid$' || true)
if [ -n "$found" ]; then
	printf '%s\n' "$found" >&2
	exit 1
fi
grep -c '^Validating' "$work/out" | grep -qx 8 || { cat "$work/out" >&2; exit 1; }
echo "epub: no errors and no warnings in 6 books"
