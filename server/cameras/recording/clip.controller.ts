import { pipeline } from 'node:stream/promises';
import { Body, Controller, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ZipFile } from 'yazl';
import { cameraParamsSchema } from '../../contract/camera.ts';
import { type ClipOrder, clipOrderSchema } from '../../contract/recording.ts';
import { RawService } from '../../history/raw/raw.service.ts';
import { AuditService } from '../../platform/audit/audit.service.ts';
import { parsed } from '../../platform/auth/parsed.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import { Needs } from '../../platform/auth/right.decorator.ts';
import { Address, Who } from '../../platform/auth/signed-in.ts';
import { Clock } from '../../platform/clock.ts';
import { CONFIG, type Config } from '../../platform/config.ts';
import { CodedError } from '../../platform/http/coded-error.ts';
import { Heads } from '../aim/heads.ts';
import { CamerasService } from '../cameras.service.ts';
import { ClipDamaged, clipFiles } from './clip.ts';
import { RecordingService } from './recording.service.ts';

/** A clip is made in memory: more than this is refused, bytes. */
const MOST_BYTES = 512 * 1024 * 1024;

@ApiTags('cameras')
@Needs('cameras:export')
@Controller('api/v1/cameras/:cameraId/clips')
export class ClipController {
  constructor(
    private readonly cameras: CamerasService,
    private readonly recordings: RecordingService,
    private readonly heads: Heads,
    private readonly clock: Clock,
    private readonly raw: RawService,
    private readonly audit: AuditService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'A clip as evidence: original fragments, an ordinary MP4, manifest, hashes and README in a ZIP',
  })
  @ApiProduces('application/zip')
  @ApiNotFoundResponse({ description: 'nothing was recorded of it' })
  async clip(
    @Param() params: unknown,
    @Body(parsed(clipOrderSchema)) order: ClipOrder,
    @Who() who: Principal,
    @Address() ip: string | null,
    @Res() response: Response,
  ): Promise<void> {
    const { id: cameraId, name, isStamped } = this.cameras.site(cameraParamsSchema.parse(params).cameraId);
    const { fromMs, toMs, recipient, purpose } = order;
    const rows = await this.recordings.fragments(cameraId, fromMs, toMs);
    if (rows.length === 0) throw new CodedError('not-found', `nothing of ${cameraId} was recorded of this span`);
    const bytes = rows.reduce((sum, { length }) => sum + length, 0);
    if (bytes > MOST_BYTES)
      throw new CodedError('invalid', `toMs: the clip would be ${bytes} bytes, more than ${MOST_BYTES}`);
    const files = await clipFiles(this.recordings.dir, rows, {
      ...{ cameraId, name, fromMs, toMs, recipient, purpose, exporter: who.username },
      exportedMs: this.clock.nowMs(),
      serverOffsetMs: this.raw.status().time?.offsetMs ?? null,
      cameraOffsetMs: this.heads.of(cameraId)?.clockOffsetMs ?? null,
      isCameraTime: isStamped,
      isSimulation: this.config.demo,
    }).catch((error: unknown) => {
      throw error instanceof ClipDamaged ? new CodedError('failed', error.message) : error;
    });
    const sums = files.at(-1)?.data.toString() ?? '';
    const detail = { fromMs, toMs, recipient, purpose, bytes, sha256: sums.split('\n').filter(Boolean) };
    await this.audit.record(who, { action: 'camera:export', object: `camera/${cameraId}`, detail, ip });
    const folder = `${cameraId}-${new Date(fromMs + 9 * 3_600_000).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}-JST`;
    const zip = new ZipFile();
    for (const { name: file, data } of files)
      zip.addBuffer(data, `${folder}/${file}`, { compress: false, mtime: new Date(this.clock.nowMs()) });
    zip.end();
    response.attachment(`${folder}.zip`).type('application/zip').set('cache-control', 'no-store');
    await pipeline(zip.outputStream, response).catch(() => undefined); // who asked has gone
  }
}
