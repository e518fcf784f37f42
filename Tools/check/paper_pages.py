"""What the pages are like on paper: how many sheets, how large their letters, and whether each sheet says what it is of."""
import re
import subprocess

import month_log
from page_shots import ROOT, check

LANGUAGES = ("en", "de", "es")
# A4 with the margins of `@page card`, in pixels of 1/96 inch.
CARD_PIXELS = round((210 - 2 * 7) / 25.4 * 96)
# The same with the margins of every other page.
SHEET_PIXELS = round((210 - 2 * 12) / 25.4 * 96)
LEAST_POINTS = {"front": 12, "back": 10}
# Wide and high sheets of A4 as a PDF declares them, in points.
WIDE, HIGH = rb"841\.\d+ 59[45]\.\d+", rb"59[45]\.\d+ 841\.\d+"
MONITORING = '[lines.monitoring]\nchip = "pinctrl-rp1"\nline = "GPIO5"\nactive = "high"\nfail_safe = "inactive"\n\n'

# The smallest letters of each side of the card in points, drawings included, how far the front reaches, and the words
# of drawings that reach over their edge.
LETTERS = """() => {
  const least = {front: Infinity, back: Infinity}, walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !element.getClientRects().length) continue;
    const side = element.closest('#back') ? 'back' : 'front';
    const scale = element.ownerSVGElement ? element.getScreenCTM().a : 1;
    least[side] = Math.min(least[side], parseFloat(getComputedStyle(element).fontSize) * scale * 72 / 96);
  }
  const cut = Array.from(document.querySelectorAll('svg text')).filter(text => {
    const box = text.getBBox(), whole = text.ownerSVGElement.viewBox.baseVal;
    return !(box.x >= 0 && box.x + box.width <= whole.width && box.y + box.height <= whole.height + 1);
  });
  const order = Array.from(document.querySelectorAll('#front .signal, #front .whom, #back .rules'), part => part.className);
  return {least, cut: cut.map(text => text.textContent), order, wide: document.documentElement.scrollWidth};
}"""
# What a sheet of an alarm shows on paper: pages of EEG, and the words above them.
SHOWN = """() => Array.from(document.querySelectorAll('.event'), event => ({
  sheets: Array.from(event.querySelectorAll('.sheet')).filter(sheet => sheet.getClientRects().length).length,
  words: Array.from(event.querySelectorAll('h3, .origin')).filter(line => line.getClientRects().length)
    .map(line => line.textContent),
}))"""
# As many channels as a log can hold: each a row of the picture's least height, and one of the table.
MOST_CHANNELS = """() => {
  const rows = document.querySelector('.why tbody'), first = rows.firstElementChild;
  while (rows.childElementCount < 33) rows.insertBefore(first.cloneNode(true), first);
  const drawing = document.querySelector('.printed svg'), box = drawing.viewBox.baseVal;
  drawing.setAttribute('viewBox', `0 0 ${box.width} ${34 + 32 * 16 + 64 + 22}`);
}"""


def printed(page, path=None):
    """A page's PDF and the sizes of its pages."""
    content = page.pdf(prefer_css_page_size=True, path=path)
    pages = len(re.findall(rb"/Type\s*/Page[^s]", content))
    sizes = [len(re.findall(rb"/MediaBox\s*\[0 0 " + size + rb"\]", content)) for size in (HIGH, WIDE)]
    return pages, sizes


def paper(browser, name, path, keep, most):
    page = browser.new_page()
    page.goto(path.as_uri())
    pages, _ = printed(page, keep / f"{name}.pdf" if keep else None)
    check(f"{name}: on paper", pages in most, f"{pages} pages")
    page.close()


def boards(folder):
    """The boards that are shipped; the fullest one with a monitoring light, too, with and without a line for faults."""
    shipped = [path for path in sorted((ROOT / "Boards").glob("*.toml")) if path.name != "site.toml"]
    fullest = (ROOT / "Boards/pieeg16-rpi5.toml").read_text(encoding="utf-8")
    lit = fullest.replace("[lines.acknowledge]", MONITORING + "[lines.acknowledge]")
    shared = re.sub(r"(?s)\[lines\.fault\].*?\n\n", "", lit)
    more = [folder / "every-line.toml", folder / "no-fault-line.toml"]
    for path, text in zip(more, (lit, shared)):
        path.write_text(text, encoding="utf-8")
    return shipped + more


