// Cameras of 2 Mbit/s in a process of their own: 25 pictures a second, a key frame each second, each with the time it was sent.
import { fixtureFilm } from '../../../streams/simulator/camera/fixture.ts';
import { type Footage, RtspServer } from '../../../streams/simulator/camera/rtsp-server.ts';
import { ACCOUNT, BITS_PER_S, PICTURES_PER_S } from './shape.ts';

const film = fixtureFilm();
const count = Number(process.argv[2]);
const KEY_PART = 0.2;
const bytesPerS = BITS_PER_S / 8;
const keyBytes = Math.round(bytesPerS * KEY_PART);
const interBytes = Math.round((bytesPerS - keyBytes) / (PICTURES_PER_S - 1));

/** One unit of a picture: random bytes without a start code in them, the time in front. */
function unit(isKey: boolean, noise: Uint8Array): Uint8Array {
  const data = Uint8Array.from(noise);
  data[0] = isKey ? 0x65 : 0x41;
  const at = (performance.timeOrigin + performance.now()).toFixed(3);
  for (let i = 0; i < at.length; i++) data[1 + i] = at.charCodeAt(i);
  return data;
}

class Steady implements Footage {
  readonly config = film.config;
  private readonly key = noiseOf(keyBytes);
  private readonly inter = noiseOf(interBytes);

  listen(picture: Parameters<Footage['listen']>[0]): () => void {
    const beganMs = performance.now();
    let pictures = 0;
    const timer = setInterval(() => {
      while (pictures * (1000 / PICTURES_PER_S) <= performance.now() - beganMs) {
        const isKey = pictures % PICTURES_PER_S === 0;
        picture([unit(isKey, isKey ? this.key : this.inter)], (pictures * 1000) / PICTURES_PER_S, isKey);
        pictures++;
      }
    }, 5);
    return () => clearInterval(timer);
  }
}

function noiseOf(bytes: number): Uint8Array {
  let state = 12_345;
  return Uint8Array.from({ length: bytes }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return 16 + ((state >> 8) % 239); // never 0: no start code, nothing to escape
  });
}

const ports: number[] = [];
for (let i = 0; i < count; i++) ports.push(await new RtspServer('bench', ACCOUNT, new Steady()).listen(0));
process.send?.({ ports });
process.on('disconnect', () => process.exit(0));
