import type { TrackKind, TrackState } from '../../server/contract/picture.ts';
import { FLAG, KINDS, STATES } from '../../server/domain/track/kind.ts';
import { NONE_16 } from '../../server/domain/track/track-table.ts';
import type { PictureStore } from '../net/picture-store.ts';

/** One line of the list. */
export interface Listed {
  readonly trackId: string;
  readonly name: string | null;
  readonly mmsi: string | null;
  readonly kind: TrackKind;
  readonly state: TrackState;
  readonly shipType: number | null;
  readonly sogKn: number | null;
  readonly suspect: boolean;
}

type Rows = Pick<
  PictureStore,
  'size' | 'key' | 'mmsi' | 'names' | 'trackIds' | 'kind' | 'state' | 'shipType' | 'sog' | 'flags'
>;

const listedOf = (rows: Rows, row: number): Listed => {
  const mmsi = rows.mmsi[row] ?? 0;
  const sog = rows.sog[row] ?? NONE_16;
  return {
    trackId: rows.trackIds[row] ?? '',
    name: rows.names[row] ?? null,
    mmsi: mmsi === 0 ? null : String(mmsi).padStart(9, '0'),
    kind: KINDS[rows.kind[row] ?? 0] ?? 'vessel-a',
    state: STATES[rows.state[row] ?? 0] ?? 'live',
    shipType: rows.shipType[row] || null,
    sogKn: sog === NONE_16 ? null : sog / 10,
    suspect: ((rows.flags[row] ?? 0) & FLAG.suspect) !== 0,
  };
};

const byName = (a: Listed, b: Listed): number => {
  if ((a.name === null) !== (b.name === null)) return a.name === null ? 1 : -1;
  const [left, right] = [a.name ?? a.mmsi ?? a.trackId, b.name ?? b.mmsi ?? b.trackId];
  return left < right ? -1 : left > right ? 1 : a.trackId < b.trackId ? -1 : 1;
};

/** The tracks held, by name and the unnamed last, at most `limit`: an order that stays while one reads. */
export function vesselsInView(rows: Rows, limit: number): Listed[] {
  const all: Listed[] = [];
  for (let row = 0; row < rows.size; row++)
    if (rows.key[row] !== 0 && rows.trackIds[row]) all.push(listedOf(rows, row));
  return all.sort(byName).slice(0, limit);
}

export interface Tally {
  readonly shown: number;
  readonly total: number;
  readonly moving: number;
  readonly stopped: number;
  readonly stale: number;
}

const STALE = STATES.indexOf('stale');
/** Half a knot: less is the drift of a ship at anchor. */
const MOVING_TENTHS = 5;

/** What is on the screen in figures; a stale track counts neither as moving nor as stopped. */
export function tallyOf(rows: Rows & Pick<PictureStore, 'count' | 'total'>): Tally {
  let [moving, stopped, stale] = [0, 0, 0];
  for (let row = 0; row < rows.size; row++) {
    if (rows.key[row] === 0) continue;
    const sog = rows.sog[row] ?? NONE_16;
    if ((rows.state[row] ?? 0) >= STALE) stale++;
    else if (sog !== NONE_16 && sog >= MOVING_TENTHS) moving++;
    else stopped++;
  }
  return { shown: rows.count, total: rows.total, moving, stopped, stale };
}
