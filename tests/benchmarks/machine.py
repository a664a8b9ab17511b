"""What is measured on, without anything that names its owner."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path


def machine() -> Mapping[str, str]:
    """The system, its processors, and what the product runs on, each in a word or two."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "processors": str(os.cpu_count()),
        "processor": _processor(),
        "Python": platform.python_version(),
        **{name: version(name) for name in ("textual", "pydantic", "click")},
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "not said"
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else "not said"
