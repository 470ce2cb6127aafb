import { useState } from 'react';
import type { TrackAct } from '../../server/contract/track-act.ts';
import { type ActOutcome, sendAct } from './acts-api.ts';
import type { Plotted } from './plotted.ts';

interface Place {
  readonly lon: number;
  readonly lat: number;
}

/** What the next click on the chart or in the list is for. `at`: null until a place was shown. */
export type Aim =
  | { readonly kind: 'merge'; readonly of: string; readonly name: string }
  | { readonly kind: 'plot'; readonly at: Place | null };

/** Acts on tracks, as panel, chart, list and keys reach them. */
export interface Acts {
  readonly may: boolean;
  readonly busy: boolean;
  readonly aim: Aim | null;
  /** The last act, until it is undone, dismissed or followed by another; it can be taken back. */
  readonly last: TrackAct | null;
  /** Why the last one was not done. */
  readonly failure: Exclude<ActOutcome, { kind: 'done' }> | null;
  readonly name: (trackId: string, name: string | null) => void;
  readonly drop: (trackId: string) => void;
  readonly split: (trackId: string) => void;
  readonly aimMerge: (trackId: string, name: string) => void;
  readonly aimPlot: () => void;
  readonly plot: (track: Plotted) => void;
  readonly undo: () => void;
  /** Puts the aim away, or what was said; false: there was neither. */
  readonly dismiss: () => boolean;
  /** A track was chosen on the chart or in the list; true: an act takes it. */
  readonly takeTrack: (trackId: string | null) => boolean;
  /** A place was clicked on the chart; true: an act takes it. */
  readonly takePlace: (place: Place) => boolean;
}

interface ActsOptions {
  readonly may: boolean;
  /** Shows the track that an act has made. */
  readonly select: (trackId: string) => void;
  readonly send?: (path: string, body: object) => Promise<ActOutcome>;
}

type Failure = Acts['failure'];
/** Where one looks after an act: at what has come of it. */
const isMaking = ({ act }: TrackAct): boolean => act === 'merge' || act === 'split' || act === 'plot';

/** What the operator is about to do to tracks, and what became of it. */
export function useActs({ may, select, send = sendAct }: ActsOptions): Acts {
  const [aim, setAim] = useState<Aim | null>(null);
  const [busy, setBusy] = useState(false);
  const [last, setLast] = useState<TrackAct | null>(null);
  const [failure, setFailure] = useState<Failure>(null);

  async function act(path: string, body: object): Promise<void> {
    setBusy(true);
    setFailure(null);
    const outcome = await send(path, body);
    setBusy(false);
    if (outcome.kind !== 'done') {
      setFailure(outcome);
      return;
    }
    setAim(null);
    setLast(outcome.act.undoneBy === null ? outcome.act : null);
    if (outcome.act.undoneBy === null && isMaking(outcome.act)) select(outcome.act.trackId);
    else if (outcome.act.undoneBy !== null && outcome.act.of !== null) select(outcome.act.of);
  }
  const begin = (next: Aim | null): void => {
    setFailure(null);
    setAim(next);
  };
  const takeTrack = (trackId: string | null): boolean => {
    if (aim === null) return false;
    if (aim.kind === 'merge' && trackId !== null && trackId !== aim.of && !busy)
      void act(`tracks/${aim.of}/merge`, { into: trackId });
    return true;
  };
  const takePlace = (at: Place): boolean => {
    if (aim?.kind !== 'plot') return false;
    setAim({ kind: 'plot', at });
    return true;
  };
  const dismiss = (): boolean => {
    if (aim === null && failure === null && last === null) return false;
    if (aim !== null || failure !== null) begin(null);
    else setLast(null);
    return true;
  };
  return {
    ...{ may, busy, aim, last, failure, takeTrack, takePlace, dismiss },
    name: (trackId, name) => void act(`tracks/${trackId}/name`, { name }),
    drop: (trackId) => void act(`tracks/${trackId}/drop`, {}),
    split: (trackId) => void act(`tracks/${trackId}/split`, {}),
    aimMerge: (of, name) => begin({ kind: 'merge', of, name }),
    aimPlot: () => begin(aim?.kind === 'plot' ? null : { kind: 'plot', at: null }),
    plot: (track) => void act('tracks', track),
    undo: () => {
      if (last !== null) void act(`acts/${last.actId}/undo`, {});
    },
  };
}
