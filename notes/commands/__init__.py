"""The shell's commands by subject; `notes.cli` puts them together."""
