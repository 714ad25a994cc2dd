# duizhao: `make serve` shows the guide, `make test` runs everything.

export CGO_ENABLED = 0
GOFLAGS_BUILD = -tags nodynamic -buildvcs=false -trimpath
BIN = bin/duizhao
SOURCES = $(shell find generator templates assets -type f -not -path '*/testdata/*' -not -name '*_test.go') embed.go go.mod go.sum

.PHONY: serve build crawl check test test-go test-html test-browser bench-math bench-pairing bench-search bench-index bench-bytes bench-lighthouse bench-live test-series test-engines og-font labs golden looks fuzz tools pdf release release-twice epub test-epub

serve: $(BIN) ## show the guide and follow every change
	$(BIN) serve

build: $(BIN) ## build the guide into public/
	$(BIN) build

crawl: $(BIN) ## ask for every address that the built site names, as GitHub Pages serves it; SITE=FOLDER BASE=URL for one that is built already
ifndef SITE
	$(BIN) build --quiet --out public-crawl --base-url $(or $(BASE),https://example.org/repo/)
endif
	go run $(GOFLAGS_BUILD) ./test/pages $(or $(SITE),public-crawl) $(or $(BASE),https://example.org/repo/)

check: $(BIN) ## check the guide and the manual
	$(BIN) check --strict
	$(BIN) check --strict --root docs

test: ## install what the tests need (Debian and Ubuntu), then run them all
	test/run.sh

# The two JavaScript engines, each used by one goroutine at a time, are compiled
# without the detector: it would take most of the time inside them.
INTERPRETERS = '-gcflags=modernc.org/...=-race=false -d=checkptr=0' '-gcflags=github.com/dop251/...=-race=false -d=checkptr=0'

# Many whole builds, and a measured time: the detector makes them several times as
# slow. So it does with the commands, each of which starts a process: what they do at the
# same time is tried, with it, in the packages they call.
ALONE = ^(TestSites|TestRemembered|TestSeries|TestTime|TestMachinesNameWhatIsThere|TestOffline|TestTwinKeys|TestDefects|TestLineEnds)$$
COMMANDS = duizhao/generator/cmd/duizhao

test-go: ## the Go tests, with the race detector but for what it slows down most
	CGO_ENABLED=1 go test $(GOFLAGS_BUILD) -race $(INTERPRETERS) -skip '$(ALONE)' $$(go list -tags nodynamic ./... | grep -vx $(COMMANDS))
	go test $(GOFLAGS_BUILD) $(COMMANDS)
	go test $(GOFLAGS_BUILD) -run '$(ALONE)' ./generator/build ./generator/check ./test/pages

test-html: $(BIN) ## every page of the sites, read by the Nu Html Checker
	test/html.sh

test-series: ## a thousand random changes, each build of the preview held to a clean one; EDITS=N SEED=N for others
	DUIZHAO_EDITS=$(or $(EDITS),1000) DUIZHAO_SEED=$(or $(SEED),$(shell date +%s)) go test $(GOFLAGS_BUILD) ./generator/build -run '^TestSeries$$' -v -timeout 30m

test-browser: $(BIN) ## the browser suite, on a fresh build of the guide
	test/browser.sh

test-engines: $(BIN) ## the guide in Firefox and WebKit (installed as root or with sudo on Debian and Ubuntu); PICTURES=DIR keeps pictures
	test/engines.sh

bench-math: ## what a formula costs; MATH_CORPUS=FILE for formulas of your own, one a line
	go test $(GOFLAGS_BUILD) ./generator/math -run '^$$' -bench . -benchtime 3s

bench-pairing: ## how much of published pages is paired; PAIRING_CORPUS=DIR with NAME/zh and NAME/en, or zh and en
	go test $(GOFLAGS_BUILD) ./generator/pairing -run Corpus -bench Align -benchtime 1x -v

bench-search: $(BIN) ## what search finds and costs, beside Pagefind and MiniSearch; CORPUS=DIR for a site of your own
	test/search.sh $(CORPUS)

bench-index: ## the processor's time that an index takes, for each MB of text; SEARCH_CORPUS=DIR for a site of your own
	go test $(GOFLAGS_BUILD) ./generator/build -run '^$$' -bench Searching -benchtime 3x

bench-bytes: $(BIN) ## what a first visit costs, in bytes, beside the limits: the table of the README
	SUITE=bytes test/browser.sh

bench-live: $(BIN) ## how soon Chromium shows what is saved, on a large site, beside Hugo's server if there is one; PAGES=10000 for a larger one
	go run $(GOFLAGS_BUILD) ./test/live $(BIN)

bench-lighthouse: $(BIN) ## Lighthouse on home and chapter of the guide, phone and desktop, performance too
	SUITE=lighthouse DUIZHAO_PERFORMANCE=1 test/browser.sh

pdf: $(BIN) ## the guide as books in public-pdf/, by Chromium; PDF=FILE BOOK=LANG[,LANG] for one
ifdef PDF
	$(BIN) export pdf --lang $(or $(BOOK),zh) -o $(PDF)
else
	mkdir -p public-pdf
	for book in zh en zh,en; do $(BIN) export pdf --lang $$book -o public-pdf/$$(echo $$book | tr , -).pdf || exit; done
endif

epub: $(BIN) ## the guide as ebooks in public-epub/; EPUB=FILE BOOK=LANG[,LANG] for one
ifdef EPUB
	$(BIN) export epub --lang $(or $(BOOK),zh) -o $(EPUB)
else
	mkdir -p public-epub
	for book in zh en zh,en; do $(BIN) export epub --lang $$book -o public-epub/$$(echo $$book | tr , -).epub || exit; done
endif

test-epub: $(BIN) ## the guide and the manual as ebooks, read by epubcheck
	test/epub.sh

og-font: ## the font of the pictures for other sites, anew with the characters of all titles
	cd test/fonts && npm ci --silent && node og.mjs

labs: $(BIN) ## the programs of the guide and the manual: their tests, and what pages say they print
	test/labs.sh

golden: ## rewrite the wanted results of the tests; read the diff before committing it
	UPDATE=1 go test $(GOFLAGS_BUILD) ./generator/...

looks: $(BIN) ## take the pictures of test/looks anew; look at them before committing
	UPDATE=1 SUITE=looks test/browser.sh

fuzz: ## fuzz every target; FUZZTIME=10m for longer
	test/fuzz.sh $(or $(FUZZTIME),1m)

tools: ## what `make test` needs, installed or named
	test/tools.sh

release: ## archives of the program for all systems, with licences, list of parts and checksums, in dist/; VERSION=1.2.3 where no tag says it
	go run $(GOFLAGS_BUILD) ./test/release

release-twice: ## the same twice, in two folders, and compare; ONLY=linux/amd64 for some of the systems, DIST=dist to keep the result
	test/release.sh

$(BIN): $(SOURCES)
	go build $(GOFLAGS_BUILD) -o $(BIN) ./generator/cmd/duizhao
