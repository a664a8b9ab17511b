"""Trajectory: plan, in the room, how one piece of practice change will land."""

from __future__ import annotations

__version__ = "0.1.0"
"""The one place that states the version: packaging and `trajectory --version` both read it here."""
