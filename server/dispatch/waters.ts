import { readFileSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import type { LonLat } from '../domain/geo/geodesy.ts';
import type { Ring } from '../domain/geo/land.ts';
import type { ChartArea } from '../domain/route/chart-raster.ts';
import { RouteChart } from '../domain/route/route-chart.ts';
import { WaterRouter } from '../domain/route/water-route.ts';

interface Feature {
  readonly properties: {
    readonly kind: string;
    readonly dir?: string;
    readonly name_ja?: string;
    readonly name_en: string;
  };
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
}

/** A place where a craft may land. */
export interface Landing extends LonLat {
  readonly ja: string;
  readonly en: string;
}

/** The water that boats go on: the console's own coast, and the traffic routes. Drawn when first asked for. */
@Injectable()
export class Waters {
  private made: WaterRouter | undefined;
  private readonly features = (read('tokyo-bay.json') as { features: Feature[] }).features;

  get router(): WaterRouter {
    if (this.made === undefined) {
      const coast = read('japan-coast.json') as { geometry: { coordinates: Ring[][] } };
      this.made = new WaterRouter(new RouteChart(coast.geometry.coordinates.flat(), this.lanes()));
    }
    return this.made;
  }

  /** Ports, where a small craft may land. */
  get landings(): Landing[] {
    return this.features.flatMap(({ properties, geometry }) => {
      if (properties.kind !== 'port' || geometry.type !== 'Point') return [];
      const [lon = 0, lat = 0] = geometry.coordinates as number[];
      return [{ lon, lat, ja: properties.name_ja ?? properties.name_en, en: properties.name_en }];
    });
  }

  private lanes(): ChartArea[] {
    return this.features.flatMap(({ properties, geometry }) =>
      properties.kind === 'lane' && geometry.type === 'Polygon'
        ? [{ kind: 'lane' as const, rings: geometry.coordinates as Ring[] }]
        : [],
    );
  }
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../domain/geo/data/${name}`, import.meta.url), 'utf8'));
