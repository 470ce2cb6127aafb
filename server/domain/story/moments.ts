/** A moment of the night of the simulated bay that is worth going to. */
export interface StoryMoment {
  /** Stable, a-z and hyphens. */
  readonly name: string;
  /** Epoch ms. */
  readonly atMs: number;
  readonly title: { readonly ja: string; readonly en: string };
}

/** 00:00 JST of 2026-11-24, epoch ms. */
const MIDNIGHT_MS = Date.UTC(2026, 10, 23, 15);
/** Epoch ms of a time of the night, JST; from 12:00 on of the evening before. */
const jst = (hour: number, minute: number): number =>
  MIDNIGHT_MS + ((hour >= 12 ? hour - 24 : hour) * 60 + minute) * 60_000;

const MOMENTS: readonly StoryMoment[] = [
  moment('notice', jst(21, 40), '入港予定船 SEA LANTERN の情報', 'Notice of the call of SEA LANTERN'),
  moment('tip', jst(22, 55), '漁協から通報：船名のない白い船', 'Fishery tip: a white boat without a name'),
  moment('southbound', jst(23, 25), 'AIS のない小型船が南下', 'A small craft without AIS goes south'),
  moment('drop', jst(0, 58), 'SEA LANTERN が減速し AIS を止める', 'SEA LANTERN slows down and goes dark'),
  moment('ais-back', jst(1, 7), 'SEA LANTERN の AIS が戻る', 'SEA LANTERN is heard on AIS again'),
  moment('pick-up', jst(1, 31), '小型船が旋回し浮体を揚収', 'The small craft circles and lifts the float'),
  moment('run-north', jst(1, 50), '小型船が無灯火で北へ走る', 'The small craft runs north, unlit'),
  moment('crossing', jst(2, 22), '小型船が富津側へ移る', 'The small craft crosses to the Futtsu side'),
  moment('basin', jst(2, 41), '小型船が泊地に入る', 'The small craft enters her basin'),
  moment('boarding', jst(2, 46), '小型船への立入検査', 'The small craft is boarded'),
  moment('berthed', jst(4, 50), 'SEA LANTERN が本牧に着岸', 'SEA LANTERN is fast at Honmoku'),
];

/** The moments of the night, in order of time. */
export function storyMoments(_seed: number): readonly StoryMoment[] {
  return MOMENTS;
}

function moment(name: string, atMs: number, ja: string, en: string): StoryMoment {
  return { name, atMs, title: { ja, en } };
}
