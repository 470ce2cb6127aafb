import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { cameraParamsSchema } from '../../contract/camera.ts';
import {
  type Bookmark,
  type BookmarkOrder,
  bookmarkOrderSchema,
  type RecordingQuery,
  recordingQuerySchema,
  type SnapshotOrder,
  snapshotOrderSchema,
} from '../../contract/recording.ts';
import { AuditService } from '../../platform/audit/audit.service.ts';
import { parsed } from '../../platform/auth/parsed.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import { Needs } from '../../platform/auth/right.decorator.ts';
import { Address, Who } from '../../platform/auth/signed-in.ts';
import { Clock } from '../../platform/clock.ts';
import { CamerasService } from '../cameras.service.ts';
import { BookmarkStore } from './bookmark.store.ts';

@ApiTags('cameras')
@Controller('api/v1/cameras/:cameraId')
export class BookmarkController {
  constructor(
    private readonly cameras: CamerasService,
    private readonly bookmarks: BookmarkStore,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  @Get('bookmarks')
  @Needs('cameras:watch')
  @ApiOperation({ summary: 'Marks in the recording of a span' })
  all(@Param() params: unknown, @Query(parsed(recordingQuerySchema)) query: RecordingQuery): Promise<Bookmark[]> {
    const { id } = this.cameras.site(cameraParamsSchema.parse(params).cameraId);
    return this.bookmarks.between(id, query.fromMs, query.toMs);
  }

  @Post('bookmarks')
  @Needs('cameras:mark')
  @ApiOperation({ summary: 'Leave a mark at a time of a camera' })
  async add(
    @Param() params: unknown,
    @Body(parsed(bookmarkOrderSchema)) order: BookmarkOrder,
    @Who() who: Principal,
    @Address() ip: string | null,
  ): Promise<Bookmark> {
    const { id } = this.cameras.site(cameraParamsSchema.parse(params).cameraId);
    const bookmark = await this.bookmarks.add(id, order, { who: who.username, createdMs: this.clock.nowMs() });
    const detail = { ...order, bookmarkId: bookmark.bookmarkId };
    await this.audit.record(who, { action: 'camera:bookmark', object: `camera/${id}`, detail, ip });
    return bookmark;
  }

  @Post('snapshots')
  @HttpCode(204)
  @Needs('cameras:mark')
  @ApiOperation({ summary: 'Record time and hash of a picture that was taken out of a camera' })
  async snapshot(
    @Param() params: unknown,
    @Body(parsed(snapshotOrderSchema)) order: SnapshotOrder,
    @Who() who: Principal,
    @Address() ip: string | null,
  ): Promise<void> {
    const { id } = this.cameras.site(cameraParamsSchema.parse(params).cameraId);
    await this.audit.record(who, { action: 'camera:snapshot', object: `camera/${id}`, detail: { ...order }, ip });
  }
}
