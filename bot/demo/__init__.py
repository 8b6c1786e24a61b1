"""`goodtalk demo`: playground and app in one process, with a made-up company."""
