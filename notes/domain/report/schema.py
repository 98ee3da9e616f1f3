"""Whether values have the form that docs/report.schema.json describes: data of reports that came from elsewhere.

Promise: it knows every word of that schema that forbids something, and refuses a schema that says another one.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

_Schema = Mapping[str, Any]
_SAYS_NOTHING: Final = frozenset({"$schema", "$id", "$defs", "title", "description", "format"})
_KNOWN: Final = frozenset(
    {
        *("$ref", "const", "enum", "type", "required", "properties", "additionalProperties", "items"),
        *("pattern", "minimum", "minLength"),
    }
)
_KINDS: Final[Mapping[str, type | tuple[type, ...]]] = {
    "object": Mapping,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}


def problems(value: object, schema: _Schema) -> Iterator[str]:
    """Yield what is wrong with a value, and where; `ValueError` for a schema that it does not understand."""
    return _problems(value, schema, schema, "$")


def _problems(value: object, schema: _Schema, whole: _Schema, where: str) -> Iterator[str]:
    unknown = schema.keys() - _SAYS_NOTHING - _KNOWN
    if unknown:
        message = f"the schema says {', '.join(sorted(unknown))}"
        raise ValueError(message)
    if "$ref" in schema:
        yield from _problems(value, whole["$defs"][schema["$ref"].rpartition("/")[2]], whole, where)
        return
    if not _is_of_kind(value, schema.get("type")):
        yield f"{where}: no {schema['type']}"
        return
    if ("const" in schema and value != schema["const"]) or ("enum" in schema and value not in schema["enum"]):
        yield f"{where}: {value!r} is not one of what it may be"
    if isinstance(value, str):
        if len(value) < schema.get("minLength", 0) or not re.search(schema.get("pattern", ""), value):
            yield f"{where}: {value!r} has not the form"
    elif isinstance(value, int) and value < schema.get("minimum", value):
        yield f"{where}: less than {schema['minimum']}"
    elif isinstance(value, Mapping):
        yield from _of_object(value, schema, whole, where)
    elif isinstance(value, list) and "items" in schema:
        for number, each in enumerate(value):
            yield from _problems(each, schema["items"], whole, f"{where}[{number}]")


def _of_object(value: Mapping[str, object], schema: _Schema, whole: _Schema, where: str) -> Iterator[str]:
    parts: _Schema = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{where}: {name} is missing"
    for name, each in value.items():
        if name in parts:
            yield from _problems(each, parts[name], whole, f"{where}.{name}")
        elif not schema.get("additionalProperties", True):
            yield f"{where}: {name} is unknown"


def _is_of_kind(value: object, kinds: str | list[str] | None) -> bool:
    if kinds is None:
        return True
    wanted = [kinds] if isinstance(kinds, str) else kinds
    if isinstance(value, bool):
        return "boolean" in wanted
    return any(isinstance(value, _KINDS[kind]) for kind in wanted)
