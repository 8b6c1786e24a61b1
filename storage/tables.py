import pkgutil
from importlib import import_module

import sqlalchemy as sa
from sqlmodel import SQLModel

import storage

# Modules of this package that declare no tables and have nothing to do with running the app.
_TOOLS = frozenset({"migrate", "migrations", "revise"})


def load_all() -> sa.MetaData:
    """Import every module of this package, so that all tables are known, and return them.

    Nobody keeps a list: a new file with tables is found because it is there.
    """
    for module in pkgutil.iter_modules(storage.__path__):
        if module.name not in _TOOLS:
            import_module(f"storage.{module.name}")
    return SQLModel.metadata
