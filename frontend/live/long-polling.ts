// Long polling, for networks that let no WebSocket through: fetched only there (transport.ts). The build leaves it out
// of what the client of Engine.IO brings along.
export { XHR as LongPolling } from "engine.io-client";
