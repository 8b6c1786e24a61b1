# Names people try first; the work is in ./dev.
.PHONY: demo test check lock migration
demo test check lock:
	@./dev $@

# The one initial migration, written anew from the tables (see CONTRIBUTING.md).
migration:
	@.venv/bin/python -m storage.revise --initial
