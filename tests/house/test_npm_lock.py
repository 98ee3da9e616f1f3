"""A lock file made where some platforms' packages cannot be had works elsewhere, too."""

from typing import Any

import pytest

from tools.complete_npm_lock import missing_entries


def _tool(**optional: str) -> dict[str, dict[str, Any]]:
    return {"node_modules/tool": {"dev": True, "optionalDependencies": optional}}


def test_a_missing_platform_package_is_named_with_its_platform() -> None:
    assert missing_entries(_tool(**{"@tool/cli-linux-x64-musl": "1.2.3"})) == {
        "node_modules/@tool/cli-linux-x64-musl": {
            "version": "1.2.3",
            "cpu": ["x64"],
            "dev": True,
            "libc": ["musl"],
            "optional": True,
            "os": ["linux"],
        }
    }


def test_a_locked_platform_package_stays_as_it_is() -> None:
    packages = _tool(**{"@tool/cli-darwin-arm64": "1.2.3"})
    assert missing_entries(packages | {"node_modules/@tool/cli-darwin-arm64": {"integrity": "sha512-x"}}) == {}


def test_an_optional_package_of_no_platform_is_refused() -> None:
    with pytest.raises(ValueError, match="says no platform"):
        missing_entries(_tool(extras="1.2.3"))
