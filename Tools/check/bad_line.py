"""A TCP line to a board that is cut, stalls and falls silent, at bytes drawn from a seed. Used by fleet_pull.py."""
import asyncio
import random
import socket
import struct
import threading

# Share of the connections that come to harm at all, and where: SSH's greetings, its keys, the answer itself.
HARMED = 0.3
MOST_BYTES = 60_000
# Where one falls silent that does: the keys are agreed on, nothing is answered yet.
SILENT_AT = 4000
# How a connection ends, if it does not fall silent: in order, as if its other end had closed it, or reset.
ENDS = ("end", "reset")


class Fate:
    """What becomes of one connection: the number of bytes after which it is cut, how, and where it stalls for how long."""

    def __init__(self, seed, number, hopeless):
        chance = random.Random(f"{seed} {number}")
        harmed = hopeless or chance.random() < HARMED
        self.cut_at = chance.randint(1, 2000 if hopeless else MOST_BYTES) if harmed else None
        self.end = chance.choice(ENDS)
        self.is_silent = False
        self.stall_at = chance.randint(1, MOST_BYTES) if chance.random() < HARMED else None
        self.stall_seconds = chance.uniform(0.05, 0.5)


class BadLine:
    """One board's line: connections to `port` are carried to `target` on this machine.

    hopeless: every connection is cut within its first 2000 bytes. silent: the numbers of the connections, from 0, that
    carry nothing from their cut on, and are not closed."""

    def __init__(self, target, seed, silent=()):
        self.target, self.seed, self.silent = target, seed, set(silent)
        self.hopeless = False
        self.connections = self.cuts = self.stalls = self.silences = self.bytes = 0
        self.listener = socket.create_server(("", 0))
        self.port = self.listener.getsockname()[1]

    async def serve(self):
        await asyncio.start_server(self._carry, sock=self.listener)

    async def _carry(self, reader, writer):
        number, self.connections = self.connections, self.connections + 1
        fate = Fate(self.seed, number, self.hopeless)
        if number in self.silent:
            fate.end, fate.cut_at = "silence", SILENT_AT
        try:
            there = await asyncio.open_connection("127.0.0.1", self.target)
        except OSError:
            self._close(writer, fate)
            return
        carried = [0]
        pumps = [asyncio.ensure_future(self._pump(*ends, fate, carried))
                 for ends in ((reader, there[1]), (there[0], writer))]
        done, _ = await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        was_cut = any(pump.result() for pump in done)
        if was_cut:
            self.cuts += 1
        else:
            # One end is done; the other may still have something to say.
            await asyncio.wait(pumps, timeout=5)
        for pump in pumps:
            pump.cancel()
        for end in (writer, there[1]):
            self._close(end, fate if was_cut else None)

    async def _pump(self, reader, writer, fate, carried):
        """Carries bytes one way until the end, False, or the cut, True."""
        try:
            while data := await reader.read(4096):
                room = len(data) if fate.cut_at is None else max(0, fate.cut_at - carried[0])
                if fate.stall_at is not None and carried[0] + len(data) >= fate.stall_at:
                    fate.stall_at = None
                    self.stalls += 1
                    await asyncio.sleep(fate.stall_seconds)
                writer.write(data[:room])
                await writer.drain()
                carried[0] += len(data)
                self.bytes += min(room, len(data))
                if room >= len(data):
                    continue
                if fate.end == "silence":
                    self.silences += not fate.is_silent
                    fate.is_silent = True
                    while await reader.read(4096):
                        pass
                return True
            return False
        except OSError:
            return False

    @staticmethod
    def _close(writer, fate):
        if fate is not None and fate.end == "reset":
            linger = struct.pack("ii", 1, 0)
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        writer.transport.abort() if fate is not None else writer.close()


def serve(lines):
    """Carries all lines from now on, in a thread of their own."""
    async def forever():
        for line in lines:
            await line.serve()
        await asyncio.Event().wait()
    threading.Thread(target=lambda: asyncio.run(forever()), daemon=True).start()
