"""Holds the boards' files against the device trees of a Linux kernel: GPIO chips, line names, SPI, watchdog, pin conflicts.

  board_files.py TREES [FOLDER]     TREES: a folder with the kernels' .dtb files; FOLDER: of the boards' files (Boards)

For each board: the GPIO chip with the label that the file names is there, and has every line by its name; an overlay that
README.md in the boards' folder gives is applied first. The SPI bus of the file's device is there. No line is a pin that an enabled
device of the tree, or that bus, uses. There is a watchdog. Prints one line for each board; exit code 1 if anything does not hold.
"""

import re
import struct
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

# By board: the tree, where a kernel of Debian's has the board at all.
TREES = {
    "pieeg-rpi4": "bcm2711-rpi-4-b.dtb",
    "pieeg-rpi5": "bcm2712-rpi-5-b.dtb",
    "pieeg16-rpi5": "bcm2712-rpi-5-b.dtb",
    "ads1299-bbb": "am335x-boneblack.dtb",
    "ads1299-rk3588": "rk3588-rock-5b.dtb",
}
# What the drivers call their GPIO chips: drivers/pinctrl/bcm/pinctrl-bcm2835.c, drivers/pinctrl/pinctrl-rp1.c,
# drivers/gpio/gpio-rockchip.c (the alias), drivers/gpio/gpio-omap.c (which counts lines in the order in which banks are found).
LABELS = {"brcm,bcm2711-gpio": "pinctrl-bcm2711", "raspberrypi,rp1-gpio": "pinctrl-rp1"}
WATCHDOGS = ("brcm,bcm2835-pm-wdt", "brcm,bcm2712-pm", "snps,dw-wdt", "ti,omap3-wdt")
# What Raspberry Pi's own kernels call lines that mainline names after what they usually do.
OTHER_NAMES = {"SPI_CE1_N": "GPIO7", "SPI_CE0_N": "GPIO8", "SPI_MISO": "GPIO9", "SPI_MOSI": "GPIO10", "SPI_SCLK": "GPIO11"}


class Node:
    """A node of a device tree (devicetree specification 0.4, chapter 5)."""

    def __init__(self, name, parent):
        self.name, self.parent, self.properties, self.children = name, parent, {}, []

    @property
    def path(self):
        return "/" if self.parent is None else self.parent.path.rstrip("/") + "/" + self.name

    def texts(self, key):
        return [text.decode() for text in self.properties.get(key, b"").rstrip(b"\0").split(b"\0")] if key in self.properties else []

    def cells(self, key):
        value = self.properties.get(key, b"")
        return struct.unpack(f">{len(value) // 4}I", value)

    def everything(self):
        yield self
        for child in self.children:
            yield from child.everything()

    @property
    def is_enabled(self):
        status = (self.texts("status") or ["okay"])[0]
        return status in ("okay", "ok") and (self.parent is None or self.parent.is_enabled)


def read_tree(data):
    magic, _, structure, strings = struct.unpack(">4I", data[:16])
    if magic != 0xD00DFEED:
        raise ValueError("no device tree")
    position, node, root = structure, None, None
    while True:
        (token,) = struct.unpack_from(">I", data, position)
        position += 4
        if token == 1:
            end = data.index(b"\0", position)
            child = Node(data[position:end].decode(), node)
            if node is None:
                root = child
            else:
                node.children.append(child)
            node, position = child, (end + 4) & ~3
        elif token == 2:
            node = node.parent
        elif token == 3:
            length, name = struct.unpack_from(">2I", data, position)
            start = strings + name
            node.properties[data[start : data.index(b"\0", start)].decode()] = data[position + 8 : position + 8 + length]
            position = (position + 8 + length + 3) & ~3
        elif token == 9:
            return root


class Tree:
    def __init__(self, path):
        self.root = read_tree(path.read_bytes())
        self.nodes = list(self.root.everything())
        self.handles = {node.cells("phandle")[0]: node for node in self.nodes if "phandle" in node.properties}
        paths = {node.path: node for node in self.nodes}
        aliases = paths.get("/aliases")
        self.aliases = {key: paths.get(aliases.texts(key)[0]) for key in aliases.properties} if aliases else {}

    def with_property(self, key):
        return [node for node in self.nodes if key in node.properties]

    def label(self, chip):
        """What the chip's driver calls it; None where that depends on the kernel."""
        for name in chip.texts("compatible"):
            if name in LABELS:
                return LABELS[name]
        if "rockchip,gpio-bank" in chip.texts("compatible"):
            return next((alias for alias, node in self.aliases.items() if node is chip), None)
        return None

    def pins_of(self, node):
        """(controller, pin) of every pin that a device's states ask for."""
        for key, value in node.properties.items():
            if re.fullmatch(r"pinctrl-\d+", key):
                for handle in struct.unpack(f">{len(value) // 4}I", value):
                    for group in self.handles[handle].everything():
                        yield from self.pins_in(group)

    def pins_in(self, group):
        controller = group
        while controller.parent and "compatible" not in controller.properties:
            controller = controller.parent
        for pin in group.cells("brcm,pins"):
            yield controller, pin
        rockchip = group.cells("rockchip,pins")
        for index in range(0, len(rockchip), 4):
            yield controller, 32 * rockchip[index] + rockchip[index + 1]
        single = group.cells("pinctrl-single,pins")
        for index in range(0, len(single), 3):
            yield controller, single[index] // 4

    def pin_of(self, chip, offset):
        """(controller, pin) of a line, by the chip's ranges."""
        ranges = chip.cells("gpio-ranges")
        for index in range(0, len(ranges), 4):
            handle, first, pin, count = ranges[index : index + 4]
            if first <= offset < first + count:
                return self.handles[handle], pin + offset - first
        return chip, offset

    def users(self):
        """(controller, pin) of everything that an enabled device asks for or drives, with the device."""
        found = {}
        for node in self.nodes:
            if not node.is_enabled or "gpio-controller" in node.properties and "pinctrl-0" not in node.properties:
                continue
            for place in self.pins_of(node):
                found.setdefault(place, node.path)
            for key in node.properties:
                if key != "gpios" and not key.endswith(("-gpios", "-gpio")):
                    continue
                cells = node.cells(key)
                index = 0
                while index < len(cells):
                    chip = self.handles.get(cells[index])
                    if chip is None or "#gpio-cells" not in chip.properties:
                        break
                    found.setdefault(self.pin_of(chip, cells[index + 1]), node.path)
                    index += 1 + chip.cells("#gpio-cells")[0]
        return found


