import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBadRequestResponse, ApiNotFoundResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import { mmsiSchema, type VesselDetail, type VesselHit, vesselQuerySchema } from '../contract/picture.ts';
import { Needs } from '../platform/auth/right.decorator.ts';
import { CodedError } from '../platform/http/coded-error.ts';
import { PictureService } from './picture.service.ts';
import { VesselSearch } from './vessel-search.ts';

@ApiTags('picture')
@Needs('picture:read')
@Controller('api/v1/vessels')
export class VesselController {
  constructor(
    private readonly picture: PictureService,
    private readonly vessels: VesselSearch,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Vessels by name, call sign, MMSI or IMO number: word beginnings and slips of the pen' })
  @ApiQuery({ name: 'q', example: 'sakura' })
  @ApiQuery({ name: 'limit', required: false, example: 20, description: 'hits at most, 1-100' })
  @ApiBadRequestResponse({ description: 'names the field and the value' })
  search(@Query() query: unknown): VesselHit[] {
    const { q, limit } = vesselQuerySchema.parse(query);
    return this.vessels.search(q, limit);
  }

  @Get(':mmsi')
  @ApiOperation({
    summary: 'The vessel on this MMSI: identity, changes, who heard it; all tracks where several send under it',
  })
  @ApiParam({ name: 'mmsi', example: '431000001' })
  @ApiNotFoundResponse({ description: 'nobody is heard under this MMSI' })
  one(@Param() params: unknown): VesselDetail {
    const { mmsi } = mmsiSchema.parse(params);
    const tracks = this.picture
      .rowsOf(Number(mmsi))
      .map((row) => this.picture.detail(row))
      .sort((a, b) => b.lastSeenMs - a.lastSeenMs);
    const [newest] = tracks;
    if (newest === undefined) throw new CodedError('not-found', `nobody is heard under the MMSI ${mmsi}`);
    return { ...newest, tracks };
  }
}
