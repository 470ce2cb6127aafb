import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { RadarHealth } from '../contract/feeds.ts';
import { Needs } from '../platform/auth/right.decorator.ts';
import { RadarSites } from './radar-sites.ts';

@ApiTags('radar')
@Needs('feeds:read')
@Controller('api/v1/radar')
export class RadarController {
  constructor(private readonly radars: RadarSites) {}

  @ApiOperation({ summary: 'Every radar site: its error by the ships on AIS, what it sees of them, its state' })
  @Get('sites')
  sites(): RadarHealth[] {
    return this.radars.all();
  }
}
