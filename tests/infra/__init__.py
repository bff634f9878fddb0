"""The ground everything stands on: settings, logs, the private Redis, the supervisor, the command line."""
