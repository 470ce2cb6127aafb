import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiBadRequestResponse, ApiNotFoundResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { type TrailGeoJson, trailQuerySchema, trailsQuerySchema } from '../contract/history.ts';
import { mmsiSchema } from '../contract/picture.ts';
import { isTrackId, trackKeyOf } from '../domain/history/track-key.ts';
import { Needs } from '../platform/auth/right.decorator.ts';
import { Clock } from '../platform/clock.ts';
import { CodedError } from '../platform/http/coded-error.ts';
import { HistoryStore } from './history.store.ts';
import { trailGeoJson } from './trail.ts';

const HALF_AN_HOUR_MS = 1_800_000;
const GEOJSON = ['content-type', 'application/geo+json; charset=utf-8'] as const;
const FROM = { name: 'fromMs', required: false, description: 'epoch ms, inclusive; not given: 30 minutes before toMs' };
const TO = { name: 'toMs', required: false, description: 'epoch ms, exclusive; not given: now' };

interface Asked {
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
}

@ApiTags('history')
@Needs('history:read')
@ApiBadRequestResponse({ description: 'names the field and the value' })
@Controller('api/v1')
export class TrailController {
  constructor(
    private readonly store: HistoryStore,
    private readonly clock: Clock,
  ) {}

  @Get('tracks/:trackId/trail')
  @Header(...GEOJSON)
  @ApiOperation({
    summary: 'Where a track has been: runs of positions with times and speeds, and the gaps between them',
  })
  @ApiQuery(FROM)
  @ApiQuery(TO)
  @ApiNotFoundResponse({ description: 'the text is no track id' })
  ofTrack(@Param('trackId') trackId: string, @Query() query: unknown): Promise<TrailGeoJson> {
    return this.trails([keyOf(trackId)], trailQuerySchema.parse(query));
  }

  @Get('vessels/:mmsi/trail')
  @Header(...GEOJSON)
  @ApiOperation({ summary: 'The same by MMSI; of all craft, where several sent under it' })
  @ApiQuery(FROM)
  @ApiQuery(TO)
  async ofVessel(@Param() params: unknown, @Query() query: unknown): Promise<TrailGeoJson> {
    const { mmsi } = mmsiSchema.parse(params);
    return this.trails(await this.store.keysOf(Number(mmsi)), trailQuerySchema.parse(query));
  }

  @Get('trails')
  @Header(...GEOJSON)
  @ApiOperation({ summary: 'The trails of several tracks' })
  @ApiQuery({ name: 'trackIds', example: 'a-431000001,a-431000002', description: '1 to 200, separated by commas' })
  @ApiQuery(FROM)
  @ApiQuery(TO)
  ofTracks(@Query() query: unknown): Promise<TrailGeoJson> {
    const { trackIds, ...span } = trailsQuerySchema.parse(query);
    return this.trails(trackIds.map(keyOf), span);
  }

  private async trails(keys: readonly number[], asked: Asked): Promise<TrailGeoJson> {
    const toMs = asked.toMs ?? Math.max(this.clock.nowMs() + 1, (asked.fromMs ?? 0) + 1);
    return trailGeoJson(await this.store.positions(keys, asked.fromMs ?? toMs - HALF_AN_HOUR_MS, toMs));
  }
}

function keyOf(trackId: string): number {
  if (!isTrackId(trackId)) {
    throw new CodedError('not-found', `trackId: ${JSON.stringify(trackId.slice(0, 80))} is not the id of a track`);
  }
  return trackKeyOf(trackId);
}
