import Minus from 'lucide-react/icons/minus';
import Plus from 'lucide-react/icons/plus';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Order } from '../../../server/contract/dispatch.ts';
import { PALETTES } from '../../ui/palettes.ts';
import type { TabletPalette } from '../look.ts';
import { type LandPiece, loadCoast } from '../plot/coast.ts';
import { drawPlot } from '../plot/draw.ts';
import { fittingNm, RANGES_NM, type Scene, sceneOf } from '../plot/scene.ts';
import { useTablet } from '../speech.tsx';
import type { TabletStore } from '../tablet-store.ts';
import { useSignal, useTick } from '../use.ts';
import { lasting } from '../words.ts';

interface PlotViewProps {
  readonly store: TabletStore;
  readonly order: Order | null;
  readonly palette: TabletPalette;
}

/** What is round the boat, as far as it is known. Its radius is set by two buttons; nothing is dragged or pinched. */
export function PlotView({ store, order, palette }: PlotViewProps): ReactNode {
  const { t, language } = useTablet();
  const known = useSignal(store.known);
  const own = useSignal(store.own);
  useTick();
  const [chosen, setChosen] = useState<number | null>(null);
  const land = useCoast();
  const nowMs = store.nowMs();
  const scene = sceneOf(known, own, order, nowMs, language);
  const rangeNm = chosen ?? (scene === null ? 2 : fittingNm(scene));
  const canvas = useDrawn(scene, { rangeNm, palette, land: land ?? [] });
  const step = (by: number): void => {
    const i = RANGES_NM.indexOf(rangeNm as (typeof RANGES_NM)[number]);
    setChosen(RANGES_NM[Math.max(0, Math.min(RANGES_NM.length - 1, i + by))] ?? rangeNm);
  };
  const ageMs = known.picture === null ? null : nowMs - known.picture.atMs;
  return (
    <section className="plot">
      <canvas ref={canvas} role="img" aria-label={t('chart.label', { nm: rangeNm })} />
      <p className="plot-words">
        {order?.chase?.meeting?.isUnsounded && <span>{t('chart.depth')}</span>}
        {ageMs !== null && ageMs > 30_000 && <span className="old">{t('chart.old', { age: lasting(ageMs, t) })}</span>}
        {own === null && <span className="old">{t('chart.noOwn')}</span>}
        {land === null && <span>{t('chart.loading')}</span>}
      </p>
      <nav>
        <button type="button" aria-label={t('chart.closer')} onClick={() => step(-1)}>
          <Plus aria-hidden />
        </button>
        <button type="button" aria-label={t('chart.wider')} onClick={() => step(1)}>
          <Minus aria-hidden />
        </button>
      </nav>
    </section>
  );
}

/** null: it is being read, or cannot be had. */
function useCoast(): readonly LandPiece[] | null {
  const [land, setLand] = useState<readonly LandPiece[] | null>(null);
  useEffect(() => {
    loadCoast().then(setLand, () => {});
  }, []);
  return land;
}

interface Look {
  readonly rangeNm: number;
  readonly palette: TabletPalette;
  readonly land: readonly LandPiece[];
}

function useDrawn(scene: Scene | null, { rangeNm, palette, land }: Look) {
  const canvas = useRef<HTMLCanvasElement | null>(null);
  useEffect(() => {
    const sheet = canvas.current;
    const pen = sheet?.getContext('2d');
    if (!sheet || !pen) return;
    const { clientWidth: width, clientHeight: height } = sheet;
    const sharp = window.devicePixelRatio;
    if (sheet.width !== Math.round(width * sharp)) sheet.width = Math.round(width * sharp);
    if (sheet.height !== Math.round(height * sharp)) sheet.height = Math.round(height * sharp);
    pen.setTransform(sharp, 0, 0, sharp, 0, 0);
    if (scene === null) pen.clearRect(0, 0, width, height);
    else drawPlot(scene, { pen, width, height, palette: PALETTES[palette], rangeNm, land });
  });
  return canvas;
}
