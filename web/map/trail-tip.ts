import { NONE_16 } from '../../server/domain/track/track-table.ts';
import { TRANSLATORS } from '../i18n/translate.ts';
import { bearing, jstMoment, speed, utcTime } from '../ui/format.ts';
import type { MapLang } from './map-text.ts';
import type { TrailDot } from './trail-layer.ts';

/** What a dot of a trail knows, beside it: time, speed, course. Written straight to the page. */
export class TrailTip {
  private readonly box = document.createElement('div');
  private readonly who = document.createElement('b');
  private readonly time = document.createElement('span');
  private readonly utc = document.createElement('small');
  private readonly motion = document.createElement('span');

  constructor(private readonly container: HTMLElement) {
    this.box.className = 'trail-tip';
    this.box.hidden = true;
    const when = document.createElement('div');
    when.append(this.time, this.utc);
    this.box.append(this.who, when, this.motion);
    container.append(this.box);
  }

  /** `name` null: it is plain whose trail it is. */
  show(dot: TrailDot | null, { name, nowMs, lang }: { name: string | null; nowMs: number; lang: MapLang }): void {
    this.box.hidden = dot === null;
    if (dot === null) return;
    const t = TRANSLATORS[lang];
    const [sog, cog] = [dot.row.sog[dot.at] ?? NONE_16, dot.row.cog[dot.at] ?? NONE_16];
    const knots = sog === NONE_16 ? t('fact.none') : speed(sog / 10);
    const course = cog === NONE_16 ? t('fact.none') : bearing(cog / 10);
    this.who.textContent = name ?? '';
    this.time.textContent = `${jstMoment(dot.atMs, nowMs)} ${t('bar.jst')}`;
    this.utc.textContent = utcTime(dot.atMs);
    this.motion.textContent = `${knots} ${t('unit.kn')}  ${course}${t('unit.deg')}`;
    // to the left of the dot where the right has no room
    const left = dot.x > this.container.clientWidth - 220;
    this.box.classList.toggle('left', left);
    this.box.style.setProperty('transform', `translate(${Math.round(dot.x)}px, ${Math.round(dot.y)}px)`);
  }

  remove(): void {
    this.box.remove();
  }
}
