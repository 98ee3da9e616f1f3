"""Styles of the colours that organisers chose themselves, for pages and for the report's one file alike."""

from notes.domain.colours import dark_twin


def own_style(name: str) -> str:
    """Return one colour's styles (`name` is it without #): on light paper, in the dark, and on printed sheets."""
    chosen, dark = f'[data-colour="{name}"]', dark_twin(f"#{name}")
    return (
        f"{chosen}{{--topic:#{name}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]) {chosen}{{--topic:{dark}}}}}\n"
        f"@media screen{{:root[data-theme=dark] {chosen}{{--topic:{dark}}}}}\n"
        f":root .sheet{chosen},:root .sheet {chosen}{{--topic:#{name} !important}}\n"
    )
