#!/usr/bin/env python3
"""Looks at the pages that `prodrome` writes, in a real browser.

Usage: pages.py PRODROME [--update] [--keep FOLDER]

Makes the report of the shipped recording, the same as a folder, the bedside cards and an evaluation, opens each in
Debian's chromium at a desktop's and a phone's width, light and dark, and prints it. Checks of each page: nothing is
fetched, no horizontal scrolling of the page at 390 pixels, axe-core's rules (contrast, names, keyboard), that the keys
jump from page to page of EEG, that a card is one sheet of paper with large letters and an alarm one, the evaluation of
32 recordings fewer than ten pages, and that a log of three days is no wider than paper. The page of a ward is written by `watch` over a stand-in for ssh: it shows beds only while it is
written, whatever the browser's clock says. The wiring drawings and the demo's terminal are drawn, too. Screenshots are compared with those in Tools/pages: at a quarter of
their size, at most `MOST_DIFFERENT` of the pixels may differ by more than `STEP`. `--update` writes those and the
manual's pictures anew; `--keep` keeps the pages and full screenshots.

Example: Tools/check/pages.py .build/release/prodrome
Exit code: 0 all hold, 1 not.
"""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from axe_playwright_python.sync_playwright import Axe
from page_shots import ROOT, check, failures, picture, same
from paper_pages import alarms, cards, days, paper
from playwright.sync_api import sync_playwright
from terminal_page import terminal
from ward_page import ward

# Pictures of the manual: page, what is pictured.
PICTURES = {"report": None, "card-en": None, "event": ".printed svg"}
BOARDS = ("pieeg-rpi5", "pieeg16-rpi5", "ads1299-beaglebone", "ads1299-rk3588")
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


def make(tool, folder):
    """The pages, by name."""
    def run(*words):
        done = subprocess.run([tool, *map(str, words)], capture_output=True, text=True, cwd=folder)
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(map(str, words))}: exit {done.returncode}\n{done.stderr}")

    run("replay", ROOT / "Models/demo/chb01_03.edf", "--log", "log")
    run("report", "log", "--output", "report.html")
    run("report", "log", "--output", "folder")
    shutil.copytree(folder / "log", folder / "marked")
    run("mark", "marked", "1", "seizure", "--by", "Dr. A", "--note", "https://example.org/" + "a" * 83)
    run("report", "marked", "--output", "marked.html")
    for language in ("en", "de", "es"):
        run("card", "--board", ROOT / "Boards/pieeg-rpi5.toml", "--language", language, "--output", f"card-{language}.html")
    for name, people, runs in (("data", ["chb01"], 1), ("many", [f"p{number}" for number in range(8)], 4)):
        recordings(folder / name, people, runs)
    run("evaluate", "data", "--report", "evaluation.html")
    run("evaluate", "many", "--report", "evaluation-32.html")
    return {
        "report": folder / "report.html", "index": folder / "folder" / "index.html",
        "event": folder / "folder" / "event-1-1.html", "evaluation": folder / "evaluation.html",
        **{f"card-{language}": folder / f"card-{language}.html" for language in ("en", "de", "es")},
    }


def recordings(folder, people, runs):
    """A dataset of the shipped recording, as often as that."""
    for person in people:
        data = folder / f"sub-{person}" / "eeg"
        data.mkdir(parents=True)
        for number in range(1, runs + 1):
            for ending in ("", "_events"):
                source = ROOT / "Models" / "demo" / f"chb01_03{ending}.{'tsv' if ending else 'edf'}"
                (data / f"sub-{person}_run-{number:02}{ending or '_eeg'}{source.suffix}").symlink_to(source)


def look(browser, name, path, keep, update):
    for size, (width, height) in SIZES.items():
        for scheme in ("light", "dark"):
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            fetched = []
            page.on("request", lambda request: fetched.append(request.url))
            page.goto(path.as_uri())
            label = f"{name} {size} {scheme}"
            check(f"{label}: fetches nothing", fetched == [path.as_uri()], ", ".join(fetched[1:]))
            wide = page.evaluate("document.documentElement.scrollWidth")
            check(f"{label}: does not scroll sideways", wide <= width, f"{wide} of {width} pixels")
            shot = page.screenshot(full_page=False)
            if keep:
                page.screenshot(path=keep / f"{name}-{size}-{scheme}.png", full_page=True)
            if update and name in PICTURES and (size, scheme) == ("desktop", "light"):
                part = PICTURES[name]
                whole = page.locator(part) if part else page
                picture(name, whole.screenshot() if part else page.screenshot(full_page=name.startswith("card")))
            if (size, scheme) in (("desktop", "light"), ("phone", "dark")):
                same(f"{name}-{size}", shot, update)
            # axe-core comes in as a script, which the page's own policy refuses: it is run on a copy without one.
            copy = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*/>', "", path.read_text(encoding="utf-8"))
            page.set_content(copy)
            found = Axe().run(page).response["violations"]
            words = "; ".join(f"{one['id']} ({len(one['nodes'])}): {one['nodes'][0]['html'][:90]}" for one in found)
            check(f"{label}: axe-core's rules", not found, words)
            page.close()


