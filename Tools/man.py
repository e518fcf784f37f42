#!/usr/bin/env python3
"""Writes manual pages of `prodrome`, one for it and one for each command, from what the tool says of itself.

Usage: man.py PRODROME FOLDER DATE

The pages say what `--help` says: nothing is written twice. DATE is the day that stands in them, such as 2026-03-01.
Example: Tools/man.py .build/release/prodrome .build/man 2026-03-01
Exit code: 0 written, 1 not.
"""
import json
import pathlib
import subprocess
import sys


def escaped(text):
    """Text as roff takes it literally."""
    lines = []
    for line in text.split("\n"):
        line = line.replace("\\", "\\e").replace("-", "\\-")
        lines.append("\\&" + line if line.startswith((".", "'")) else line)
    return "\n".join(lines)


def names(argument):
    """An option's names, or an argument's value in capitals."""
    found = ["-" * (2 if name["kind"] == "long" else 1) + name["name"] for name in argument.get("names", [])]
    return ", ".join(found) or argument.get("valueName", "").upper()


def page(command, path, date):
    """One command's page."""
    title = "-".join(path)
    parts = [f'.TH "{title.upper()}" 1 "{date}" "Prodrome" "Prodrome"', ".SH NAME",
             f"{escaped(title)} \\- {escaped(command.get('abstract', ''))}"]
    usage = [f"[{names(argument)}]" if argument.get("isOptional") else names(argument)
             for argument in command.get("arguments", []) if argument.get("shouldDisplay", True)]
    parts += [".SH SYNOPSIS", f".B {escaped(' '.join(path))}", escaped(" ".join(usage))]
    if command.get("discussion"):
        parts += [".SH DESCRIPTION", ".nf", escaped(command["discussion"]), ".fi"]
    shown = [argument for argument in command.get("arguments", []) if argument.get("shouldDisplay", True)]
    if shown:
        parts.append(".SH OPTIONS")
        for argument in shown:
            value = f" {argument['valueName']}" if argument.get("kind") == "option" else ""
            parts += [".TP", f".B {escaped(names(argument) + value)}", escaped(argument.get("abstract", ""))]
    below = [part["commandName"] for part in command.get("subcommands", []) if part["commandName"] != "help"]
    if below:
        parts += [".SH COMMANDS", ", ".join(f"\\fB{escaped('-'.join(path + [name]))}\\fR(1)" for name in below)]
    return "\n".join(parts) + "\n"


def write(command, path, folder, date):
    """The pages of a command and of all below it."""
    (folder / f"{'-'.join(path)}.1").write_text(page(command, path, date))
    for part in command.get("subcommands", []):
        if part["commandName"] != "help":
            write(part, path + [part["commandName"]], folder, date)


def main():
    """Writes all of them."""
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    described = subprocess.run([sys.argv[1], "--experimental-dump-help"], capture_output=True, text=True, check=True)
    folder = pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    write(json.loads(described.stdout)["command"], ["prodrome"], folder, sys.argv[3])


if __name__ == "__main__":
    main()
