"""The virtual environments: `.venv` for Oogst, small ones under `.tools` for tools that stay apart.

Packages come locked with hashes. uv (in an environment of its own, it would remove itself otherwise)
does it in seconds; plain pip is the fallback and needs nothing but the registry it is set up for.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.progress import SetupFailed, run, say, step
from tools.stamps import ROOT, TOOLS, digest, forget, is_current, record

VENV = ROOT / ".venv"
_PIP_INSTALL = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes")
_REGISTRY_ADVICE = (
    "Python packages come from the registry that pip is set up for. Is there a network? Behind a proxy set\n"
    "https_proxy; with a mirror set PIP_INDEX_URL; then run make again."
)


def executable(venv: Path, name: str) -> Path:
    """Where a virtual environment keeps a command."""
    return venv / ("Scripts" if os.name == "nt" else "bin") / name


def _works(venv: Path) -> bool:
    python = executable(venv, "python")
    if not python.exists():
        return False
    check = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([str(python), "-c", check], check=False, capture_output=True).returncode == 0


def make_environment(venv: Path) -> None:
    """Make a virtual environment, or make it anew when its Python is gone or too old."""
    if _works(venv):
        return
    shutil.rmtree(venv, ignore_errors=True)
    for name in ("packages", "test-packages") if venv == VENV else ():
        forget(name)
    run(
        [sys.executable, "-m", "venv", str(venv)],
        advice="Debian, Ubuntu: apt install python3-venv, then run make again.",
    )


def tool_environment(name: str, lock: Path) -> Path:
    """A virtual environment `.tools/<name>` that holds exactly what `lock` says; returns its folder."""
    venv = TOOLS / name
    wanted = digest([lock], sys.version)
    if not (is_current(name, wanted) and executable(venv, "python").exists()):
        forget(name)
        make_environment(venv)
        _pip(venv, [lock])
        record(name, wanted)
    return venv


def install(locks: list[Path], *, stamp: str) -> None:
    """Bring `.venv` to what `locks` say, unless it is there already."""
    wanted = digest(locks, sys.version, "compiled")
    if is_current(stamp, wanted) and executable(VENV, "python").exists():
        return
    with step(f"Python packages ({', '.join(path.name for path in locks)})"):
        make_environment(VENV)
        forget(stamp)
        if not _by_uv(locks):
            _pip(VENV, locks)
        record(stamp, wanted)


def _by_uv(locks: list[Path]) -> bool:
    if os.environ.get("OOGST_INSTALLER") == "pip":
        return False
    try:
        uv = executable(tool_environment("uv", ROOT / "tools" / "uv.txt"), "uv")
        lists = [word for path in locks for word in ("-r", str(path))]
        # Else every start compiles half a second's worth of packages, for ever where Python may not write.
        command = [str(uv), "pip", "install", "--quiet", "--require-hashes", "--compile-bytecode"]
        environment = os.environ | {"UV_SYSTEM_CERTS": "1", "UV_PYTHON_DOWNLOADS": "never"}
        run(
            [*command, "--python", str(executable(VENV, "python")), *lists],
            advice="",
            environment=environment,
            limit_s=300,
        )
    except SetupFailed as failure:
        say(f"uv could not do it, pip does ({str(failure).strip().splitlines()[0]})")
        return False
    return True


def _pip(venv: Path, locks: list[Path]) -> None:
    lists = [word for path in locks for word in ("-r", str(path))]
    run(
        [str(executable(venv, "python")), *_PIP_INSTALL, *lists],
        advice=_REGISTRY_ADVICE,
    )
