import type { RadarSite } from './plot.ts';
import type { PlotDraft } from './plot-draft.ts';
import type { JsonRefusal } from './refusal.ts';

const LONGEST_NAME = 40;
/** Largest time of a Date, epoch ms. */
const LAST_MS = 8.64e15;
const NUMBERS = [
  { field: 'lon', low: -180, high: 180, isNeeded: true },
  { field: 'lat', low: -90, high: 90, isNeeded: true },
  { field: 'sogKn', low: 0, high: 1000, isNeeded: false },
  { field: 'cogDeg', low: 0, high: 360, isNeeded: false },
  { field: 'quality', low: 0, high: 1, isNeeded: false },
] as const;
const FIELDS: ReadonlySet<string> = new Set(['site', 'id', 'tMs', ...NUMBERS.map(({ field }) => field)]);

/**
 * One line of JSON: an object with `id` (text or whole number), `lon` and `lat`, and, each of them left out or null where it is not
 * told, `site`, `tMs`, `sogKn`, `cogDeg` and `quality`. Nothing else. Its time is by the sensor's clock, so it is kept apart.
 */
export class JsonLine {
  /** `tMs`, epoch ms; NaN: not told. */
  tMs = Number.NaN;
  /** What was refused: the name of an unknown field, else the value as JSON. */
  refused = '';
  private readonly utf8 = new TextDecoder();

  constructor(
    /** The site of this name; null: it cannot be had. */
    private readonly siteNamed: (name: string) => RadarSite | null,
  ) {}

  /** Fills the plot, or answers which field is wrong. */
  read(bytes: Uint8Array, plot: PlotDraft): JsonRefusal | null {
    const text = this.utf8.decode(bytes);
    const line = objectOf(text);
    if (line === null) return this.refuse('json', text);
    for (const field in line) if (!FIELDS.has(field)) return this.refuse('json-unknown', field);
    return this.readNames(line, plot) ?? this.readNumbers(line, plot);
  }

  private readNames({ site, id }: Record<string, unknown>, plot: PlotDraft): JsonRefusal | null {
    const isNumber = Number.isSafeInteger(id) && Number(id) >= 0;
    if (!isNumber && !isName(id)) return this.refuse('json-id', id);
    plot.target = String(id);
    if (site === undefined || site === null) return null;
    const named = isName(site) ? this.siteNamed(site) : null;
    if (named === null) return this.refuse('json-site', site);
    plot.site = named;
    return null;
  }

  private readNumbers(line: Record<string, unknown>, plot: PlotDraft): JsonRefusal | null {
    const tMs = line['tMs'] ?? Number.NaN;
    if (typeof tMs !== 'number' || tMs < 0 || tMs > LAST_MS) return this.refuse('json-tMs', tMs);
    this.tMs = tMs;
    for (const { field, low, high, isNeeded } of NUMBERS) {
      const value = line[field] ?? null;
      if (value === null && !isNeeded) continue;
      if (!(typeof value === 'number' && value >= low && value <= high)) return this.refuse(`json-${field}`, value);
      plot[field] = value;
    }
    return null;
  }

  private refuse(why: JsonRefusal, value: unknown): JsonRefusal {
    this.refused = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
    return why;
  }
}

function objectOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** 1 to 40 characters, none of them a control character. */
function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= LONGEST_NAME && !/\p{Cc}/u.test(value);
}
