# Every task that people and CI run. `make` alone lists them.
.PHONY: help verify test format demo chaos
help:    ## list the tasks
	@grep -hE '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/: +[^#]*##/\t/' | expand -t 12
verify:  ## format check, compile, unit and integration tests: what CI runs
	mvn -B verify
test:    ## unit tests of all modules, or of one: make test m=planner
	mvn -B test $(if $(m),-pl $(m) -am)
format:  ## rewrite the sources in the project's format
	mvn -q -B spotless:apply
demo:    ## the whole pipeline on a simulated chain
	./gapless demo
chaos:   ## the long crash tests as well
	mvn -B verify -Pchaos
