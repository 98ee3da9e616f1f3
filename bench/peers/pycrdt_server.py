"""pycrdt-websocket with its SQLite store, as its documentation sets it up, served by uvicorn.

Runs in the peers' own environment: python pycrdt_server.py <port> <database file>
"""

import asyncio
import sys
from contextlib import suppress

import uvicorn
from pycrdt.store import SQLiteYStore
from pycrdt.store.base import YDocNotFound
from pycrdt.websocket import ASGIServer, WebsocketServer, YRoom, exception_logger


class Store(SQLiteYStore):
    """Every room's updates in one file."""

    db_path = sys.argv[2]


class Rooms(WebsocketServer):
    """Rooms that are read from the store when they are opened; who comes meanwhile waits."""

    opening = asyncio.Lock()

    async def get_room(self, name: str) -> YRoom:
        """Return a room that holds what the store has of it."""
        async with self.opening:
            if name not in self.rooms:
                self.rooms[name] = await self._opened(name)
        return self.rooms[name]

    async def _opened(self, name: str) -> YRoom:
        store = Store(name)
        room = YRoom(ready=False, ystore=store, exception_handler=exception_logger)
        await self.start_room(room)
        await store.started.wait()
        with suppress(YDocNotFound):
            await store.apply_updates(room.ydoc)
        room.ready = True
        return room


async def main() -> None:
    """Serve until the process ends."""
    async with Rooms(auto_clean_rooms=False, exception_handler=exception_logger) as rooms:
        config = uvicorn.Config(ASGIServer(rooms), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
        await uvicorn.Server(config).serve()


asyncio.run(main())
