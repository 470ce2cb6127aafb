import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** An encoder that pushes by RTMP (Adobe, RTMP specification 1.0): as much of it as a camera does. */
const HANDSHAKE = 1536;
const INVOKE = 20;
const VIDEO = 9;
const SET_CHUNK_SIZE = 1;

const text = (value: string): Buffer => {
  const head = Buffer.from([2, 0, 0]);
  head.writeUInt16BE(Buffer.byteLength(value), 1);
  return Buffer.concat([head, Buffer.from(value)]);
};
const number = (value: number): Buffer => {
  const out = Buffer.alloc(9);
  out.writeDoubleBE(value, 1);
  return out;
};
const NULL = Buffer.of(5);
const END = Buffer.of(0, 0, 9);
const object = (fields: Readonly<Record<string, string>>): Buffer =>
  Buffer.concat([
    Buffer.of(3),
    ...Object.entries(fields).flatMap(([name, value]) => [text(name).subarray(1), text(value)]),
    END,
  ]);

/** A message in one chunk: `size` is the chunk size that was announced. */
export function message(type: number, atMs: number, body: Uint8Array): Buffer {
  const head = Buffer.alloc(12);
  head[0] = type === VIDEO ? 5 : 3;
  head.writeUIntBE(Math.min(atMs, 0xfffffe), 1, 3);
  head.writeUIntBE(body.length, 4, 3);
  head[7] = type;
  head.writeUInt32LE(type === VIDEO ? 1 : 0, 8);
  return Buffer.concat([head, body]);
}

export class RtmpPublisher {
  private constructor(readonly socket: Socket) {}

  /** Resolves when the handshake is done; does not wait for what the server says to the rest, as many encoders do not. */
  static async open(port: number, path: string): Promise<RtmpPublisher> {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    const [app = '', stream = ''] = path.split('/', 2);
    socket.write(Buffer.concat([Buffer.of(3), Buffer.alloc(HANDSHAKE, 7)]));
    await once(socket, 'data');
    socket.resume();
    socket.write(Buffer.alloc(HANDSHAKE, 7));
    const size = Buffer.alloc(4);
    size.writeUInt32BE(1 << 24);
    const tcUrl = `rtmp://127.0.0.1:${port}/${app}`;
    for (const [type, body] of [
      [SET_CHUNK_SIZE, size],
      [INVOKE, Buffer.concat([text('connect'), number(1), object({ app, tcUrl })])],
      [INVOKE, Buffer.concat([text('createStream'), number(2), NULL])],
      [INVOKE, Buffer.concat([text('publish'), number(3), NULL, text(stream), text('live')])],
    ] as const)
      socket.write(message(type, 0, body));
    return new RtmpPublisher(socket);
  }

  /** The body of an FLV tag. */
  video(atMs: number, body: Uint8Array): void {
    this.socket.write(message(VIDEO, atMs, body));
  }

  get closed(): Promise<unknown> {
    return this.socket.closed ? Promise.resolve() : once(this.socket, 'close');
  }
}
