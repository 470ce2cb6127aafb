import { destination, type LonLat } from '../geo/geodesy.ts';
import { type Night, nightOf } from './night.ts';

/** The patrol boats of the script, by stable key. */
export type StoryBoat = 'tokyo-wan' | 'shiosai' | 'minato-1';

/** Words of an event in both languages. */
export interface Told {
  readonly ja: string;
  readonly en: string;
}

interface Event {
  /** Stable, a-z, digits and hyphens. */
  readonly name: string;
  /** Epoch ms. */
  readonly atMs: number;
  readonly text: Told;
}

/** A ship's papers say something: a vessel to expect and to watch. */
export interface NoticeEvent extends Event {
  readonly kind: 'notice';
  readonly vessel: { readonly name: string; readonly lengthM: number; readonly shipType: 'general-cargo' };
  readonly destination: string;
  /** Epoch ms. */
  readonly etaMs: number;
  readonly crewListChanges: number;
  /** 1 to 3. */
  readonly watchLevel: number;
}

/** Somebody calls and has seen something. */
export interface TipEvent extends Event {
  readonly kind: 'tip';
  readonly from: 'fishery-cooperative';
  readonly at: LonLat;
}

/** What a camera shows from `atMs` to `untilMs`, to whoever aims it there. */
export interface SceneEvent extends Event {
  readonly kind: 'scene';
  readonly camera: 'kannonzaki-thermal' | 'honmoku-d' | 'shore-team';
  readonly at: LonLat;
  readonly untilMs: number;
  readonly persons: number;
}

/** What the desk of the night did: a decision that a replay shows and training asks for. */
export interface DecisionEvent extends Event {
  readonly kind: 'decision';
  readonly decision: 'acknowledge' | 'open-incident' | 'recommend' | 'order' | 'share' | 'join-offices';
}

/** What a patrol boat does, and about whom or where. */
export interface BoatEvent extends Event {
  readonly kind: 'boat';
  readonly boat: StoryBoat;
  readonly move: 'patrols' | 'at-berth' | 'shadows' | 'cuts-off' | 'to-landing' | 'unheard' | 'heard-again' | 'boards';
  /** Where she is or goes; null: it follows from the target. */
  readonly at: LonLat | null;
}

/** What was found in the end. */
export interface OutcomeEvent extends Event {
  readonly kind: 'outcome';
  readonly packages: number;
  readonly persons: number;
  readonly traceDetector: 'positive' | 'negative';
}

/** Everything of the night that neither AIS nor radar tells. */
export type StoryEvent = NoticeEvent | TipEvent | SceneEvent | DecisionEvent | BoatEvent | OutcomeEvent;

const MINUTE_MS = 60_000;
const YOKOHAMA_BERTH: LonLat = { lon: 139.6445, lat: 35.4535 };
const YOKOSUKA_BERTH: LonLat = { lon: 139.666, lat: 35.287 };
/** The large boat's beat: so far from the drop that she needs 13 minutes at 28 knots, degrees true and metres. */
const BEAT = { bearingDeg: 190, distanceM: 11_650 };
const MOTHER_LENGTH_M = 98;
/** The notice gives this much less than it takes her to be fast at the berth. */
const BEFORE_BERTH_MS = 20 * MINUTE_MS;
const LOST_MS = 6 * MINUTE_MS;

/** What happens on a seed's night beside its traffic, in order of time. */
export function storyScript(seed: number): readonly StoryEvent[] {
  const night = nightOf(seed);
  return [...papers(night), ...scenes(night), ...desk(night), ...boats(night), ...ends(night)].sort(
    (a, b) => a.atMs - b.atMs,
  );
}

function papers({ mother, boat, times }: Night): StoryEvent[] {
  return [
    {
      kind: 'notice',
      ...event('notice-mother', times.notice),
      text: {
        ja: `入港情報：${mother.name}、一般貨物船 ${MOTHER_LENGTH_M} m、乗組員名簿を二度訂正。監視レベル 2。`,
        en: `Notice of call: ${mother.name}, general cargo, ${MOTHER_LENGTH_M} m. Crew list changed twice. Watch level 2.`,
      },
      vessel: { name: mother.name, lengthM: MOTHER_LENGTH_M, shipType: 'general-cargo' },
      destination: 'JP YOK',
      etaMs: times.berthed - BEFORE_BERTH_MS,
      crewListChanges: 2,
      watchLevel: 2,
    },
    {
      kind: 'tip',
      ...event('tip-white-boat', times.leaves),
      text: {
        ja: '漁協から通報：船名のない白い船、大型船外機二基、小さな泊地を出た。',
        en: 'From the fishery cooperative: a white boat without a name, two large outboards, has left a small basin.',
      },
      from: 'fishery-cooperative',
      at: boat.ways.basin,
    },
  ];
}

