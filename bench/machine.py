"""The machine that is measured on: two cores kept apart, and what a server's processes use of it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SERVER_CORE, GENERATOR_CORE = 0, 1
_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def apart() -> bool:
    """Whether server and generator can have a core each here."""
    return hasattr(os, "sched_setaffinity") and {SERVER_CORE, GENERATOR_CORE} <= os.sched_getaffinity(0)


@contextmanager
def on_core(core: int) -> Iterator[None]:
    """Everything that is started within runs on this core, where the machine has one to spare."""
    if not apart():
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def cpu_seconds(pid: int) -> float:
    """Return the processor time that a process and its children have used."""
    return sum(_cpu_ticks(one) for one in _family(pid)) / _TICKS_PER_SECOND


def memory_mb(pid: int, *, peak: bool = False) -> float:
    """Return the resident memory of a process and its children; `peak`: the most that each ever had."""
    field = "VmHWM:" if peak else "VmRSS:"
    return sum(_status_kb(one, field) for one in _family(pid)) / 1024


def describe() -> str:
    """Return this machine in a line: processor, cores, memory."""
    facts = _read("/proc/cpuinfo").splitlines()
    model = next(
        (line.split(":", 1)[1].strip() for line in facts if line.startswith("model name")), "processor unknown"
    )
    total = next((line.split()[1] for line in _read("/proc/meminfo").splitlines() if line.startswith("MemTotal")), "0")
    return f"{model}, {os.cpu_count()} cores, {int(total) / 1024 / 1024:.0f} GB"


def _family(pid: int) -> list[int]:
    parents = {int(entry.name): _parent(int(entry.name)) for entry in Path("/proc").iterdir() if entry.name.isdigit()}
    found = [pid]
    for one in found:
        found.extend(child for child, parent in parents.items() if parent == one)
    return found


def _stat(pid: int) -> list[str]:
    text = _read(f"/proc/{pid}/stat")
    return text.rsplit(")", 1)[1].split() if text else []


def _parent(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[1]) if fields else 0


def _cpu_ticks(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[11]) + int(fields[12]) if fields else 0


def _status_kb(pid: int, field: str) -> int:
    lines = _read(f"/proc/{pid}/status").splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith(field)), 0)


def _read(path: str) -> str:
    try:
        return Path(path).read_text("utf-8", errors="replace")
    except OSError:  # the process is gone
        return ""
