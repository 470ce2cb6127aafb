import { Controller, Get, Header, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { type CoverageGeoJson, type PictureGeoJson, pictureQuerySchema } from '../contract/picture.ts';
import { Needs } from '../platform/auth/right.decorator.ts';
import { CONFIG, type Config } from '../platform/config.ts';
import { coverageGeoJson, pictureGeoJson } from './geojson.ts';
import { PastDoor } from './past-door.ts';
import { PictureService } from './picture.service.ts';

@ApiTags('picture')
@Needs('picture:read')
@Controller('api/v1')
export class PictureController {
  constructor(
    private readonly picture: PictureService,
    private readonly past: PastDoor,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('picture.geojson')
  @Header('content-type', 'application/geo+json; charset=utf-8')
  @ApiOperation({ summary: 'All tracks with a position, as GeoJSON points' })
  @ApiQuery({ name: 'bbox', required: false, example: '139.5,35,140.1,35.7', description: 'west,south,east,north' })
  @ApiOkResponse({ description: 'FeatureCollection; properties: trackId, mmsi, name, kind, state, sogKn, ...' })
  @ApiQuery({ name: 'atMs', required: false, example: 1764003600000, description: 'as it was then, epoch ms' })
  async all(@Query() query: unknown): Promise<PictureGeoJson> {
    const { bbox, atMs } = pictureQuerySchema.parse(query);
    const box = bbox ?? null;
    const picture = atMs === undefined ? pictureGeoJson(this.picture, box) : await this.past.picture(atMs, box);
    return { ...picture, simulation: this.config.demo };
  }

  @Get('coverage')
  @Header('content-type', 'application/geo+json; charset=utf-8')
  @ApiOperation({ summary: 'Where receivers hear ships, and since when they hear nothing there' })
  coverage(): CoverageGeoJson {
    return coverageGeoJson(this.picture);
  }
}
