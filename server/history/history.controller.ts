import { createHash } from 'node:crypto';
import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiBadRequestResponse, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import {
  BUCKET_MS,
  blockParamsSchema,
  blockQuerySchema,
  type HistoryExtent,
  type HistoryStatus,
} from '../contract/history.ts';
import { encodeBlock } from '../domain/history/block.ts';
import { Needs } from '../platform/auth/right.decorator.ts';
import { HistoryService } from './history.service.ts';
import { type ExtentParts, HistoryStore } from './history.store.ts';

const IMMUTABLE = 'private, max-age=31536000, immutable';

@ApiTags('history')
@Needs('history:read')
@Controller('api/v1/history')
export class HistoryController {
  constructor(
    private readonly store: HistoryStore,
    private readonly history: HistoryService,
  ) {}

  @Get('blocks/:bucketMs')
  @ApiOperation({
    summary: 'All positions of ten minutes, binary (server/domain/history/block.ts); immutable once closed',
  })
  @ApiQuery({ name: 'bbox', required: false, example: '139.5,35,140.1,35.7', description: 'tracks that touch it' })
  @ApiQuery({ name: 'rev', required: false, description: 'revision of the bucket, see the extent' })
  @ApiOkResponse({ description: 'application/octet-stream; X-Mihari-Block: open while positions may still be added' })
  @ApiBadRequestResponse({ description: 'names the field and the value' })
  async block(
    @Param() params: unknown,
    @Query() query: unknown,
    @Headers('if-none-match') known: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    const { bucketMs } = blockParamsSchema.parse(params);
    const { bbox } = blockQuerySchema.parse(query);
    const parts = await this.store.block(bucketMs, bbox ?? null);
    const bytes = Buffer.from(encodeBlock({ bucketMs, ...parts }));
    const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
    response.setHeader('etag', etag);
    response.setHeader('x-mihari-block', parts.open ? 'open' : 'closed');
    response.setHeader('cache-control', parts.open ? 'private, no-cache' : IMMUTABLE);
    if (known === etag) {
      response.status(304).end();
      return;
    }
    response.type('application/octet-stream').send(bytes);
  }

  @Get('extent')
  @ApiOperation({
    summary: 'From when to when history is kept, which buckets are closed, and when each feed gave nothing',
  })
  async extent(): Promise<HistoryExtent> {
    const { feeds, ...parts } = await this.store.extent();
    return { ...parts, bucketMs: BUCKET_MS, feeds: gapsOf(feeds) };
  }

  @Get('status')
  @ApiOperation({ summary: 'Whether what is heard is kept, and how long the disk will do' })
  status(): HistoryStatus {
    return this.history.status;
  }
}

/** Spans in which a feed gave nothing, from its states in order of time. */
function gapsOf(rows: ExtentParts['feeds']): HistoryExtent['feeds'] {
  const feeds = new Map<string, { fromMs: number; toMs: number | null }[]>();
  for (const { feed, atMs, up } of rows) {
    const gaps = feeds.get(feed) ?? [];
    feeds.set(feed, gaps);
    const last = gaps.at(-1);
    const isOpen = last !== undefined && last.toMs === null;
    if (up && isOpen) last.toMs = atMs;
    else if (!up && !isOpen) gaps.push({ fromMs: atMs, toMs: null });
  }
  return [...feeds].map(([feed, gaps]) => ({ feed, gaps }));
}
