"""The door for time: what falls due is leased by the clock and done by workers, through RQ."""
