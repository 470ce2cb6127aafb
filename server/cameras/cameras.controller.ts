import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { type Camera, type CameraTicket, cameraParamsSchema } from '../contract/camera.ts';
import { AuditService } from '../platform/audit/audit.service.ts';
import type { Principal } from '../platform/auth/principal.ts';
import { Needs } from '../platform/auth/right.decorator.ts';
import { Address, Who } from '../platform/auth/signed-in.ts';
import { AimService } from './aim/aim.service.ts';
import { CamerasService } from './cameras.service.ts';

@ApiTags('cameras')
@Needs('cameras:watch')
@Controller('api/v1/cameras')
export class CamerasController {
  constructor(
    private readonly cameras: CamerasService,
    private readonly aims: AimService,
    private readonly audit: AuditService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'All cameras: where they stand, what they see, how they are' })
  all(): Camera[] {
    return this.cameras.all().map((camera) => ({ ...camera, head: this.aims.headOf(camera.cameraId) }));
  }

  @Post(':cameraId/ticket')
  @HttpCode(200)
  @ApiOperation({ summary: 'A ticket to watch one camera live: opens one WebSocket within fifteen seconds' })
  @ApiNotFoundResponse({ description: 'no such camera' })
  @ApiServiceUnavailableResponse({ description: 'the process of the cameras is down' })
  async ticket(@Param() params: unknown, @Who() who: Principal, @Address() ip: string | null): Promise<CameraTicket> {
    const { cameraId } = cameraParamsSchema.parse(params);
    const ticket = this.cameras.ticket(who, cameraId);
    await this.audit.record(who, { action: 'camera:watch', object: `camera/${cameraId}`, detail: {}, ip });
    return ticket;
  }
}
