import { type NightTimes, nightOf } from './night.ts';

/** A moment of the night of the simulated bay that is worth going to. */
export interface StoryMoment {
  /** Stable, a-z and hyphens. */
  readonly name: string;
  /** Epoch ms. */
  readonly atMs: number;
  readonly title: { readonly ja: string; readonly en: string };
}

/** Name, time, title; `%` stands for the mother ship's name. */
const MOMENTS: readonly (readonly [name: string, at: keyof NightTimes, ja: string, en: string])[] = [
  ['notice', 'notice', '入港予定船 % の情報', 'Notice of the call of %'],
  ['tip', 'leaves', '漁協から通報：船名のない白い船', 'Fishery tip: a white boat without a name'],
  ['southbound', 'southbound', 'AIS のない小型船が南下', 'A small craft without AIS goes south'],
  ['drop', 'slows', '% が減速し AIS を止める', '% slows down and goes dark'],
  ['ais-back', 'back', '% の AIS が戻る', '% is heard on AIS again'],
  ['pick-up', 'circles', '小型船が旋回し浮体を揚収', 'The small craft circles and lifts the float'],
  ['run-north', 'runs', '小型船が無灯火で北へ走る', 'The small craft runs north, unlit'],
  ['crossing', 'crosses', '小型船が対岸へ移る', 'The small craft is over on the other side'],
  ['basin', 'basin', '小型船が泊地に入る', 'The small craft enters her basin'],
  ['boarding', 'boarded', '小型船への立入検査', 'The small craft is boarded'],
  ['berthed', 'berthed', '% が着岸', '% is fast at her berth'],
];

/** The moments of a seed's night, in order of time. */
export function storyMoments(seed: number): readonly StoryMoment[] {
  const { mother, times } = nightOf(seed);
  const named = (text: string) => text.replace('%', mother.name);
  return MOMENTS.map(([name, at, ja, en]) => ({
    name,
    atMs: times[at],
    title: { ja: named(ja), en: named(en) },
  })).sort((a, b) => a.atMs - b.atMs);
}
