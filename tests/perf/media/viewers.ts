// Viewers in a process of their own: they take all bytes; the first one also says how old each picture is; some never read.
import { connect, type Socket } from 'node:net';
import { FlvDemuxer } from '../../../server/domain/video/flv.ts';

interface Order {
  readonly port: number;
  /** Path with its ticket; null: the port speaks raw bytes. */
  readonly paths: readonly string[] | null;
  readonly count: number;
  readonly stalled: number;
}

let bytes = 0;
let hops: number[] = [];
const sockets: Socket[] = [];

function open({ port, paths }: Order, i: number, isStalled: boolean): void {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  socket.on('error', () => undefined);
  if (paths !== null) {
    const key = Buffer.alloc(16, i % 250).toString('base64');
    const head = [
      'Host: x',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Key: ${key}`,
      'Sec-WebSocket-Version: 13',
    ];
    socket.write(`GET ${paths[i]} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`);
  }
  if (isStalled) {
    socket.pause();
    return;
  }
  const listen = i === 0 && paths !== null ? hopsOf() : null;
  socket.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    listen?.(chunk);
  });
}

/** Takes WebSocket frames apart, as far as the server sends them, and reads the time in each picture. */
function hopsOf(): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  let isOpen = false;
  const demuxer = new FlvDemuxer({
    config: () => undefined,
    frame: ({ data }) => {
      const at = Number(Buffer.from(data.subarray(5, 22)).toString('latin1'));
      hops.push(performance.timeOrigin + performance.now() - at);
    },
  });
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    if (!isOpen) {
      const end = rest.indexOf('\r\n\r\n');
      if (end < 0) return;
      isOpen = true;
      rest = rest.subarray(end + 4);
    }
    for (;;) {
      const short = (rest[1] ?? 0) & 127;
      const head = short < 126 ? 2 : short === 126 ? 4 : 10;
      if (rest.length < head) return;
      const length = short < 126 ? short : short === 126 ? rest.readUInt16BE(2) : Number(rest.readBigUInt64BE(2));
      if (rest.length < head + length) return;
      demuxer.feed(rest.subarray(head, head + length));
      rest = rest.subarray(head + length);
    }
  };
}

process.on('message', (order: Order | 'read' | 'end') => {
  if (order === 'read') {
    process.send?.({ bytes, hops });
    bytes = 0;
    hops = [];
  } else if (order === 'end') {
    for (const socket of sockets.splice(0)) socket.destroy();
    process.send?.('ended');
  } else {
    for (let i = 0; i < order.count; i++) open(order, i, i >= order.count - order.stalled);
    process.send?.('opened');
  }
});
process.on('disconnect', () => process.exit(0));
