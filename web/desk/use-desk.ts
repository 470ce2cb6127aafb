import { type RefObject, useCallback, useRef, useState } from 'react';
import type { VesselHit } from '../../server/contract/picture.ts';
import type { Session } from '../../server/contract/session.ts';
import { NO_POSITION, UNITS_PER_DEGREE } from '../../server/domain/track/track-table.ts';
import { type Acts, useActs } from '../acts/use-acts.ts';
import type { PictureStore } from '../net/picture-store.ts';
import { useRememberedOpen } from '../ui/remembered.ts';
import type { useLive } from '../ui/use-live.ts';
import { useSearch } from '../vessels/use-search.ts';
import type { Listed } from '../vessels/vessels-in-view.ts';
import { useShortcuts } from './shortcuts.ts';
import { type DeskTrails, useDeskTrails } from './use-desk-trails.ts';
import type { Chart } from './use-follow.ts';
import { type Selection, useSelection } from './use-selection.ts';

interface DeskOptions {
  readonly session: Session;
  readonly link: ReturnType<typeof useLive>['link'];
  readonly onLost: () => void;
  /** Opens or folds boats and orders. */
  readonly onBoats: () => void;
}

/** The desk apart from what it looks like: what is selected, sought, done, and what the keys do. */
export interface DeskHandle {
  readonly chart: RefObject<Chart | null>;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly selection: Selection;
  readonly deskTrails: DeskTrails;
  readonly acts: Acts;
  /** Selects, unless an act waits for a track. */
  readonly choose: (trackId: string | null, line?: Listed | VesselHit) => void;
  readonly query: string;
  readonly ask: (query: string) => void;
  readonly retry: () => void;
  readonly outcome: ReturnType<typeof useSearch>;
  readonly railOpen: boolean;
  readonly setRailOpen: (open: boolean) => void;
  /** The reader may see through cameras. */
  readonly mayWatch: boolean;
  readonly stripOpen: boolean;
  readonly setStripOpen: (open: boolean) => void;
  readonly keysOpen: boolean;
  readonly setKeysOpen: (open: boolean) => void;
}

/** Where a line of the list lies: a hit says it itself, a track in view stands in the picture. */
function placeOf(line: Listed | VesselHit, picture: PictureStore): { lon: number | null; lat: number | null } {
  if ('lon' in line) return { lon: line.lon, lat: line.lat };
  const row = picture.rowOfTrack(line.trackId);
  const [lon, lat] = [picture.lon[row] ?? NO_POSITION, picture.lat[row] ?? NO_POSITION];
  if (lon === NO_POSITION || lat === NO_POSITION) return { lon: null, lat: null };
  return { lon: lon / UNITS_PER_DEGREE, lat: lat / UNITS_PER_DEGREE };
}

export function useDesk({ session, link, onLost, onBoats }: DeskOptions): DeskHandle {
  const chart = useRef<Chart | null>(null);
  const searchRef = useRef<HTMLInputElement>(null);
  const selection = useSelection(link, chart);
  const [query, setQuery] = useState('');
  const [attempt, setAttempt] = useState(0);
  const [railOpen, setRailOpen] = useRememberedOpen('rail', window.innerWidth > 1280);
  const [keysOpen, setKeysOpen] = useState(false);
  const outcome = useSearch(query, attempt, onLost);
  const ask = useCallback(
    (next: string) => {
      setQuery(next);
      if (next) setRailOpen(true);
    },
    [setRailOpen],
  );
  const mayRead = session.rights.includes('history:read');
  const deskTrails = useDeskTrails({ link, chart, selection, mayRead, onLost });
  const mayWatch = session.rights.includes('cameras:watch');
  const [stripOpen, setStripOpen] = useRememberedOpen('strip', window.innerHeight > 900);
  const acts = useActs({ may: session.rights.includes('tracks:act'), select: selection.select });
  const choose: DeskHandle['choose'] = (trackId, line) => {
    if (!acts.takeTrack(trackId)) selection.select(trackId, line && placeOf(line, link.picture));
  };
  const { follow, following, track, gone } = selection;
  useShortcuts({
    search: () => searchRef.current?.focus(),
    back: () => {
      if (query && !deskTrails.boxTool.armed && acts.aim === null) setQuery('');
      else if (!acts.dismiss()) deskTrails.back();
    },
    follow: () => track && !gone && follow(!following),
    trail: deskTrails.cycle,
    box: deskTrails.toggleBox,
    cameras: () => mayWatch && setStripOpen(!stripOpen),
    boats: onBoats,
    plot: () => acts.may && acts.aimPlot(),
    list: () => setRailOpen(!railOpen),
    help: () => setKeysOpen(true),
  });
  const retry = (): void => setAttempt(attempt + 1);
  const list = { query, ask, retry, outcome, railOpen, setRailOpen, keysOpen, setKeysOpen };
  const strip = { mayWatch, stripOpen, setStripOpen };
  return { chart, searchRef, selection, deskTrails, acts, choose, ...list, ...strip };
}
