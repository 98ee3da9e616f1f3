"""The front end: npm packages as the lock file says, then one build into `static/build`."""

from collections.abc import Iterator
from pathlib import Path

from tools.find_node import FOR_BUILDING, FOR_TESTS, find_node
from tools.progress import run, step
from tools.python_packages import VENV, executable
from tools.stamps import ROOT, digest, forget, is_current, record

_NPM_ADVICE = (
    "The front end's packages come from the registry that npm is set up for. Is there a network? Behind a\n"
    "proxy set https_proxy; with a mirror: npm config set registry …; then run make again."
)
_BUILD_ADVICE = "The front end did not build. The lines above name file and line."
MANIFEST = ROOT / "static" / "build" / "manifest.json"


def install_packages(*, for_tests: bool) -> None:
    """Bring `node_modules` to what package-lock.json says; the test packages only when asked."""
    wanted = digest([ROOT / "package.json", ROOT / "package-lock.json"])
    present = (ROOT / "node_modules").is_dir()
    full = present and is_current("npm", f"{wanted} with test packages")
    if full or (present and not for_tests and is_current("npm", wanted)):
        return
    node = find_node(FOR_TESTS if for_tests else FOR_BUILDING)
    with step("front-end packages (npm ci)"):
        forget("npm")
        extra = [] if for_tests else ["--omit=dev"]
        run(
            # No package may run a script of its own while it is installed; none of ours needs to.
            [node.command("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", *extra],
            advice=_NPM_ADVICE,
            environment=node.environment(),
        )
        record("npm", f"{wanted} with test packages" if for_tests else wanted)


def sources() -> Iterator[Path]:
    """Every file that the built front end is made from."""
    yield ROOT / "package-lock.json"
    yield ROOT / "tsconfig.json"
    yield ROOT / "tools" / "build_frontend.mjs"
    yield ROOT / "tools" / "build_worker.mjs"
    yield ROOT / "tools" / "together.mjs"
    yield ROOT / "tools" / "pack_gzip.py"
    for folder in ("frontend", "static"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and "build" not in path.relative_to(ROOT).parts:
                yield path


def build() -> None:
    """Build the front end, unless it was built from these very sources."""
    wanted = digest(sources())
    if is_current("frontend", wanted) and MANIFEST.is_file():
        return
    node = find_node(FOR_BUILDING)
    with step("front end (esbuild)"):
        forget("frontend")
        run(
            [node.command("node"), str(ROOT / "tools" / "build_frontend.mjs")],
            advice=_BUILD_ADVICE,
            environment=node.environment(),
        )
        run([str(executable(VENV, "python")), "-m", "tools.pack_gzip"], advice=_BUILD_ADVICE)
        record("frontend", wanted)
