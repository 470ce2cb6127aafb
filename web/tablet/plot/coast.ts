import coastUrl from '../../../server/domain/geo/data/japan-coast.json?url';

/** A piece of land: its rings, and the box round them in degrees. */
export interface LandPiece {
  readonly rings: readonly (readonly (readonly number[])[])[];
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

let asked: Promise<readonly LandPiece[]> | null = null;

/** The console's own coast, read once; it lies beside the page, also without a network. Rejects where it cannot be had. */
export function loadCoast(): Promise<readonly LandPiece[]> {
  asked ??= fetch(coastUrl)
    .then((answer) => answer.json() as Promise<GeoJSON.Feature<GeoJSON.MultiPolygon>>)
    .then(({ geometry }) => geometry.coordinates.map(pieceOf));
  asked.catch(() => {
    asked = null;
  });
  return asked;
}

function pieceOf(rings: readonly (readonly (readonly number[])[])[]): LandPiece {
  const box = { west: 180, south: 90, east: -180, north: -90 };
  for (const [lon = 0, lat = 0] of rings[0] ?? []) {
    box.west = Math.min(box.west, lon);
    box.east = Math.max(box.east, lon);
    box.south = Math.min(box.south, lat);
    box.north = Math.max(box.north, lat);
  }
  return { rings, ...box };
}
