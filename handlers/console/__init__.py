"""The console door: one person speaks to the running system from this machine, line by line."""
