"""What every calendar of ours begins and ends with: kept apart, so that it costs no import.

There is no METHOD: then a DTSTAMP is the time of the entry's last change (RFC 5545, 3.8.7.2), and
the same plan gives the same file, byte for byte.
"""

from __future__ import annotations

HEAD = (
    "BEGIN:VCALENDAR\r\n"
    "VERSION:2.0\r\n"
    "PRODID:-//Trajectory//trajectory-planner//EN\r\n"
    "CALSCALE:GREGORIAN\r\n"
)
TAIL = "END:VCALENDAR\r\n"
