"""The page and the control interface of a playground, for browsers and programs on this machine."""
