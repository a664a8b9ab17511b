"""Plans in a folder: `GROUP/DELIVERABLE.toml`. The folder is the database; there is no index."""

from __future__ import annotations
