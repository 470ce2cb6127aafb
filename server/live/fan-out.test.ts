import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { View } from '../contract/events.ts';
import type { TrackDetail } from '../contract/picture.ts';
import { decodeFrame, type Frame } from '../domain/frame/decode-frame.ts';
import { NO_POSITION, TrackTable, UNITS_PER_DEGREE } from '../domain/track/track-table.ts';
import { cellOf, isIn, rectsOf } from './cell.ts';
import { FanOut, type FrameLine } from './fan-out.ts';
import type { LivePicture } from './live-picture.ts';

/** A picture written by hand. */
class HandPicture implements LivePicture {
  readonly table = new TrackTable(2);
  readonly names = new Map<number, string>();

  put(lonDeg: number | null, latDeg: number): number {
    const row = this.table.add();
    this.move(row, lonDeg, latDeg);
    return row;
  }
  move(row: number, lonDeg: number | null, latDeg: number): void {
    this.table.lon[row] = lonDeg === null ? NO_POSITION : Math.round(lonDeg * UNITS_PER_DEGREE);
    this.table.lat[row] = lonDeg === null ? NO_POSITION : Math.round(latDeg * UNITS_PER_DEGREE);
    this.touch(row);
  }
  touch(row: number): void {
    this.table.revision[row] = (this.table.revision[row] as number) + 1;
  }
  trackIdOf = (row: number): string => `t${this.table.key[row]}`;
  nameOf = (row: number): string | null => this.names.get(this.table.key[row] as number) ?? null;
  rowOf = (): number => -1;
  detail = (row: number): TrackDetail => ({ trackId: this.trackIdOf(row) }) as TrackDetail;
}

/** A reader that keeps what the frames say, as plainly as can be. */
class HandReader implements FrameLine {
  busy = false;
  readonly frames: Frame[] = [];
  readonly lons = new Map<number, number>();
  readonly ids = new Map<number, string>();
  isBusy = (): boolean => this.busy;
  sendFrame(bytes: Buffer): void {
    const frame = decodeFrame(bytes);
    this.frames.push(frame);
    const inFrame = new Set(frame.rows.key);
    if (frame.kind === 'snapshot') this.lons.clear();
    for (const key of frame.gone) if (!inFrame.has(key)) this.lons.delete(key);
    frame.rows.key.forEach((key, i) => {
      this.lons.set(key, frame.rows.lon[i] as number);
    });
    for (const who of frame.identities) this.ids.set(who.key, `${who.trackId} ${who.name}`);
  }
  get last(): Frame {
    return this.frames.at(-1) as Frame;
  }
}

const view = (west: number, south: number, east: number, north: number): View => ({
  west,
  south,
  east,
  north,
  trackId: null,
});
const BAY = view(139, 35, 140, 36);

function opened(picture: HandPicture, of: View | null = BAY): { fanOut: FanOut; reader: HandReader } {
  const fanOut = new FanOut(picture);
  const reader = new HandReader();
  fanOut.add(reader);
  fanOut.tick(1000);
  if (of) fanOut.view(reader, of);
  return { fanOut, reader };
}

