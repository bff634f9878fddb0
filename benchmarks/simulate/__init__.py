"""A month of one town on a simulated clock: the same people and requests, asked in one order or in another."""
