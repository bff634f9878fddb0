"""The doors, each against its own platform over real HTTP and a real Redis."""
