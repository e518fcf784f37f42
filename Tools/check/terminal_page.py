"""The demo as a terminal shows it: the screen of one hop, drawn by an emulated terminal of 100 by 24."""
import fcntl
import html
import os
import pty
import struct
import subprocess
import termios

import pyte

from page_shots import check, picture, same

COLUMNS, LINES, HOP = 100, 24, 32
COLOURS = {
    "default": "#d8dce2", "black": "#14171b", "red": "#ff6a55", "green": "#6fd38a", "brown": "#e8c547", "yellow": "#e8c547",
    "blue": "#7db7f0", "magenta": "#d79bf0", "cyan": "#6fd0d3", "white": "#ffffff",
}


def screens(tool, folder):
    """What the demo writes to a terminal, cut where it draws anew."""
    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "COLUMNS": str(COLUMNS), "LINES": str(LINES)}
    environment.pop("NO_COLOR", None)
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    process = subprocess.Popen(
        [tool, "demo", "--speed", "max", "--log", str(folder / "demo-log")], stdout=follower, stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL, env=environment, cwd=folder)
    os.close(follower)
    written = b""
    while True:
        try:
            chunk = os.read(leader, 65536)
        except OSError:
            break
        if not chunk:
            break
        written += chunk
    process.wait()
    return written.decode("utf-8").split("\x1b[H")


def colour(name, otherwise):
    name = name.removeprefix("bright")
    return COLOURS.get(name, f"#{name}" if len(name) == 6 else COLOURS[otherwise])


def drawn(screen):
    """The screen as HTML."""
    lines = []
    for row in range(screen.lines):
        line = ""
        for column in range(screen.columns):
            cell = screen.buffer[row][column]
            front, back = colour(cell.fg, "default"), colour(cell.bg, "black") if cell.bg != "default" else COLOURS["black"]
            if cell.reverse:
                front, back = back, front
            style = f"color:{front};background:{back}" + (";font-weight:bold" if cell.bold else "")
            line += f'<span style="{style}">{html.escape(cell.data)}</span>'
        lines.append(line)
    return (
        '<pre style="font:16px/20px DejaVu Sans Mono, monospace;margin:0;padding:16px;display:inline-block;'
        f'background:{COLOURS["black"]}">' + "\n".join(lines) + "</pre>"
    )


def terminal(browser, tool, folder, keep, update):
    found = screens(tool, folder)
    check("terminal: the demo draws every hop anew", len(found) > HOP + 1, f"{len(found) - 1} screens")
    screen = pyte.Screen(COLUMNS, LINES)
    pyte.Stream(screen).feed("\x1b[H" + found[HOP])
    page = browser.new_page(viewport={"width": 1100, "height": 700})
    page.set_content(drawn(screen))
    content = page.locator("pre").screenshot(path=keep / "terminal.png" if keep else None)
    same("terminal", content, update)
    if update:
        picture("terminal", content)
    check("terminal: the alarm is told in words", any("SEIZURE" in line.upper() for line in screen.display))
    page.close()
