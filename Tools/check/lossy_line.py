#!/usr/bin/env python3
"""Runs a command behind a line that loses packets, in a network namespace of its own.

Usage: lossy_line.py [--loss SHARE] [--delay SECONDS] [--seed N] COMMAND...

The namespace that this is started in is the board's end of the line, 10.77.0.2; the command's, 10.77.0.1, is a new one,
whose only way out is the line. Each packet, either way, is lost with the chance SHARE, else carried after SECONDS: what
TCP makes of that is the kernel's. It takes root's rights over the network (as `unshare --user --map-root-user --net`
gives them) and Linux's TUN device. What was carried and lost goes to standard error as `line CARRIED LOST`.

Example: unshare --net Tools/check/lossy_line.py --loss 0.05 ping -c 100 10.77.0.2
Exit code: the command's; 77 if there can be no such line here.
"""
import argparse
import ctypes
import fcntl
import heapq
import os
import random
import select
import struct
import subprocess
import sys
import time

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
CLONE_NEWNET = 0x40000000
HERE, THERE = "10.77.0.1", "10.77.0.2"


def open_end(name, address, peer):
    """One end of the line, in the namespace that this process is in now."""
    end = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
    fcntl.ioctl(end, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TUN | IFF_NO_PI))
    for words in (["address", "add", address, "peer", peer, "dev", name], ["link", "set", name, "up"]):
        subprocess.run(["ip", *words], check=True)
    return end


def carry(ends, is_over, arguments):
    """Carries packets between both ends until it is over; returns how many were carried and lost."""
    chance = random.Random(arguments.seed)
    other = {ends[0]: ends[1], ends[1]: ends[0]}
    waiting, carried, lost = [], 0, 0
    while not is_over():
        pause = max(0.0, waiting[0][0] - time.monotonic()) if waiting else 0.1
        for end in select.select(ends, [], [], min(pause, 0.1))[0]:
            packet = os.read(end, 65536)
            if chance.random() < arguments.loss:
                lost += 1
            else:
                carried += 1
                heapq.heappush(waiting, (time.monotonic() + arguments.delay, carried, other[end], packet))
        while waiting and waiting[0][0] <= time.monotonic():
            _, _, end, packet = heapq.heappop(waiting)
            try:
                os.write(end, packet)
            except OSError:
                # A full queue of the kernel's loses a packet, as on any line.
                lost += 1
    return carried, lost


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--loss", type=float, default=0.05, metavar="SHARE")
    parser.add_argument("--delay", type=float, default=0.005, metavar="SECONDS")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    if not arguments.command:
        parser.error("no command is given")
    try:
        there = open_end("board", THERE, HERE)
        if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        here = open_end("ward", HERE, THERE)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"lossy_line.py: there can be no such line here: {error}", file=sys.stderr)
        return 77
    command = subprocess.Popen(arguments.command)
    carried, lost = carry((here, there), lambda: command.poll() is not None, arguments)
    print(f"line {carried} {lost}", file=sys.stderr)
    return command.returncode


if __name__ == "__main__":
    sys.exit(main())
