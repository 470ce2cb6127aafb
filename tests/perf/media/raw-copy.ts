// The baseline: takes bytes of 2 Mbit/s from one TCP connection and writes each chunk to all others. Nothing is looked at.

import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { BITS_PER_S, PICTURES_PER_S } from './shape.ts';

const sinks = new Set<Socket>();
const server = createServer((socket) => {
  socket.on('error', () => socket.destroy());
  socket.on('close', () => sinks.delete(socket));
  sinks.add(socket);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const source = createServer((socket) => {
  const chunk = Buffer.alloc(Math.round(BITS_PER_S / 8 / PICTURES_PER_S), 1);
  const timer = setInterval(() => socket.write(chunk), 1000 / PICTURES_PER_S);
  socket.on('close', () => clearInterval(timer)).on('error', () => undefined);
});
source.listen(0, '127.0.0.1');
await once(source, 'listening');
const { connect } = await import('node:net');
connect((source.address() as AddressInfo).port, '127.0.0.1').on('data', (chunk) => {
  for (const sink of sinks) sink.write(chunk);
});
process.send?.({ port: (server.address() as AddressInfo).port });
process.on('disconnect', () => process.exit(0));
