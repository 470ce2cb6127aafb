/** A track as it is plotted by hand; null: not known. */
export interface Plotted {
  readonly lon: number;
  readonly lat: number;
  readonly name: string;
  /** Knots, 0 to 80. */
  readonly sogKn: number | null;
  /** Degrees true, 0 to below 360. */
  readonly cogDeg: number | null;
}

/** What was typed as a track; an empty course or speed is not known. null: something is missing or no number of its range. */
export function plottedOf(
  { lon, lat }: { readonly lon: number; readonly lat: number },
  { name, course, speed }: { readonly name: string; readonly course: string; readonly speed: string },
): Plotted | null {
  const wanted = name.trim();
  const sogKn = numberOf(speed);
  const cogDeg = numberOf(course);
  if (wanted === '' || sogKn === undefined || cogDeg === undefined) return null;
  if ((sogKn ?? 0) > 80 || (cogDeg ?? 0) > 360) return null;
  // 360 is what sailors say for north
  return { lon, lat, name: wanted, sogKn, cogDeg: cogDeg === 360 ? 0 : cogDeg };
}

/** null: nothing was typed; undefined: no number. Full-width digits are digits too. */
function numberOf(text: string): number | null | undefined {
  const plain = text.normalize('NFKC').trim();
  if (plain === '') return null;
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}
