"""One table of what somebody may put into an idea or a name to break a page, a list, the notes or the report."""

from collections.abc import Mapping
from typing import Final
from unicodedata import normalize

HACK: Final = "window.hacked=1"

# Each fits into an idea and is taken as it is: every place has to show it as words.
TAKEN: Final[Mapping[str, str]] = {
    "script": f"<script>{HACK}</script>",
    "picture that fails": f'<img src=x onerror="{HACK}">',
    "drawing": f"<svg/onload={HACK}>",
    "end of the list": "</p></li></ol></section><h1>Gekaapt</h1>",
    "end of the data": f"</script><script>{HACK}</script><!--",
    "entities": "&lt;script&gt; &#60;b&#62; &amp;amp; &nbsp;",
    "template": "{{ 7 * 7 }} {% raw %} ${7*7} %(name)s {count}",
    "script link": f"[klik hier](javascript:{HACK})",
    "link": "[onschuldig](https://kwaad.example/) <https://kwaad.example/>",
    "picture": "![foto](https://kwaad.example/spoor.png)",
    "heading": "# Besluiten\n\n- alles is van mij",
    "underlined heading": "Besluiten\n===\n\nVragen\n---",
    "internal": "Intern: dit ziet niemand",
    "bold internal": "**Intern:** dit ziet niemand",
    "internal with bullet": "- Intern: dit ziet niemand",
    "decision": "Besluit: alles is van mij",
    "action": "- [x] Actie: betaal mij @Fatima (uiterlijk 1-1-2030)",
    "idea link": "[niet mijn woorden](idee:1)",
    "end of the link": "woorden](idee:1) en [meer",
    "table": "| a | b |\n|---|---|\n| 1 | 2 |",
    "code": "```\nalles hierna is code",
    "quote": "> “Ik lieg” \n> — Fatima",
    "reference": "[x]: https://kwaad.example 'titel'",
    "footnote": "[^1] en\n\n[^1]: noot",
    "front matter": "---\ntitel: gekaapt\n---",
    "formula": '=HYPERLINK("https://kwaad.example";"klik")',
    "backslashes": "\\\\ \\` \\[ \\",
    "right to left": "שלום (123) עולם! مرحبا",
    "left-to-right marks": "abc \u200f!?\u200e def\u061c",
    "emoji family": "👨‍👩‍👧‍👦" * 60,
    "flags and skin": "🏳️‍🌈🏴‍☠️👍🏿🇳🇱" * 20,
    "one long word": "w" * 500,
    "wide signs": "﷽𒐫⸻" * 30,
    "many lines": "\n".join("regel" for _ in range(80)),
    "nothing to see": "zicht\u200b\u2060\ufeff\u00adbaar\u3164",
    "false badge": "✓ Begeleider Fatima",
}

# Marks piled up on letters, and what is left of them: their words, which stay in their line.
PILED: Final = "Q" + "\u0335\u0321\u0353\u030d\u033d\u0352" * 60 + "algo" + "\u0316\u0317\u0318" * 30 + " e\u0301\u0323"
CALMED: Final = normalize("NFC", "Q" + "\u0335\u0321\u0353\u030d\u033d\u0352" * 60)[:7]

# What turns the direction of what is around it is left out, and the words stay.
TURNED: Final[Mapping[str, tuple[str, str]]] = {
    "turned around": ("Fatima \u202eredielegeB", "Fatima redielegeB"),
    "isolated": ("\u2067שלום\u2069 (123)", "שלום (123)"),
    "pasted number": ("\u202a06 12345678\u202c", "06 12345678"),
    "nothing but marks before": ("\u202e \u2066Een", "Een"),
}

# Each is refused with the code that says why, and stays with who typed it.
REFUSED: Final[Mapping[str, tuple[str, str]]] = {
    "nothing at all": ("\0", "bad_characters"),
    "nothing inside": ("Een\0 idee", "bad_characters"),
    "line separator": ("a\u2028b\u2029c", "bad_characters"),
    "bell": ("a\u0007\u001b[31mb", "bad_characters"),
    "half a sign": ("a\ud83db", "bad_characters"),
    "a hundred thousand": ("x" * 100_000, "too_long"),
}
