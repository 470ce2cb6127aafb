import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiConflictResponse, ApiNotFoundResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { cameraParamsSchema } from '../../contract/camera.ts';
import {
  type CameraEntry,
  type CameraEntryOrder,
  cameraEntryOrderSchema,
  cameraImportSchema,
} from '../../contract/camera-registry.ts';
import { AuditService } from '../../platform/audit/audit.service.ts';
import { parsed } from '../../platform/auth/parsed.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import { Needs } from '../../platform/auth/right.decorator.ts';
import { Address, Who } from '../../platform/auth/signed-in.ts';
import { CodedError } from '../../platform/http/coded-error.ts';
import { RegistryService } from './registry.service.ts';

@ApiTags('cameras')
@Needs('cameras:manage')
@Controller('api/v1/cameras/registry')
export class RegistryController {
  constructor(
    private readonly registry: RegistryService,
    private readonly audit: AuditService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Cameras as they are set up, without passwords; also the file for an import elsewhere' })
  all(): Promise<CameraEntry[]> {
    return this.registry.all();
  }

  @Put(':cameraId')
  @ApiOperation({ summary: 'Enter a camera, or change it; it is pulled at once' })
  @ApiConflictResponse({ description: 'the id belongs to a simulated camera' })
  async put(
    @Param() params: unknown,
    @Body(parsed(cameraEntryOrderSchema)) order: CameraEntryOrder,
    @Who() who: Principal,
    @Address() ip: string | null,
  ): Promise<{ ok: true }> {
    const { cameraId } = cameraParamsSchema.parse(params);
    if (order.cameraId !== cameraId)
      throw new CodedError(
        'invalid',
        `cameraId: ${JSON.stringify(order.cameraId)} in the body, ${cameraId} in the path`,
      );
    await this.registry.put([order], who);
    await this.tell(who, ip, order);
    return { ok: true };
  }

  @Post('import')
  @HttpCode(200)
  @ApiOperation({ summary: 'Enter many cameras: all or none' })
  async import(
    @Body(parsed(cameraImportSchema)) orders: CameraEntryOrder[],
    @Who() who: Principal,
    @Address() ip: string | null,
  ): Promise<{ ok: true; cameras: number }> {
    await this.registry.put(orders, who);
    for (const order of orders) await this.tell(who, ip, order);
    return { ok: true, cameras: orders.length };
  }

  @Delete(':cameraId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take a camera out; its recordings stay as long as they are kept' })
  @ApiNotFoundResponse({ description: 'it is not in the registry' })
  async remove(@Param() params: unknown, @Who() who: Principal, @Address() ip: string | null): Promise<void> {
    const { cameraId } = cameraParamsSchema.parse(params);
    await this.registry.remove(cameraId);
    await this.audit.record(who, { action: 'camera:remove', object: `camera/${cameraId}`, detail: {}, ip });
  }

  private async tell(who: Principal, ip: string | null, { password, ...entry }: CameraEntryOrder): Promise<void> {
    const detail = { ...entry, isPasswordNew: password !== undefined };
    await this.audit.record(who, { action: 'camera:put', object: `camera/${entry.cameraId}`, detail, ip });
  }
}