def days(browser, tool, folder, keep):
    """Alarms of some days: no table is wider than a sheet of A4, or all of the report would be printed smaller."""
    month_log.write(folder / "days", 3, 9)
    subprocess.run([tool, "report", "days", "--output", "days-folder"], check=True, cwd=folder)
    page = browser.new_page(viewport={"width": SHEET_PIXELS, "height": 1000})
    page.emulate_media(media="print")
    page.goto((folder / "days-folder" / "index.html").as_uri())
    columns = page.evaluate("document.querySelectorAll('.calendar thead th').length")
    check("alarms by day and hour: a column for each hour", columns == 26, f"{columns} columns")
    wide = page.evaluate("document.documentElement.scrollWidth")
    check("alarms by day and hour: fits on paper", wide <= SHEET_PIXELS, f"{wide} of {SHEET_PIXELS} pixels")
    if keep:
        page.screenshot(path=keep / "days-print.png", full_page=True)
    page.close()


def cards(browser, tool, folder, keep):
    """Each card is one sheet of paper: in the moment its front is read at arm's length."""
    page = browser.new_page(viewport={"width": CARD_PIXELS, "height": 1070})
    page.emulate_media(media="print")
    for board in boards(folder):
        for language in LANGUAGES:
            name = f"card {board.stem} {language}"
            path = folder / f"{name.replace(' ', '-')}.html"
            subprocess.run([tool, "card", "--board", board, "--language", language, "--output", path], check=True, cwd=folder)
            page.goto(path.as_uri())
            found = page.evaluate(LETTERS)
            least = found["least"]
            check(f"{name}: letters on paper", all(least[side] >= LEAST_POINTS[side] for side in least),
                  ", ".join(f"{side} {least[side]:.1f} points" for side in least))
            check(f"{name}: nothing is cut off", not found["cut"] and found["wide"] <= CARD_PIXELS, " ".join(found["cut"]))
            front = [f"signal kind-{kind}" for kind in ("seizure", "technical", "low", "quiet")] + ["whom"]
            check(f"{name}: what counts is on the front", found["order"] == [*front, "rules"], ", ".join(found["order"]))
            pages, sizes = printed(page, keep / f"{path.stem}.pdf" if keep else None)
            check(f"{name}: both sides of one sheet of A4", pages == 2 and sizes == [2, 0], f"{pages} pages, {sizes}")
    page.close()


def long_alarm(tool, folder):
    """The reports of an alarm of seven minutes, one file and a folder: the shipped recording's seizure again and again."""
    source = (ROOT / "Models/demo/chb01_03.edf").read_bytes()
    head, count = int(source[184:192]), int(source[236:244])
    size = (len(source) - head) // count
    seconds = [source[head + number * size:head + (number + 1) * size] for number in range(count)]
    played = seconds[:10] * 3 + seconds[12:48] * 12
    header = bytearray(source[:head])
    header[236:244] = str(len(played)).ljust(8).encode()
    (folder / "long.edf").write_bytes(bytes(header) + b"".join(played))
    for words in (["replay", "long.edf", "--log", "long"], ["report", "long", "--output", "long.html"],
                  ["report", "long", "--output", "long-folder"]):
        subprocess.run([tool, *words], check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return folder / "long.html", sorted((folder / "long-folder").glob("event-*.html"), key=lambda path: len(path.name))


def alarms(browser, tool, folder, keep):
    """An alarm is one sheet of paper, a part of a long one, too, and none is without its name, its time and its bed."""
    whole, parts = long_alarm(tool, folder)
    check("long alarm: two parts", len(parts) == 2, " ".join(path.name for path in parts))
    page = browser.new_page()
    page.emulate_media(media="print")
    for number, path in enumerate([whole, folder / "report.html", folder / "marked.html", *parts], -2):
        page.goto(path.as_uri())
        name = f"alarm of {path.parent.name}/{path.name}" if path in parts else f"alarm of {path.name}"
        shown = page.evaluate(SHOWN)
        words = " | ".join(shown[0]["words"])
        place = f", sheet {number} of 2" if path in parts else ""
        pattern = rf"Seizure alarm 1: \d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d, .* \| Log \S+, person [0-9a-f]{{8}}, board \w+{place}"
        check(f"{name}: says on paper what it is of", len(shown) == 1 and re.fullmatch(pattern, words), words)
        check(f"{name}: one page of EEG", shown[0]["sheets"] == 1, f"{shown[0]['sheets']}")
        pages, sizes = printed(page, keep / f"{path.parent.name}-{path.stem}.pdf" if keep else None)
        check(f"{name}: one sheet of paper", sizes[1] == 1 and sum(sizes) == pages, f"{pages} pages, of which {sizes[1]} wide")
    page.goto(parts[0].as_uri())
    page.evaluate(MOST_CHANNELS)
    pages, sizes = printed(page, keep / "alarm-32-channels.pdf" if keep else None)
    check("alarm of 32 channels: one sheet of paper", (pages, sizes) == (1, [0, 1]), f"{pages} pages")
    page.close()
