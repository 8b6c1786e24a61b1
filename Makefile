# Names people try first; the work is in ./dev.
.PHONY: demo test check lock migration messages manifest screenshots
demo test check lock:
	@./dev $@

# The next migration, from what changed in the tables: make migration what="a pause has an end".
migration:
	@.venv/bin/python -m storage.revise "$(what)"

# Collect the sentences of the app into prompts/locale/, for translation.
messages:
	@.venv/bin/python -m prompts.catalogue

# The Slack manifest as the features register it.
manifest:
	@.venv/bin/python -c "from bot.features import FEATURES; from bot.slack.manifest import as_yaml, manifest; print(as_yaml(manifest(FEATURES)), end='')" > app.yaml

# The pictures of the README, taken from the demo.
screenshots:
	@PYTHONPATH=. .venv/bin/python docs/screenshots.py
