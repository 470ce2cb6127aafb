import type { Order } from '../../server/contract/dispatch.ts';
import type { TabletWords } from '../i18n/tablet-words.ts';

/** How long, in at most two units; never negative. */
export function lasting(ms: number, t: TabletWords): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  if (s < 90) return t('time.seconds', { n: s });
  const m = Math.floor(s / 60);
  if (m < 90) return t('time.minutes', { n: m });
  return t('time.hours', { h: Math.floor(m / 60), m: m % 60 });
}

/** `8:20`, `1:02:05`: time to go. */
export function toGo(s: number): string {
  const whole = Math.max(0, Math.round(s));
  const two = (n: number): string => String(n).padStart(2, '0');
  const [h, m] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return h > 0 ? `${h}:${two(m)}:${two(whole % 60)}` : `${m}:${two(whole % 60)}`;
}

export function targetName({ target }: Order, t: TabletWords): string {
  if (target.kind === 'track') return target.name ?? target.trackId.replace(/^a-/, '');
  return target.kind === 'point' ? t('order.point') : t('order.area', { metres: Math.round(target.radiusM) });
}
