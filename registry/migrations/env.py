"""Alembic's environment: the connection comes from `registry.db`, so that one setting decides the database."""

from alembic import context
from sqlmodel import SQLModel

import registry.domain.models  # noqa: F401  # registers the tables

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
