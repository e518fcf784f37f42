"""The page of a ward, written by `prodrome watch` over a stand-in for ssh, in a browser whose clock is wrong."""
import subprocess
import time

from page_shots import check, picture, same

# Answers for boards of which one is watched, one calls, one decides nothing any more; others do not answer.
STAND_IN = r"""#!/bin/sh
length=0
for word in "$@"; do
  case $word in
    *@watched) written=4096 uptime=15.00 ;;
    *@calls) written=$(stat -c %s "$0.log") uptime=51.00 ;;
    *@stopped) written=4096 uptime=300.00 ;;
    "newest "*) length=${word#newest } ;;
    updates) exit 64 ;;
    storage) echo "segments=12 limit=256 segment_bytes=4194304 room_bytes=1048576 free_bytes=31000000000 access=writable"; exit ;;
    *@*) echo "ssh: connect to host bed5 port 22: No route to host" >&2; exit 255 ;;
  esac
done
printf 'segment-00000001.plog %s %s 946684851 %s\n' "$(stat -c %s "$0.log")" "$written" "$uptime"
head -c "$written" "$0.log" | tail -c "$length"
"""
BEDS = ("watched", "calls", "stopped", "gone")


def start(tool, folder, page):
    """`prodrome watch`, which writes the page twice a second."""
    program = folder / "stand-in"
    program.write_text(STAND_IN)
    program.chmod(0o755)
    segment = next((folder / "log").glob("*.plog")).read_bytes()
    blocks = (len(segment.rstrip(b"\0")) + 4095) // 4096
    (folder / "stand-in.log").write_bytes(segment[:blocks * 4096])
    fleet = folder / "fleet.toml"
    fleet.write_text("format = 1\n[beds]\n" + "".join(f'bed-{n} = "log@{name}"\n' for n, name in enumerate(BEDS, 2)))
    return subprocess.Popen(
        [tool, "watch", "--fleet", fleet, "--ssh", program, "--page", page, "--every", "0.5"], cwd=folder,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def look(page, label, keep, update):
    """What the frame shows, and how it looks."""
    check(f"{label}: shows beds once it was written again", state(page, "is-contact") == "is-contact")
    frame = page.frames[-1]
    text = frame.locator(".beds").inner_text()
    words = ("bed-2", "monitoring", "bed-3", "SEIZURE ALARM", "bed-4", "NOT DECIDING", "bed-5", "NO CONTACT")
    check(f"{label}: every bed in words", all(word in text for word in words), text.replace("\n", " ")[:200])
    wide = frame.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    zones = sum(part.locator("body").inner_text().count("Times: ") for part in (page, frame))
    check(f"{label}: names the zone once", zones == 1, f"{zones} times")
    check(f"{label}: does not scroll sideways", wide <= 0, f"{wide} pixels")
    content = page.screenshot(path=keep / f"{label.replace(' ', '-')}.png" if keep else None)
    same(label.replace(" ", "-"), content, update)
    return content


def state(page, wanted):
    """The page's state once it is the wanted one, or after ten seconds."""
    for _ in range(100):
        found = page.evaluate("document.documentElement.className")
        if found == wanted:
            return found
        page.wait_for_timeout(100)
    return found


def ward(browser, tool, folder, keep, update):
    path = folder / "ward.html"
    process = start(tool, folder, path)
    try:
        for _ in range(200):
            if path.exists():
                break
            time.sleep(0.05)
        views = [("ward desktop", (1280, 720), "light", "2001-09-09"), ("ward phone", (390, 844), "dark", "2099-01-01")]
        pages = []
        for label, (width, height), scheme, clock in views:
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            page.clock.install(time=clock)
            fetched = set()
            page.on("request", lambda request, fetched=fetched: fetched.add(request.url.split("?")[0]))
            page.goto(path.as_uri())
            first = page.locator("#contact").inner_text()
            check(f"{label}: no contact until it was written again", first.startswith("NO CONTACT"), first)
            content = look(page, label, keep, update)
            if update and label == "ward desktop":
                picture("ward", content)
            pages.append((label, page, fetched))
    finally:
        process.terminate()
        process.wait()
    for label, page, fetched in pages:
        page.clock.fast_forward(5_000)
        check(f"{label}: five seconds are no loss", state(page, "is-contact") == "is-contact")
        page.clock.fast_forward(40_000)
        check(f"{label}: no contact when nobody writes it", state(page, "is-lost") == "is-lost")
        text = page.locator("body").inner_text()
        isHidden = not any(frame.is_visible() for frame in page.locator("iframe").all())
        check(f"{label}: no bed is shown then", "NO CONTACT" in text and isHidden, text.replace("\n", " ")[:200])
        check(f"{label}: fetches nothing but itself", fetched == {path.as_uri()}, ", ".join(fetched))
        same(f"{label.replace(' ', '-')}-lost", page.screenshot(), update)
        page.close()
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(path.as_uri())
    text = page.locator("body").inner_text()
    check("ward without scripts: no contact", "NO CONTACT" in text and "monitoring" not in text.lower(), text.replace("\n", " ")[:120])
    page.close()
