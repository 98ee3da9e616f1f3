// Hocuspocus as its documentation sets it up: the SQLite extension, everything else left as it comes.
import { createRequire } from "node:module";

const require = createRequire(`${process.cwd()}/`);
const { Server } = require("@hocuspocus/server");
const { SQLite } = require("@hocuspocus/extension-sqlite");
const server = new Server({
  address: "127.0.0.1",
  port: Number(process.env.PORT),
  quiet: true,
  extensions: [new SQLite({ database: process.env.STORE })],
});
await server.listen();
