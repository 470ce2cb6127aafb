import { Controller, Get, Header, Param, Put, Req } from '@nestjs/common';
import { ApiBadRequestResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import {
  type Waters as AreasOrder,
  type WatersTaken,
  watersParamsSchema,
  watersSchema,
} from '../../contract/waters.ts';
import type { Ring } from '../../domain/geo/land.ts';
import { AuditService } from '../../platform/audit/audit.service.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import { Needs } from '../../platform/auth/right.decorator.ts';
import { Address, Who } from '../../platform/auth/signed-in.ts';
import { CodedError } from '../../platform/http/coded-error.ts';
import { type AreaRow, AreaStore } from './area.store.ts';
import { Waters } from './waters.ts';

/** A depth layer of a bay is some megabytes. */
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_TOLD = 5;

@ApiTags('waters')
@Needs('picture:read')
@Controller('api/v1/waters/areas')
export class WatersController {
  constructor(
    private readonly waters: Waters,
    private readonly store: AreaStore,
    private readonly audit: AuditService,
  ) {}

  @Get()
  @Header('content-type', 'application/geo+json; charset=utf-8')
  @ApiOperation({ summary: 'Closed areas and traffic routes that were imported (depths are not told)' })
  all() {
    return {
      type: 'FeatureCollection',
      features: this.waters.shown.map(({ rings, set, kind, name, fromMs, toMs }) => ({
        type: 'Feature',
        properties: { set, kind, name, fromMs, toMs },
        geometry: { type: 'MultiPolygon', coordinates: rings.map((ring) => [ring]) },
      })),
    };
  }

  @Needs('waters:manage')
  @Put(':set')
  @ApiOperation({
    summary: 'Import a set of areas (closed, depth, lane) as application/geo+json; an empty one takes it out',
  })
  @ApiBadRequestResponse({ description: 'names the first features that are wrong; nothing is taken' })
  async put(
    @Param() params: unknown,
    @Req() req: Request,
    @Who() who: Principal,
    @Address() ip: string | null,
  ): Promise<WatersTaken> {
    const { set } = watersParamsSchema.parse(params);
    if (!req.is('application/geo+json')) throw new CodedError('invalid', 'content-type: must be application/geo+json');
    const order = parse(await bodyOf(req));
    await this.store.replace(set, order.features.map(rowOf));
    await this.waters.follow();
    const detail = { areas: order.features.length };
    await this.audit.record(who, { action: 'waters:import', object: `waters/${set}`, detail, ip });
    return detail;
  }
}

async function bodyOf(req: Request): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new CodedError('invalid', `body: more than ${MOST_BYTES / 2 ** 20} MiB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): AreasOrder {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw new CodedError('invalid', `body: is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const read = watersSchema.safeParse(body);
  if (read.success) return read.data;
  const told = read.error.issues
    .slice(0, MOST_TOLD)
    .map(({ path, message }) => `${path.map(String).join('.') || 'body'}: ${message}`);
  const more = read.error.issues.length > MOST_TOLD ? `; and ${read.error.issues.length - MOST_TOLD} more` : '';
  throw new CodedError('invalid', told.join('; ') + more);
}

function rowOf({ properties, geometry }: AreasOrder['features'][number]): Omit<AreaRow, 'set'> {
  // holes are rings of their own: inside is where an odd number of rings is
  const rings = (geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()) as Ring[];
  const { kind, name } = properties;
  return {
    ...{ kind, name, rings },
    depthM: properties.kind === 'depth' ? properties.depthM : null,
    fromMs: properties.kind === 'closed' ? properties.from : null,
    toMs: properties.kind === 'closed' ? properties.to : null,
  };
}
