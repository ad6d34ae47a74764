# What README names. Each line says what; how stands in tools/.
.PHONY: run demo dist front tools test test-tools check bench mutants clean
# Two cores: one build at a time.
.NOTPARALLEL:

# Builds everything and serves on http://127.0.0.1:8080.
run: tools front
	@tools/run.sh serve

# The same with a throw-away example cluster.
demo: tools front
	@tools/run.sh demo

# The front end into dist/, and the one program with all of it inside: target/release/vigie.
dist: tools front
	@tools/run.sh

# The front end alone.
front:
	@tools/dist.sh

# What building needs: wasm target, trunk, wasm-bindgen, wasm-opt.
tools:
	@tools/tools.sh

# All tests, on SQLite and Postgres and in a browser.
test: tools test-tools front
	@tools/test.sh

# What tests need: Chromium and its driver, Postgres, axe-core.
test-tools:
	@tools/test-tools.sh

# Form, lints, documentation, licences, architecture.
check: tools
	@tools/check.sh

# Speed and size.
bench: tools front
	@tools/bench.sh

# Breaks the rules of measurement in small ways, and lists what no test notices. Hours; `make mutants ONLY=app/domain/src/status.rs`.
mutants:
	@tools/mutants.sh $(ONLY)

clean:
	cargo clean
	rm -rf dist
