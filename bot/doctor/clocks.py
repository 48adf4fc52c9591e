"""Do the clocks agree? Leases are compared across machines, and Telegram lets a press wait for 150 seconds only."""

from datetime import datetime

from bot.doctor.findings import Finding

APART = 10.0  # seconds: answers come late, and HTTP tells whole seconds


def compared(whose: str, theirs: datetime, ours: datetime) -> Finding:
    """How far this machine's clock is from another one."""
    apart = abs((ours - theirs).total_seconds())
    said = f"{apart:.0f} s from {whose}"
    return Finding("clock", said, "Let NTP set the clocks: timedatectl set-ntp true" if apart > APART else "")
