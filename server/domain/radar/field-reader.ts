import type { TextCache } from '../ais/text-cache.ts';
import { METRES_PER_NM } from '../units.ts';
import type { PlotStatus } from './plot.ts';
import { FARTHEST_M, type PlotDraft } from './plot-draft.ts';
import type { FieldRefusal } from './refusal.ts';
import type { RadarSentence } from './sentence.ts';

const [E, K, L, N, Q, R, S, T, W] = [69, 75, 76, 78, 81, 82, 83, 84, 87];
/** No target goes faster, knots. */
const FASTEST_KN = 1000;
const METRES_PER_STATUTE_MILE = 1609.344;

/** Places of the fields that TTM and TLL have in different order (IEC 61162-1). */
export const TTM_UTC = 14;
export const TLL_UTC = 7;

/** Reads fields of sentences into the plot; each answers why it refuses, or null. */
export class FieldReader {
  constructor(
    private readonly sentence: RadarSentence,
    private readonly texts: TextCache,
  ) {}

  /** Tracked target: number, distance, bearing, T/R, speed, course, T/R, CPA, TCPA, units, name, status, reference, UTC, acquisition. */
  ttm(line: Uint8Array, plot: PlotDraft): FieldRefusal | null {
    return this.target(line, plot) ?? this.status(12, plot) ?? (plot.status === 'lost' ? null : this.polar(plot));
  }

  /** Target's latitude and longitude: number, lat, N/S, lon, E/W, name, UTC, status, reference. */
  tll(line: Uint8Array, plot: PlotDraft): FieldRefusal | null {
    return this.target(line, plot) ?? this.status(8, plot) ?? (plot.status === 'lost' ? null : this.position(plot));
  }

  private target(line: Uint8Array, plot: PlotDraft): FieldRefusal | null {
    const { sentence } = this;
    const number = sentence.number(1);
    const [from, to] = [sentence.from(1), sentence.to(1)];
    // two digits by the book; sensors that follow more targets send three or four
    if (!Number.isInteger(number) || number < 0 || to - from > 4) return 'target';
    plot.target = this.texts.text(line, from, to);
    return null;
  }

  private status(field: number, plot: PlotDraft): FieldRefusal | null {
    const status = statusOf(this.sentence.code(field));
    if (status === null) return 'status';
    plot.status = status;
    return null;
  }

  private polar(plot: PlotDraft): FieldRefusal | null {
    const { sentence } = this;
    const unitM = unitOf(sentence.code(10));
    if (unitM === 0) return 'units';
    plot.rangeM = sentence.number(2) * unitM;
    if (!(plot.rangeM >= 0 && plot.rangeM <= FARTHEST_M)) return 'range';
    const reference = sentence.code(4);
    if (reference === R) return 'relative';
    if (reference !== T) return 'bearing';
    plot.bearingDeg = sentence.number(3);
    if (!(plot.bearingDeg >= 0 && plot.bearingDeg <= 360)) return 'bearing';
    return this.motion(unitM, plot);
  }

  /** A course from the sensor's heading, or from nobody knows what, is as good as none. */
  private motion(unitM: number, plot: PlotDraft): FieldRefusal | null {
    const { sentence } = this;
    if (sentence.has(5)) {
      plot.sogKn = (sentence.number(5) * unitM) / METRES_PER_NM;
      if (!(plot.sogKn >= 0 && plot.sogKn <= FASTEST_KN)) return 'speed';
    }
    if (sentence.code(7) !== T || !sentence.has(6)) return null;
    plot.cogDeg = sentence.number(6);
    return plot.cogDeg >= 0 && plot.cogDeg <= 360 ? null : 'course';
  }

  private position(plot: PlotDraft): FieldRefusal | null {
    const { sentence } = this;
    plot.lat = degreesOf(sentence.number(2)) * signOf(sentence.code(3), N, S);
    if (!(Math.abs(plot.lat) <= 90)) return 'position';
    plot.lon = degreesOf(sentence.number(4)) * signOf(sentence.code(5), E, W);
    return Math.abs(plot.lon) <= 180 ? null : 'position';
  }
}

function statusOf(code: number): PlotStatus | null {
  if (code === T) return 'tracking';
  if (code === Q) return 'acquiring';
  return code === L ? 'lost' : null;
}

/** Metres in a unit of distance; speed is in the same unit an hour. 0: not known. */
function unitOf(code: number): number {
  if (code === N) return METRES_PER_NM;
  if (code === K) return 1000;
  return code === S ? METRES_PER_STATUTE_MILE : 0;
}

const signOf = (code: number, plus: number, minus: number): number =>
  code === plus ? 1 : code === minus ? -1 : Number.NaN;

/** `dddmm.mmm` as degrees; NaN: none. */
function degreesOf(value: number): number {
  const minutes = value % 100;
  return value >= 0 && minutes < 60 ? Math.floor(value / 100) + minutes / 60 : Number.NaN;
}
