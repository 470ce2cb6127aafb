import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiConflictResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { cameraParamsSchema } from '../../contract/camera.ts';
import {
  type AimOrder,
  aimOrderSchema,
  type CameraCandidate,
  type CameraHead,
  type CameraPreset,
  type CandidatesQuery,
  candidatesQuerySchema,
  type PresetOrder,
  presetOrderSchema,
  type TrackInView,
} from '../../contract/camera-aim.ts';
import { AuditService } from '../../platform/audit/audit.service.ts';
import { parsed } from '../../platform/auth/parsed.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import { Needs } from '../../platform/auth/right.decorator.ts';
import { Address, Who } from '../../platform/auth/signed-in.ts';
import { AimService } from './aim.service.ts';
import { InView } from './in-view.ts';

@ApiTags('cameras')
@Controller('api/v1/cameras')
export class AimController {
  constructor(
    private readonly aims: AimService,
    private readonly views: InView,
    private readonly audit: AuditService,
  ) {}

  @Get('candidates')
  @Needs('cameras:watch')
  @ApiOperation({ summary: 'Cameras for a track or a place, the best first; those of no use last, with why' })
  candidates(@Query(parsed(candidatesQuerySchema)) query: CandidatesQuery, @Who() who: Principal): CameraCandidate[] {
    return this.aims.candidates(query, who);
  }

  @Get(':cameraId/in-view')
  @Needs('cameras:watch')
  @ApiOperation({ summary: 'Tracks that a camera may see now, its sight line over water' })
  inView(@Param() params: unknown): TrackInView[] {
    return this.views.of(cameraParamsSchema.parse(params).cameraId);
  }

  @Post(':cameraId/aim')
  @HttpCode(200)
  @Needs('cameras:steer')
  @ApiOperation({
    summary: 'Turn a camera: at a place, at a track (and on with it), by hand, to a preset, or let it go',
  })
  @ApiConflictResponse({ description: 'it is fixed, steered by another, or cannot look there' })
  @ApiServiceUnavailableResponse({ description: 'it does not answer' })
  async aim(
    @Param() params: unknown,
    @Body(parsed(aimOrderSchema)) order: AimOrder,
    @Who() who: Principal,
    @Address() ip: string | null,
  ): Promise<CameraHead | null> {
    const { cameraId } = cameraParamsSchema.parse(params);
    const before = this.aims.headOf(cameraId);
    await this.aims.order(cameraId, order, who);
    // by hand there are many orders a second: the first is enough
    const isOn = order.to === 'turn' && before?.heldBy === who.username;
    const detail = {
      ...order,
      ...(before?.heldBy != null && before.heldBy !== who.username && { from: before.heldBy }),
    };
    if (!isOn) await this.audit.record(who, { action: 'camera:aim', object: `camera/${cameraId}`, detail, ip });
    return this.aims.headOf(cameraId);
  }

  @Get(':cameraId/presets')
  @Needs('cameras:watch')
  @ApiOperation({ summary: 'Named directions of a camera, as it keeps them' })
  presets(@Param() params: unknown): Promise<CameraPreset[]> {
    return this.aims.presets(cameraParamsSchema.parse(params).cameraId);
  }

  @Post(':cameraId/presets')
  @HttpCode(204)
  @Needs('cameras:steer')
  @ApiOperation({ summary: 'Name the direction in which a camera looks now' })
  async setPreset(
    @Param() params: unknown,
    @Body(parsed(presetOrderSchema)) { name }: PresetOrder,
    @Who() who: Principal,
    @Address() ip: string | null,
  ): Promise<void> {
    const { cameraId } = cameraParamsSchema.parse(params);
    await this.aims.setPreset(cameraId, name, who);
    await this.audit.record(who, { action: 'camera:preset', object: `camera/${cameraId}`, detail: { name }, ip });
  }
}
