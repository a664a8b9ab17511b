"""The tests. `python3 -m tests` installs what they need and runs them (see `__main__.py`)."""
