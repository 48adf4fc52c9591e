"""The database's schema, step by step: one tree of revisions for SQLite and PostgreSQL."""
