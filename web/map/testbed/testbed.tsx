import '@fontsource/b612/400.css';
import '@fontsource/b612/700.css';
import '@fontsource/biz-udpgothic/400.css';
import '@fontsource/biz-udpgothic/700.css';
import './testbed.css';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { PALETTE_NAMES, PALETTES, paletteCss } from '../../ui/palettes.ts';
import type { ViewBounds } from '../chart-options.ts';
import type { ChartView } from '../chart-view.ts';
import { MapView, type MapViewProps } from '../map-view.tsx';
import { runBench } from './bench-page.ts';
import { type MadeUpTrack, MadeUpTracks } from './made-up-tracks.ts';
import { nightBay } from './night-bay.ts';

/** Story time of the testbed. */
const BEGIN_MS = 1_764_000_000_000;
const beganMs = performance.now();
const clockMs = (): number => BEGIN_MS + performance.now() - beganMs;

interface Seen {
  selected: string | null;
  hovered: string | null;
  view: ViewBounds | null;
}
const seen: Seen = { selected: null, hovered: null, view: null };
let chart: ChartView | null = null;
let change: (part: Partial<MapViewProps>) => void = () => {};

function Page({ store, first }: { store: MadeUpTracks; first: Partial<MapViewProps> }) {
  const [props, setProps] = useState(first);
  change = (part) => setProps((old) => ({ ...old, ...part }));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`:root { ${paletteCss(PALETTES[props.palette ?? 'default'])} }`);
  document.adoptedStyleSheets = [sheet];
  return (
    <MapView
      store={store}
      clockMs={clockMs}
      palette="default"
      lang="ja"
      selected={null}
      onSelect={(trackId) => {
        seen.selected = trackId;
        change({ selected: trackId });
      }}
      onHover={(trackId) => {
        seen.hovered = trackId;
      }}
      onView={(view) => {
        seen.view = view;
      }}
      onChart={(made) => {
        chart = made;
      }}
      {...props}
    />
  );
}

let root: ReturnType<typeof createRoot> | null = null;
/** What tests and the benchmark call from outside. */
const testbed = {
  seen,
  show(tracks: readonly MadeUpTrack[] | 'night-bay', props: Partial<MapViewProps> = {}): void {
    const store = tracks === 'night-bay' ? nightBay(clockMs()) : new MadeUpTracks();
    if (tracks !== 'night-bay') for (const track of tracks) store.put(track, clockMs());
    root?.unmount();
    root = createRoot(document.getElementById('root') ?? document.body);
    root.render(<Page store={store} first={props} />);
  },
  change: (part: Partial<MapViewProps>): void => change(part),
  place: (trackId: string) => chart?.screenPlace(trackId) ?? null,
  labels: (): number => chart?.labels.shown ?? 0,
  frames: (): number => chart?.vessels.drawn ?? 0,
  loseContext(): () => void {
    const gl = chart?.map?.getCanvas().getContext('webgl2');
    const extension = gl?.getExtension('WEBGL_lose_context');
    if (!extension) throw new Error('the context cannot be lost here');
    extension.loseContext();
    return () => extension.restoreContext();
  },
  palettes: PALETTE_NAMES,
  bench: runBench,
};
export type Testbed = typeof testbed;
Object.assign(window, { testbed });
