import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { cameraParamsSchema } from '../../contract/camera.ts';
import {
  playlistQuerySchema,
  type Recording,
  type RecordingQuery,
  recordingFileParamsSchema,
  recordingQuerySchema,
} from '../../contract/recording.ts';
import { playlistOf } from '../../domain/video/playlist.ts';
import { AuditService } from '../../platform/audit/audit.service.ts';
import { parsed } from '../../platform/auth/parsed.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import { Needs } from '../../platform/auth/right.decorator.ts';
import { Address, Who } from '../../platform/auth/signed-in.ts';
import { CodedError } from '../../platform/http/coded-error.ts';
import { indexRow, RecordingService } from './recording.service.ts';

@ApiTags('cameras')
@Needs('cameras:watch')
@Controller('api/v1/cameras/:cameraId')
export class RecordingController {
  constructor(
    private readonly recordings: RecordingService,
    private readonly audit: AuditService,
  ) {}

  @Get('recording')
  @ApiOperation({ summary: 'What was recorded of a span, and what is missing' })
  of(@Param() params: unknown, @Query(parsed(recordingQuerySchema)) query: RecordingQuery): Promise<Recording> {
    const { cameraId } = cameraParamsSchema.parse(params);
    return this.recordings.recording(cameraId, query.fromMs, query.toMs);
  }

  @Get('playlist.m3u8')
  @ApiOperation({ summary: 'Playlist (HLS, byte ranges) of what was recorded of a span; asking for it is audited' })
  @ApiProduces('application/vnd.apple.mpegurl')
  @ApiNotFoundResponse({ description: 'nothing was recorded of it' })
  async playlist(
    @Param() params: unknown,
    @Query(parsed(playlistQuerySchema)) { fromMs, toMs }: RecordingQuery,
    @Who() who: Principal,
    @Address() ip: string | null,
    @Res() response: Response,
  ): Promise<void> {
    const { cameraId } = cameraParamsSchema.parse(params);
    const rows = await this.recordings.fragments(cameraId, fromMs, toMs);
    if (rows.length === 0) throw new CodedError('not-found', `nothing of ${cameraId} was recorded of this span`);
    const object = `camera/${cameraId}`;
    await this.audit.record(who, { action: 'camera:replay', object, detail: { fromMs, toMs }, ip });
    response.set('cache-control', 'no-store').type('application/vnd.apple.mpegurl');
    response.send(playlistOf(rows.map(indexRow), fromMs, toMs));
  }

  @Get('recording/files/:file')
  @ApiOperation({ summary: 'A file of a recording, or ranges of its bytes, as a playlist names them' })
  @ApiProduces('video/mp4')
  @ApiNotFoundResponse({ description: 'no such file: it was let go of' })
  async file(@Param() params: unknown, @Res() response: Response): Promise<void> {
    const { cameraId, file } = recordingFileParamsSchema.parse(params);
    const path = await this.recordings.pathOf(cameraId, file);
    if (path === null) throw new CodedError('not-found', `file: ${cameraId} has no file ${file}`);
    // what lies behind an offset never changes; the file may still grow
    response.set('cache-control', 'no-store').type('video/mp4');
    await new Promise<void>((resolve, reject) => {
      response.sendFile(path, { root: this.recordings.dir, cacheControl: false, etag: false }, (error?: Error) =>
        error === undefined || response.headersSent ? resolve() : reject(gone(cameraId, file)),
      );
    });
  }
}

const gone = (cameraId: string, file: number): CodedError =>
  new CodedError('not-found', `file: the file ${file} of ${cameraId} is gone`);
