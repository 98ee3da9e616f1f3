"""Socket.IO: the hot way into the engine, and the one sender of frames out of it."""
