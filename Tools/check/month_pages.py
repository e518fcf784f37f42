#!/usr/bin/env python3
"""The report of a month with 1,000 alarms: an index in little more time than the log takes to be hashed, a page of at most 1 MB for each alarm.

Usage: month_pages.py PRODROME FOLDER [--days N] [--alarms N]

The log is made by month_log.py; without --days and --alarms it is a day of that month. Processor time is held against that of
Python's hashlib and zlib over the same files in the same run: a ratio, not seconds, which depend on the machine and on what else it does.
hashlib's OpenSSL is kept from the SHA instructions that some processors have: the tool's libsodium does without them everywhere.

Example: Tools/check/month_pages.py .build/release/prodrome .build/month --days 30 --alarms 1000
Exit codes: 0 all holds, 1 something does not.
"""

import argparse
import hashlib
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import time
import zlib

import expectations
import month_log

MOST_PAGE_BYTES = 1_000_000
# Times the processor time of one SHA-256 and one CRC over the log; 3.0 to 3.5 were measured, 4.0 while records were copied.
MOST_RATIO = 4
# OpenSSL's word for a processor without SHA instructions (bit 29 of the second word).
PLAIN_PROCESSOR = ":~0x20000000"
expect = expectations.Expectations()


def plain(log):
    """Processor seconds of reading and checking a log's bytes, nothing else."""
    begun = time.process_time()
    for file in sorted(log.iterdir()):
        data = file.read_bytes()
        hashlib.sha256(data).digest()
        zlib.crc32(data)
    return time.process_time() - begun


def children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def index(tool, log, folder):
    """Processor and other seconds until the index is there; the alarms' pages are not waited for."""
    shutil.rmtree(folder, ignore_errors=True)
    before, begun = children(), time.monotonic()
    report = subprocess.Popen([tool, "report", log, "--output", folder])
    while not (folder / "index.html").exists() and report.poll() is None:
        time.sleep(0.005)
    elapsed = time.monotonic() - begun
    report.kill()
    report.wait()
    return children() - before, elapsed


def opening(path):
    """Milliseconds from asking for a page to the end of its loading in Debian's chromium, the middle of three; None without one."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        times = []
        for _ in range(3):
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(path.as_uri())
            times.append(page.evaluate("performance.getEntriesByType('navigation')[0].duration"))
            page.close()
        browser.close()
    return sorted(times)[1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tool", metavar="PRODROME", type=pathlib.Path)
    parser.add_argument("folder", metavar="FOLDER", type=pathlib.Path)
    parser.add_argument("--days", type=int, default=1)
    parser.add_argument("--alarms", type=int, default=33)
    given = parser.parse_args()
    if os.environ.get("OPENSSL_ia32cap") != PLAIN_PROCESSOR:
        # OpenSSL reads it when it is loaded.
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | {"OPENSSL_ia32cap": PLAIN_PROCESSOR})
    shutil.rmtree(given.folder, ignore_errors=True)
    tool, log, pages = given.tool.resolve(), given.folder / "log", given.folder / "pages"
    records, size = month_log.write(log, given.days, given.alarms)
    print(f"{given.days} days, {given.alarms} alarms, {records} records, {size / 1e6:.0f} MB")

    verified = subprocess.run([tool, "log", "verify", log], capture_output=True, text=True, check=False)
    expect("the log that was made without Prodrome is intact", "intact     yes" in verified.stdout, True)
    ratios = []
    # The least of some: what else the machine does only adds to either, and the base is a fifth of a second.
    for _ in range(8):
        base = plain(log)
        used, elapsed = index(tool, log, pages)
        ratios.append(used / base)
        print(f"index after {elapsed:.2f} s, of which {used:.2f} s of a processor; hashing alone takes {base:.2f} s")
    expect(f"the index takes at most {MOST_RATIO} times what hashing the log does", min(ratios) <= MOST_RATIO, True)
    print(f"{min(ratios):.1f} times")

    done = subprocess.run([tool, "report", log, "--output", pages], check=False)
    expect("the report is written", done.returncode, 0)
    names = {file.name for file in pages.iterdir()}
    wanted = {"index.html", *(f"event-1-{event}.html" for event in range(1, given.alarms + 1))}
    expect("every alarm has its page", sorted(wanted - names), [])
    text = (pages / "index.html").read_text()
    expect("the index leads to each", [name for name in sorted(wanted - {"index.html"}) if f'href="{name}"' not in text], [])
    largest = max(pages.iterdir(), key=lambda file: file.stat().st_size)
    milliseconds = opening((pages / "index.html").resolve())
    print("the index was not opened in a browser: no playwright" if milliseconds is None else f"the index opens in {milliseconds:.0f} ms")
    print(f"the largest page is {largest.name}, {largest.stat().st_size} bytes; the index has {os.path.getsize(pages / 'index.html')}")
    expect(f"no page has more than {MOST_PAGE_BYTES} bytes", largest.stat().st_size <= MOST_PAGE_BYTES, True)
    shutil.rmtree(given.folder)
    return 1 if expect.failures else 0


if __name__ == "__main__":
    sys.exit(main())
