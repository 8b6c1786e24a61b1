"""The Web API: one table of methods, made of one file a family."""