def wiring(browser, tool, folder, keep, update):
    """The drawings of boards, which need no more than a page's width."""
    for board in BOARDS:
        path = folder / f"{board}.svg"
        subprocess.run(
            [tool, "bundle", "wiring", "--board", ROOT / "Boards" / f"{board}.toml", "--output", path], check=True, cwd=folder)
        for scheme in ("light", "dark"):
            page = browser.new_page(viewport={"width": 1040, "height": 700}, color_scheme=scheme)
            page.goto(path.as_uri())
            wide = page.evaluate(
                "Math.max(...Array.from(document.querySelectorAll('text'), t => t.getBBox().x + t.getBBox().width))")
            left = page.evaluate("Math.min(...Array.from(document.querySelectorAll('text'), t => t.getBBox().x))")
            check(f"wiring {board} {scheme}: all words are on it", wide <= 1040 and left >= 0, f"{left:.0f} to {wide:.0f}")
            height = page.evaluate("document.documentElement.viewBox.baseVal.height")
            page.set_viewport_size({"width": 1040, "height": int(height)})
            content = page.screenshot(path=keep / f"wiring-{board}-{scheme}.png" if keep else None)
            if scheme == "light":
                same(f"wiring-{board}", content, update)
                if update and board == BOARDS[0]:
                    picture("wiring", content, shrink=1)
            page.close()


def keys(browser, path):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(path.as_uri())
    seen = []
    for key in ("n", "ArrowRight", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(key)
        page.wait_for_timeout(100)
        seen.append(page.evaluate("location.hash"))
    expected = ["#event-1-1", "#event-1-1-page-1", "#event-1-1-page-2", "#event-1-1-page-1"]
    check("report: keys jump from page to page of EEG", seen == expected, " ".join(seen))
    page.close()


def folder_keys(browser, index):
    """From a folder's index the keys lead to its first alarm."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(index.as_uri())
    page.keyboard.press("n")
    page.wait_for_timeout(300)
    check("index: n leads to the first alarm", page.url.endswith("/event-1-1.html"), page.url)
    page.close()


def narrow(browser, name, path):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(path.as_uri())
    wide = page.evaluate("document.documentElement.scrollWidth")
    check(f"{name}: does not scroll sideways", wide <= 390, f"{wide} of 390 pixels")
    page.close()


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("\n\n")[1])
    parser.add_argument("prodrome")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--keep", type=pathlib.Path)
    arguments = parser.parse_args()
    if arguments.keep:
        arguments.keep.mkdir(parents=True, exist_ok=True)
    tool = str(pathlib.Path(arguments.prodrome).resolve())
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        folder = (arguments.keep or pathlib.Path(temporary)).resolve()
        pages = make(tool, folder)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, path in pages.items():
            look(browser, name, path, arguments.keep, arguments.update)
        keys(browser, pages["report"])
        folder_keys(browser, pages["index"])
        narrow(browser, "a mark with a long word", folder / "marked.html")
        wiring(browser, tool, folder, arguments.keep, arguments.update)
        terminal(browser, tool, folder, arguments.keep, arguments.update)
        ward(browser, tool, folder, arguments.keep, arguments.update)
        for name, path in pages.items():
            most = {"card": [2], "even": [1]}.get(name[:4], range(1, 10))
            paper(browser, name, path, arguments.keep, most)
        paper(browser, "evaluation of 32 recordings", folder / "evaluation-32.html", None, range(1, 10))
        days(browser, tool, folder, arguments.keep)
        cards(browser, tool, folder, arguments.keep)
        alarms(browser, tool, folder, arguments.keep)
        browser.close()
    print(f"{len(failures)} failed" if failures else "all pages hold")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
