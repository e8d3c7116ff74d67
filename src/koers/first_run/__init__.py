"""The first minutes of an organisation: from an empty database to people with accounts, without a shell."""
