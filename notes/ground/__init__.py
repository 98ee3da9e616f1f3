"""What every floor above stands on: settings, limits, ports, languages, metrics, tokens.

Promise: nothing here reads the environment at import or knows of conferences in a database.
"""
