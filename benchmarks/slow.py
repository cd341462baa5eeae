"""A slow network between a browser and a server on this machine."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

ROUND_TRIP = 0.15
BYTES_A_SECOND = 1_638_400 / 8
"""Slow 4G as Lighthouse has it: 150 ms there and back, 1.6 Mbit/s."""
CHUNK = 16_384


@dataclass
class Line:
    """What all connections share: when it has carried all that was put on it."""

    free_at: float = 0.0


@contextmanager
def slowed(port: int) -> Iterator[int]:
    """A port that leads to the server's port over a slow line, in both directions."""
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda *_: None)  # of connections that are given up at the end
    ready: list[int] = []

    async def listen() -> None:
        up, down = Line(), Line()

        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await asyncio.sleep(ROUND_TRIP)  # until both know of the connection
            there = await asyncio.open_connection("127.0.0.1", port)
            await asyncio.gather(_carry(reader, there[1], up), _carry(there[0], writer, down))

        server = await asyncio.start_server(connected, "127.0.0.1", 0)
        ready.append(server.sockets[0].getsockname()[1])

    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    listening = asyncio.run_coroutine_threadsafe(listen(), loop)
    listening.result(timeout=10)
    try:
        yield ready[0]
    finally:
        asyncio.run_coroutine_threadsafe(_ended(), loop).result(timeout=10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=10)
        loop.close()


async def _ended() -> None:
    """All connections are given up."""
    others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, line: Line) -> None:
    """Every piece takes its time on the line, and half a round trip until it arrives."""
    clock = asyncio.get_running_loop().time
    on_the_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def deliver() -> None:
        while True:
            arrives, piece = await on_the_way.get()
            await asyncio.sleep(max(0.0, arrives - clock()))
            if not piece:
                break
            writer.write(piece)
            await writer.drain()
        writer.close()

    delivering = asyncio.ensure_future(deliver())
    piece = b"-"
    while piece:
        try:
            piece = await reader.read(CHUNK)
        except ConnectionError:
            piece = b""
        line.free_at = max(clock(), line.free_at) + len(piece) / BYTES_A_SECOND
        await on_the_way.put((line.free_at + ROUND_TRIP / 2, piece))
        await asyncio.sleep(max(0.0, line.free_at - clock()))
    with suppress(ConnectionError):
        await delivering