def overlays(folder, names):
    """The sources of those overlays that the README gives."""
    text = (folder / "README.md").read_text()
    for name, source in re.findall(r"`([a-z-]+)\.dtso`[^`]*```dts\n(.*?)```", text, re.S):
        if name in names:
            yield name, source


def applied(path, folder, names, scratch):
    """The tree with the overlays. Debian's trees tell no labels: `&gpio3` is written as the path of the alias."""
    for name, source in overlays(folder, names):
        aliases = Tree(path).aliases
        source = re.sub(r"&(\w+) \{", lambda match: f"&{{{aliases[match[1]].path}}} {{", source)
        (scratch / f"{name}.dtso").write_text(source)
        overlay, result = scratch / f"{name}.dtbo", scratch / f"{name}.dtb"
        subprocess.run(["dtc", "-q", "-@", "-I", "dts", "-O", "dtb", "-o", overlay, scratch / f"{name}.dtso"], check=True)
        subprocess.run(["fdtoverlay", "-i", path, "-o", result, overlay], check=True)
        path = result
    return path


def find_line(tree, chip, name):
    """(chip, offset) of a line by its name; chips whose label depends on the kernel are all looked at."""
    found = []
    for node in tree.with_property("gpio-controller"):
        if tree.label(node) not in (chip, None) or (tree.label(node) is None and chip.startswith("pinctrl-")):
            continue
        names = node.texts("gpio-line-names")
        found += [(node, index) for index, known in enumerate(names) if name in (known, OTHER_NAMES.get(known))]
    return found


def bus_pins(tree, bus, spi):
    """(controller, pin) of an SPI bus: what its device asks for, the group its overlay takes (spi0-gpio7 on a Raspberry Pi), and lines
    that are named after it in brackets (on a BeagleBone)."""
    yield from tree.pins_of(spi)
    for node in tree.nodes:
        if node.name == f"spi{bus}-gpio7":
            yield from tree.pins_in(node)
        for index, name in enumerate(node.texts("gpio-line-names")):
            if f"[spi{bus}_" in name:
                yield tree.pin_of(node, index)


def check(board, tree):
    """What does not hold."""
    bus = re.fullmatch(r"/dev/spidev(\d+)\.\d+", board["spi"]["device"])
    spi = tree.aliases.get(f"spi{bus[1]}")
    if spi is None and (spis := [node for node in tree.nodes if re.match(r"spi@7e204000", node.name)]):
        spi = spis[0]
    if spi is None:
        yield f"no SPI bus {bus[1]} for {board['spi']['device']}"
    if not any(set(WATCHDOGS) & set(node.texts("compatible")) for node in tree.nodes if node.is_enabled):
        yield f"no watchdog for {board['watchdog']['device']}"
    used = tree.users()
    if spi is not None:
        for place in bus_pins(tree, bus[1], spi):
            used.setdefault(place, spi.path)
    banks, places = {}, {}
    for role, line in board["lines"].items():
        found = find_line(tree, line["chip"], line["line"])
        if len(found) != 1:
            yield f"lines.{role}: \"{line['line']}\" of \"{line['chip']}\" is there {len(found)} times"
            continue
        chip, offset = found[0]
        place = tree.pin_of(chip, offset)
        if banks.setdefault(line["chip"], chip) is not chip:
            yield f"lines.{role}: \"{line['line']}\" is not on the chip of the other lines of \"{line['chip']}\""
        if place in used:
            yield f"lines.{role}: \"{line['line']}\" is used by {used[place]}"
        if place in places:
            yield f"lines.{role}: the same pin as lines.{places[place]}"
        places[place] = role


def main():
    trees = Path(sys.argv[1])
    folder = Path(sys.argv[2] if len(sys.argv) > 2 else "Boards")
    release = (trees / "release").read_text().strip()
    failures = 0
    for path in sorted(folder.glob("*.toml")):
        board = tomllib.loads(path.read_text())
        if "lines" not in board or board["evidence"] == "emulated":
            continue
        identity = board["identity"]
        file = trees / TREES.get(identity, "none")
        if not file.is_file():
            print(f"FAILED  {path}: no device tree is known for {identity}")
            failures += 1
            continue
        with tempfile.TemporaryDirectory() as scratch:
            tree = Tree(applied(file, folder, board["firmware"]["overlays"], Path(scratch)))
        labels = {line["chip"] for line in board["lines"].values()}
        known = {tree.label(node) for node in tree.with_property("gpio-controller")}
        if labels <= set(LABELS.values()) and not labels & known:
            print(f"skipped {path}: Linux {release} has no {', '.join(sorted(labels))} on this board; see raspberrypi/linux")
            continue
        problems = list(check(board, tree))
        for problem in problems:
            print(f"FAILED  {path}: {problem}")
        failures += len(problems)
        if not problems:
            print(f"ok      {path}: checked against Linux {release}'s device tree ({len(board['lines'])} lines, SPI, watchdog)")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