describe('FanOut', () => {
  it('sends a frame at every tick, also when there is nothing to say', () => {
    const { fanOut, reader } = opened(new HandPicture(), null);
    fanOut.tick(2000);
    expect(reader.frames.map((f) => [f.kind, f.tickMs, f.sequence, f.rows.count])).toEqual([
      ['snapshot', 1000, 0, 0],
      ['delta', 2000, 1, 0],
    ]);
  });

  it('answers a view with a snapshot at once, and drags between two ticks with one more at the tick', () => {
    const picture = new HandPicture();
    picture.put(139.5, 35.5);
    const { fanOut, reader } = opened(picture);
    expect([reader.last.kind, reader.last.rows.count, reader.last.inView]).toEqual(['snapshot', 1, 1]);
    fanOut.view(reader, view(139, 35, 140, 35.2));
    fanOut.view(reader, view(139, 35, 140, 35.3));
    expect(reader.frames).toHaveLength(2);
    fanOut.tick(2000);
    expect([reader.last.kind, reader.last.rows.count]).toEqual(['snapshot', 0]);
  });

  it('sends only what changed, with a name when it is new', () => {
    const picture = new HandPicture();
    const rows = [139.1, 139.2, 139.3].map((lon) => picture.put(lon, 35.5));
    const { fanOut, reader } = opened(picture);
    picture.move(rows[1] as number, 139.21, 35.5);
    fanOut.tick(2000);
    expect([...reader.last.rows.key]).toEqual([2]);
    expect(reader.last.identities).toEqual([]);
    picture.names.set(2, '見張丸');
    picture.touch(rows[1] as number);
    fanOut.tick(3000);
    expect(reader.last.identities).toEqual([{ key: 2, mmsi: 0, trackId: 't2', name: '見張丸' }]);
  });

  it('counts what it hides: tracks in the view and in all', () => {
    const picture = new HandPicture();
    picture.put(139.5, 35.5);
    const away = picture.put(130, 33);
    picture.put(null, 0);
    const { fanOut, reader } = opened(picture);
    expect([reader.last.inView, reader.last.total]).toEqual([1, 3]);
    picture.move(away, 139.6, 35.5);
    fanOut.tick(2000);
    expect([reader.last.inView, reader.last.total]).toEqual([2, 3]);
  });

  it('says that a track is gone when it leaves the view, the picture, or loses its row to another', () => {
    const picture = new HandPicture();
    const rows = [139.1, 139.2, 139.3].map((lon) => picture.put(lon, 35.5));
    const { fanOut, reader } = opened(picture);
    picture.move(rows[0] as number, 139.1, 36.5);
    picture.table.remove(rows[1] as number);
    picture.table.remove(rows[2] as number);
    picture.put(139.3, 35.5);
    fanOut.tick(2000);
    expect([...reader.last.gone].sort()).toEqual([1, 2, 3]);
    expect([...reader.lons.keys()]).toEqual([4]);
  });

  it('passes over a busy reader and gives it a snapshot when it is free, while others go on', () => {
    const picture = new HandPicture();
    const row = picture.put(139.5, 35.5);
    const { fanOut, reader } = opened(picture);
    const other = new HandReader();
    fanOut.add(other);
    fanOut.view(other, BAY);
    reader.busy = true;
    const before = reader.frames.length;
    for (let tick = 2; tick < 9; tick++) {
      picture.move(row, 139.5 + tick / 100, 35.5);
      fanOut.tick(tick * 1000);
    }
    expect(reader.frames).toHaveLength(before);
    expect(other.last.sequence).toBe(7);
    reader.busy = false;
    fanOut.tick(9000);
    expect(reader.last.kind).toBe('snapshot');
    expect(reader.lons).toEqual(other.lons);
    expect(fanOut.counts.skipped).toBe(7);
  });

  it('does not say what a freed row holds between two ticks', () => {
    const picture = new HandPicture();
    const row = picture.put(139.5, 35.5);
    const { fanOut, reader } = opened(picture, null);
    picture.table.remove(row);
    picture.put(10, 10);
    fanOut.view(reader, BAY);
    expect(reader.last.rows.count).toBe(0);
  });

  it('tells every reader exactly the tracks of its view, whatever comes and goes', () => {
    const lon = fc.constantFrom(-179.95, -20, 139.05, 139.15, 139.95, 179.95, 180, null);
    const lat = fc.constantFrom(-89.95, 35.05, 35.15, 90);
    const act = fc.oneof(
      fc.record({ do: fc.constant('put' as const), lon, lat }),
      fc.record({ do: fc.constant('move' as const), at: fc.nat(20), lon, lat }),
      fc.record({ do: fc.constant('remove' as const), at: fc.nat(20) }),
      fc.record({ do: fc.constant('view' as const), at: fc.nat(1), view: fc.nat(3) }),
      fc.record({ do: fc.constant('busy' as const), at: fc.nat(1), busy: fc.boolean() }),
      fc.constant({ do: 'tick' as const }),
    );
    const views = [BAY, view(170, -90, -170, 90), view(-180, -90, 180, 90), view(139.1, 35.1, 139.2, 35.2)];
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        const picture = new HandPicture();
        const fanOut = new FanOut(picture);
        const readers = [new HandReader(), new HandReader()];
        const seen = [0, 0];
        for (const reader of readers) fanOut.add(reader);
        readers.forEach((reader) => {
          fanOut.view(reader, BAY);
        });
        const alive: number[] = [];
        let nowMs = 0;
        for (const a of [...acts, { do: 'tick' as const }]) {
          if (a.do === 'put') alive.push(picture.put(a.lon, a.lat));
          if (a.do === 'move' && alive.length) picture.move(alive[a.at % alive.length] as number, a.lon, a.lat);
          if (a.do === 'remove' && alive.length) {
            picture.table.remove(alive.splice(a.at % alive.length, 1)[0] as number);
          }
          if (a.do === 'view') {
            seen[a.at] = a.view;
            fanOut.view(readers[a.at] as HandReader, views[a.view] as View);
          }
          if (a.do === 'busy') (readers[a.at] as HandReader).busy = a.busy;
          if (a.do !== 'tick') continue;
          nowMs += 1000;
          fanOut.tick(nowMs);
          readers.forEach((reader, i) => {
            if (reader.busy) return;
            const rects = rectsOf(views[seen[i] as number] as View);
            const { table } = picture;
            const expected = alive.flatMap((row) => {
              const cell = cellOf(table.lon[row] as number, table.lat[row] as number);
              return rects.some((rect) => isIn(rect, cell))
                ? [[table.key[row], table.lon[row]] as [number, number]]
                : [];
            });
            expect(reader.lons).toEqual(new Map(expected));
            expect(reader.last.inView).toBe(expected.length);
            expect(reader.last.total).toBe(alive.length);
            for (const key of reader.lons.keys()) expect(reader.ids.get(key)).toBe(`t${key} null`);
          });
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('cells', () => {
  it('lie in the rectangle of every view that holds them, also across 180', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -108_000_000, max: 108_000_000 }),
        fc.integer({ min: -54_000_000, max: 54_000_000 }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        (lon, lat, marginDeg) => {
          const wrapped = (deg: number) => ((((deg + 180) % 360) + 360) % 360) - 180;
          const [x, y] = [lon / UNITS_PER_DEGREE, lat / UNITS_PER_DEGREE];
          const around = view(
            wrapped(x - marginDeg),
            Math.max(-90, y - marginDeg),
            wrapped(x + marginDeg),
            Math.min(90, y + marginDeg),
          );
          const cell = cellOf(lon, lat);
          if (marginDeg > 1e-6) expect(rectsOf(around).some((rect) => isIn(rect, cell))).toBe(true);
        },
      ),
    );
  });
});
