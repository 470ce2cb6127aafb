import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FeedStatus } from '../contract/feeds.ts';
import { Needs } from '../platform/auth/right.decorator.ts';
import { FeedsService } from './feeds.service.ts';

@ApiTags('feeds')
@Needs('feeds:read')
@Controller('api/v1/feeds')
export class FeedsController {
  constructor(private readonly feeds: FeedsService) {}

  @ApiOperation({ summary: 'State and counters of every feed' })
  @Get()
  all(): readonly FeedStatus[] {
    return this.feeds.status();
  }
}
