"""What the terminal says to whoever starts the server: addresses, help, and nothing that is not for them."""

import subprocess
import sys
from pathlib import Path

from notes.ground.settings import VARIABLES, project_folder
from notes.store.unit_of_work import private_file
from tests.integration.server import environment_of, free_port, ready_database


def test_make_run_says_where_to_go_and_nothing_else(tmp_path: Path) -> None:
    private_file(tmp_path / "oogst.db")
    (tmp_path / "oogst.db").write_bytes(ready_database())
    environment = environment_of(f"sqlite:///{tmp_path / 'oogst.db'}")
    environment |= {"OOGST_ENV": "run", "HOST": "127.0.0.1", "PORT": str(free_port())}
    lines = []
    with subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=project_folder(),
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as server:
        assert server.stdout is not None
        for line in server.stdout:
            lines.append(line)
            if line.startswith("Oogst runs at"):
                break
        server.terminate()
    assert lines[-1].startswith("Oogst runs at"), lines
    assert [line for line in lines if "level=" in line] == []
    assert sum("/toegang/" in line for line in lines) > 1


def test_help_is_help_without_a_key() -> None:
    def said(argument: str) -> tuple[int, str, str]:
        command = [sys.executable, "app.py", argument]
        done = subprocess.run(command, cwd=project_folder(), env={}, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout, done.stderr

    code, out, err = said("--help")
    assert (code, err) == (0, "")
    assert [each.name for each in VARIABLES if f"  {each.name} " not in out] == []
    code, out, err = said("--port=80")
    assert (code, out) == (2, "")
    assert "unrecognized arguments: --port=80" in err
