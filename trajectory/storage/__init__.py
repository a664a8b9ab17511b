"""Plans on disk: reading, crash-safe writing, and the folder that is the database."""
