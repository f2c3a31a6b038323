"""Draws the picture of the report on a terminal that the README shows; needs `pip install rich`.

    cargo build --release && python3 docs/terminal.py
"""

import subprocess
from pathlib import Path

from rich.console import Console
from rich.text import Text

HERE = Path(__file__).resolve().parent
COMMAND = "riskwright check examples/ai-infrastructure --limit 3"

program = HERE.parent / "target" / "release" / "riskwright"
arguments = [*COMMAND.split()[1:], "--color", "always"]
report = subprocess.run([program, *arguments], cwd=HERE.parent, capture_output=True, text=True)
console = Console(record=True, width=80, force_terminal=True, file=open("/dev/null", "w"))
console.print(Text.from_ansi(f"$ {COMMAND}\n{report.stdout.rstrip()}"))
picture = console.export_svg(title="riskwright", font_aspect_ratio=0.61)
fonts = picture[picture.index("    @font-face") : picture.index("    .terminal-", picture.index("    @font-face"))]
picture = picture.replace(fonts, "").replace("Fira Code, monospace", "ui-monospace, DejaVu Sans Mono, monospace")
# Not every program that draws SVG keeps spaces otherwise.
picture = picture.replace("<text ", '<text xml:space="preserve" ')
picture = picture.replace("<!-- Generated with Rich https://www.textualize.io -->\n", "")
(HERE / "src" / "images" / "report.svg").write_text(picture)
