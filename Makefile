# Two commands matter: `make demo` and `make test`. Each sets up what is missing by itself (tools/set_up.py).
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON := $(shell for it in python3.11 python3.12 python3.13 python3.14 python3; \
	do $$it -c "$(NEW_ENOUGH)" 2>/dev/null && echo $$it && break; done)
SET_UP = $(or $(PYTHON),$(error Peerline needs Python 3.11 or newer: apt-get install python3 python3-venv)) tools/set_up.py

.PHONY: help demo test setup check bench

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile

demo:  ## a throw-away line on this machine, with people, a mail door and a desk
	@$(SET_UP) run
	@.venv/bin/peerline demo

test:  ## everything: linters, TypeScript, Python on SQLite and PostgreSQL, journeys in a browser; room=seal for one room
	@$(SET_UP) test
	@.venv/bin/python tools/run_tests.py $(room)

setup:  ## set-up alone; then .venv/bin/peerline works
	@$(SET_UP) run

check:  ## the fast part of `make test`: linters, types, contracts, house rules
	@$(SET_UP) check
	@.venv/bin/python tools/run_checks.py

bench:  ## how fast, as ratios measured in one run
	@$(SET_UP) test
	@.venv/bin/python -m bench $(what)