function scenes({ boat, circle, times, mother }: Night): StoryEvent[] {
  return [
    {
      kind: 'scene',
      ...event('scene-lift', times.lifts - MINUTE_MS),
      text: {
        ja: '観音埼サーマル：二名が浮体の包みを引き揚げている。灯火なし。',
        en: 'Kannonzaki thermal: two persons lift a bundle with a float. No lights.',
      },
      camera: 'kannonzaki-thermal',
      at: { lon: circle.lon, lat: circle.lat },
      untilMs: times.lifts + 3 * MINUTE_MS,
      persons: 2,
    },
    {
      kind: 'scene',
      ...event('scene-landing', times.basin),
      text: {
        ja: `陸上班：${boat.label} が泊地に着き、三名が包みを降ろし始める。`,
        en: `Shore team: ${boat.label} comes alongside in the basin; three persons begin to land bundles.`,
      },
      camera: 'shore-team',
      at: boat.ways.basin,
      untilMs: times.boarded,
      persons: 3,
    },
    {
      kind: 'scene',
      ...event('scene-berth', times.berthed),
      text: { ja: `本牧 D：${mother.name} が着岸。`, en: `Honmoku D: ${mother.name} is made fast.` },
      camera: 'honmoku-d',
      at: { lon: 139.6733, lat: 35.4339 },
      untilMs: times.berthed + 10 * MINUTE_MS,
      persons: 4,
    },
  ];
}

function desk({ boat, times }: Night): StoryEvent[] {
  const { circles } = times;
  const after = (minutes: number) => circles + minutes * MINUTE_MS;
  const decided = (decision: DecisionEvent['decision'], atMs: number, ja: string, en: string): DecisionEvent => ({
    kind: 'decision',
    ...event(`desk-${decision}`, atMs),
    text: { ja, en },
    decision,
  });
  return [
    decided('acknowledge', after(2), '警報を確認し、カメラを向ける。', 'The alarm is acknowledged, the camera aimed.'),
    decided(
      'open-incident',
      after(4),
      `事案を開く：${boat.label} の航跡と映像を保全。`,
      `An incident is opened: tracks and video of ${boat.label} are kept.`,
    ),
    decided('recommend', after(5), '監視艇の候補を順位で示す。', 'Boats are ranked by when they can be there.'),
    decided(
      'order',
      after(7),
      'とうきょうわんは無灯火で追尾、しおさいは遮断、みなと1は陸揚げ地点へ。',
      'Tokyo-wan shadows without lights, Shiosai cuts off, Minato-1 goes to the landing point.',
    ),
    decided(
      'share',
      times.runs + 21 * MINUTE_MS,
      '海上保安庁と警察に限定した画面を開示。',
      'Coast Guard and police are given a limited view.',
    ),
    decided(
      'join-offices',
      times.crosses,
      `${boat.label} が対岸へ移り、他の官署が加わる。`,
      `${boat.label} is over on the other side: other offices join.`,
    ),
  ];
}

function boats({ boat, drop, circle, times }: Night): StoryEvent[] {
  const beat = destination(drop, BEAT.bearingDeg, BEAT.distanceM);
  const ordered = times.circles + 7 * MINUTE_MS;
  const lostMs = times.runs + 9 * MINUTE_MS;
  const { basin, northward } = boat.ways;
  const moves: [StoryBoat, BoatEvent['move'], number, LonLat | null, string, string][] = [
    ['tokyo-wan', 'patrols', times.notice, beat, 'とうきょうわん：剱埼沖を哨戒', 'Tokyo-wan patrols off Tsurugisaki'],
    ['shiosai', 'at-berth', times.notice, YOKOSUKA_BERTH, 'しおさい：横須賀で待機', 'Shiosai lies at Yokosuka'],
    ['minato-1', 'at-berth', times.notice, YOKOHAMA_BERTH, 'みなと1：横浜で待機', 'Minato-1 lies at Yokohama'],
    [
      'tokyo-wan',
      'shadows',
      ordered + MINUTE_MS,
      circle,
      'とうきょうわん：無灯火で追尾開始',
      'Tokyo-wan shadows, dark',
    ],
    ['shiosai', 'cuts-off', ordered + MINUTE_MS, northward.at(-1) ?? null, 'しおさい：遮断へ', 'Shiosai goes to cut off'],
    ['minato-1', 'to-landing', ordered + 2 * MINUTE_MS, basin, 'みなと1：陸揚げ地点へ', 'Minato-1 goes to the landing'],
    ['shiosai', 'unheard', lostMs, null, 'しおさい：端末が圏外', "Shiosai's tablet is out of reception"],
    ['shiosai', 'heard-again', lostMs + LOST_MS, null, 'しおさい：端末が復帰', "Shiosai's tablet is back"],
    ['shiosai', 'boards', times.boarded, basin, 'しおさい：立入検査', 'Shiosai boards'],
  ]; // biome-ignore format: a table
  return moves.map(([name, move, atMs, at, ja, en]) => ({
    kind: 'boat',
    ...event(`boat-${name}-${move}`, atMs),
    text: { ja, en },
    boat: name,
    move,
    at: at && { lon: at.lon, lat: at.lat },
  }));
}

function ends({ mother, times }: Night): StoryEvent[] {
  return [
    {
      kind: 'outcome',
      ...event('outcome', times.boarded + 34 * MINUTE_MS),
      text: {
        ja: `42 個を発見、TDS 陽性、三名を引き渡し。${mother.name} は着岸後に X 線検査へ。`,
        en: `42 packages found, trace detector positive, three persons handed over. ${mother.name} goes to X-ray at her berth.`,
      },
      packages: 42,
      persons: 3,
      traceDetector: 'positive',
    },
  ];
}

const event = (name: string, atMs: number): { name: string; atMs: number } => ({ name, atMs });
