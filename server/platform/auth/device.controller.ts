import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import {
  DEVICE_COOKIE,
  type Device,
  deviceParamsSchema,
  type Enrol,
  type Enrolled,
  enrolSchema,
} from '../../contract/device.ts';
import { AuditService } from '../audit/audit.service.ts';
import { CodedError } from '../http/coded-error.ts';
import { callerOf } from './api.middleware.ts';
import { DeviceService } from './device.service.ts';
import { isSecure } from './origin.ts';
import { parsed } from './parsed.ts';
import type { Principal } from './principal.ts';
import { Needs, Open } from './right.decorator.ts';
import { Address, Who } from './signed-in.ts';

/** Browsers keep no cookie longer. */
const COOKIE_LIFE_MS = 400 * 86_400_000;

@ApiTags('devices')
@Needs('boats:manage')
@Controller('api/v1/devices')
export class DeviceController {
  constructor(
    private readonly devices: DeviceService,
    private readonly audit: AuditService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Tablets and trackers of boats' })
  all(): Promise<Device[]> {
    return this.devices.all();
  }

  @Open()
  @Post('enrol')
  @HttpCode(200)
  @ApiOperation({ summary: 'Enrol this device by a code: it is the device of a boat from now on' })
  async enrol(
    @Body(parsed(enrolSchema)) ask: Enrol,
    @Address() ip: string | null,
    @Req() req: Request,
    @Res({ passthrough: true }) res: Response,
  ): Promise<Enrolled> {
    const { token, ...enrolled } = await this.devices.enrol(ask, ip);
    if (ask.wantsToken) return { ...enrolled, token };
    const secure = isSecure(callerOf(req));
    res.cookie(DEVICE_COOKIE, token, { httpOnly: true, sameSite: 'strict', path: '/', secure, maxAge: COOKIE_LIFE_MS });
    return { ...enrolled, token: null };
  }

  @Delete(':deviceId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Shut a device out, at once' })
  @ApiNotFoundResponse({ description: 'there is no such device' })
  async shutOut(@Param() params: unknown, @Who() who: Principal, @Address() ip: string | null): Promise<void> {
    const { deviceId } = deviceParamsSchema.parse(params);
    const boatId = await this.devices.shutOut(deviceId);
    if (boatId === null) throw new CodedError('not-found', `deviceId: ${deviceId} is not enrolled`);
    await this.audit.record(who, { action: 'device:remove', object: `device/${deviceId}`, detail: { boatId }, ip });
  }
}
