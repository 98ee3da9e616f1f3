"""Refuses a Python that cannot carry Oogst, and says what to do about it.

Runs on any Python 3, so it uses no syntax that is newer than that.
"""

import sys

OLDEST = (3, 11)


def complaint(version, has_venv, has_ensurepip):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201 -- old Pythons read this file
    """Say what is missing and how to get it; empty when all is well."""
    found = "%d.%d" % (version[0], version[1])  # noqa: UP031 -- old Pythons read this file
    if tuple(version[:2]) < OLDEST:
        return (
            "Oogst needs Python 3.11 or newer; this is Python " + found + ".\n"
            "Install a newer one and run make again, or name it: make run PYTHON=python3.12"
        )
    if not has_venv or not has_ensurepip:
        missing = "ensurepip" if has_venv else "venv"
        return (
            "This Python " + found + " cannot make virtual environments (module " + missing + " is missing).\n"
            "Debian, Ubuntu: apt install python3-venv   (or python" + found + "-venv), then run make again."
        )
    return ""


def _has(name):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202 -- old Pythons read this file
    try:
        __import__(name)
    except ImportError:
        return False
    return True


if __name__ == "__main__":
    version = sys.version_info
    trouble = complaint(version, _has("venv"), _has("ensurepip"))  # type: ignore[no-untyped-call] # old Pythons read this
    if trouble:
        sys.exit(trouble)
