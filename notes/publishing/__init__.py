"""Rendering: notes and reports as safe HTML, in a process of its own."""
