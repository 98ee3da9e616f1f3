"""Completes package-lock.json with the platform packages that this network's npm registry does not have.

npm leaves an optional package out of the lock file when it cannot be found, and `npm ci` elsewhere then
refuses the lock file. Each is named exactly by the package that wants it, so it is written in with that version
and with the platform that its name says. It has no hash: npm fetches it only on that platform.
"""

import json
import re
from pathlib import Path
from typing import Any

_PLATFORM = re.compile(
    r"-(?P<os>aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)"
    r"-(?P<cpu>[a-z0-9]+)(?:-(?P<libc>gnu|musl)?[a-z]*)?$"
)


def missing_entries(packages: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Entries for optional packages that are wanted and not locked; `ValueError` for one that is no platform's."""
    found: dict[str, dict[str, Any]] = {}
    for facts in list(packages.values()):
        for name, version in facts.get("optionalDependencies", {}).items():
            place = f"node_modules/{name}"
            if place in packages or not re.fullmatch(r"\d+\.\d+\.\d+\S*", version):
                continue
            platform = _PLATFORM.search(name)
            if platform is None:
                raise ValueError(f"{name} is optional, not in the registry, and its name says no platform")
            entry: dict[str, Any] = {"version": version, "cpu": [platform["cpu"]]}
            if facts.get("dev"):
                entry["dev"] = True
            if platform["os"] == "linux" and platform["libc"]:
                entry["libc"] = [{"gnu": "glibc", "musl": "musl"}[platform["libc"]]]
            found[place] = entry | {"optional": True, "os": [platform["os"]]}
    return found


def complete(lock: Path) -> int:
    """Write the missing entries into a lock file; returns how many."""
    content = json.loads(lock.read_text(encoding="utf-8"))
    missing = missing_entries(content["packages"])
    if missing:
        content["packages"] = dict(sorted((content["packages"] | missing).items()))
        lock.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return len(missing)
