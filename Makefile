# make demo    the program with a complete demo organisation, on a fresh machine with Go
# make test    every test: unit, both stores, browser, accessibility
# make quick   the fast inner loop; says what it leaves out
# make check   format, vet, lint
# make bench   measures, beside the bare limit
export CGO_ENABLED ?= 0

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
PACKAGES := ./... ./testdata

.PHONY: demo build test quick check bench bench-parts race clean

build:
	go build -trimpath -ldflags "-s -w -X main.version=$(VERSION)" -o bin/realitycheck ./cmd/realitycheck

demo: build
	./bin/realitycheck demo

test:
	.ci/setup
	go test -timeout 30m $(PACKAGES)
	.ci/with-postgres go test -timeout 30m $(PACKAGES)

quick:
	@echo "left out: PostgreSQL, browser, LibreOffice, the kill test and long properties (make test runs them)"
	go test -short $(PACKAGES)

check:
	@unformatted=$$(gofmt -l cmd survey panel analysis web testdata); \
	if [ -n "$$unformatted" ]; then echo "not formatted: $$unformatted"; exit 1; fi
	go vet $(PACKAGES)
	go tool staticcheck $(PACKAGES)

# the race detector needs cgo; the packages where goroutines meet
race:
	CGO_ENABLED=1 go test -race -short ./survey/... ./panel/... ./web/...

bench: build
	go build -trimpath -ldflags "-s -w" -o bin/bench ./cmd/bench
	go build -trimpath -ldflags "-s -w" -o bin/bare ./cmd/bench/bare
	@if started=$$(.ci/postgres start durable); then eval "$$started"; trap '.ci/postgres stop' EXIT; fi; \
	bin/bench -program bin/realitycheck -bare bin/bare

# the parts by themselves: page saves on both stores, figures of large waves
bench-parts:
	POSTGRES_MODE=durable .ci/with-postgres go test -run '^$$' -bench . ./survey/surveydb ./analysis/... ./web

clean:
	rm -rf bin
