"""What tests stand on: a real Redis, factories, a clock, local platforms."""
