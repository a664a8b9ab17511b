"""What a trajectory plan is and what can be done with it. Pure: no clock, no disk, no random."""
