"""What an installer writes as the command `trajectory`."""

from __future__ import annotations

from trajectory.__main__ import main

if __name__ == "__main__":
    main()
