"""Settings, logs and the tables that people may edit. Imports nothing of ours."""
