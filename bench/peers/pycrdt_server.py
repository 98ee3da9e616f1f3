"""pycrdt-websocket with its SQLite store, as its documentation sets it up, served by uvicorn.

Runs in the peers' own environment: python pycrdt_server.py <port> <database file>
"""

import asyncio
import sys
from contextlib import suppress

import uvicorn
from pycrdt.store import SQLiteYStore
from pycrdt.store.base import YDocNotFound
from pycrdt.websocket import ASGIServer, WebsocketServer, YRoom


class Store(SQLiteYStore):
    """Every room's updates in one file."""

    db_path = sys.argv[2]


class Rooms(WebsocketServer):
    """Rooms that are read from the store when they are opened."""

    async def get_room(self, name: str) -> YRoom:
        """Return a room that holds what the store has of it."""
        if name not in self.rooms:
            store = Store(name)
            room = self.rooms[name] = YRoom(ready=False, ystore=store)
            await self.start_room(room)
            with suppress(YDocNotFound):
                await store.apply_updates(room.ydoc)
            room.ready = True
        await self.start_room(self.rooms[name])
        return self.rooms[name]


async def main() -> None:
    """Serve until the process ends."""
    async with Rooms(auto_clean_rooms=False) as rooms:
        config = uvicorn.Config(ASGIServer(rooms), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
        await uvicorn.Server(config).serve()


asyncio.run(main())
