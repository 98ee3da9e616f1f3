"""What organisers change of a conference: as they type it, checked field by field, and merged with others' changes."""
