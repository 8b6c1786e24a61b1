# Alembic runs this file for each command; what it does, and why, is said in storage/migrate.py.
from storage.migrate import run_environment

run_environment()
