import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { LonLat } from '../../domain/geo/geodesy.ts';
import type { Ring } from '../../domain/geo/land.ts';
import type { ChartArea } from '../../domain/route/chart-raster.ts';
import { RouteChart } from '../../domain/route/route-chart.ts';
import { WaterRouter } from '../../domain/route/water-route.ts';
import { Clock } from '../../platform/clock.ts';
import { type AreaRow, AreaStore } from './area.store.ts';
import { type Lane, lanesOf } from './lanes.ts';

/** An area that is closed within so much from now is gone round: no way is longer. */
const AHEAD_MS = 3 * 3_600_000;

interface Feature {
  readonly properties: {
    readonly id?: string;
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

/** The water that boats go on: the console's own coast, the traffic routes, and what was imported. Drawn when first asked for. */
@Injectable()
export class Waters implements OnModuleInit {
  private made: { readonly router: WaterRouter; readonly of: string } | undefined;
  private imported: readonly AreaRow[] = [];
  /** Another one whenever areas that are shown are others. */
  revision = '';
  private readonly features = (read('tokyo-bay.json') as { features: Feature[] }).features;
  /** Lanes of traffic routes, with their direction. */
  readonly traffic: readonly Lane[] = lanesOf(this.features);
  private coast: Ring[] | undefined;

  constructor(
    private readonly store: AreaStore,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.follow();
  }

  /** What was imported has changed. */
  async follow(): Promise<void> {
    this.imported = await this.store.all();
    this.made = undefined;
    const text = JSON.stringify(
      this.shown.map(({ set, kind, rings, fromMs, toMs }) => [set, kind, rings, fromMs, toMs]),
    );
    this.revision = createHash('sha256').update(text).digest('hex').slice(0, 12);
  }

  /** All but depths. */
  get shown(): readonly AreaRow[] {
    return this.imported.filter(({ kind }) => kind !== 'depth');
  }

  /** Over the areas that count now; another one once a dated area begins or ends. */
  get router(): WaterRouter {
    const nowMs = this.clock.nowMs();
    const now = this.imported.filter(
      ({ fromMs, toMs }) => (fromMs ?? 0) <= nowMs + AHEAD_MS && (toMs ?? Number.POSITIVE_INFINITY) > nowMs,
    );
    const of = now.map((area) => this.imported.indexOf(area)).join();
    if (this.made?.of !== of) {
      this.coast ??= (read('japan-coast.json') as { geometry: { coordinates: Ring[][] } }).geometry.coordinates.flat();
      const chart = new RouteChart(this.coast, [...this.lanes(), ...now.map(chartArea)]);
      this.made = { router: new WaterRouter(chart), of };
    }
    return this.made.router;
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

/** Where it dries there is no depth at all. */
const chartArea = ({ kind, rings, depthM }: AreaRow): ChartArea =>
  kind === 'depth' ? { kind, rings, depthM: Math.max(0, depthM ?? 0) } : { kind, rings };

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../domain/geo/data/${name}`, import.meta.url), 'utf8'));
