"""The command line: one module a command, data on stdout, narration on stderr."""
