import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiConflictResponse, ApiForbiddenResponse, ApiNotFoundResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  type Boat,
  type BoatDuty,
  type BoatEntry,
  type BoatPositions,
  type BoatTrailPoint,
  boatDutySchema,
  boatEntrySchema,
  boatParamsSchema,
  boatPositionsSchema,
  boatTrailQuerySchema,
  ordersBoatsOf,
  type PositionsTaken,
} from '../contract/boat.ts';
import type { EnrolmentCode } from '../contract/device.ts';
import type { FeedStatus } from '../contract/feeds.ts';
import { FIX_SOURCES } from '../domain/boat/own-fix.ts';
import { AuditService } from '../platform/audit/audit.service.ts';
import { DeviceService } from '../platform/auth/device.service.ts';
import { parsed } from '../platform/auth/parsed.ts';
import type { Principal } from '../platform/auth/principal.ts';
import { Needs } from '../platform/auth/right.decorator.ts';
import { Address, Who } from '../platform/auth/signed-in.ts';
import { Clock } from '../platform/clock.ts';
import { CodedError } from '../platform/http/coded-error.ts';
import { BoatStore } from './boat.store.ts';
import { BoatFeeds } from './boat-feeds.ts';
import { BoatsService } from './boats.service.ts';

const HALF_AN_HOUR_MS = 1_800_000;
/** Of two positions within so much time the more trusted source counts. */
const SAME_MS = 5_000;

@ApiTags('boats')
@Needs('boats:read')
@Controller('api/v1/boats')
export class BoatsController {
  constructor(
    private readonly boats: BoatsService,
    private readonly feeds: BoatFeeds,
    private readonly store: BoatStore,
    private readonly devices: DeviceService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Patrol boats: where they are, what they do, who is on board' })
  all(): Boat[] {
    return this.boats.all();
  }

  @Get('feeds')
  @ApiOperation({ summary: 'State of the feeds of their own GPS' })
  status(): FeedStatus[] {
    return this.feeds.status();
  }

  @Get(':boatId')
  @ApiNotFoundResponse({ description: 'there is no such boat' })
  one(@Param() params: unknown): Boat {
    return this.boats.boat(boatParamsSchema.parse(params).boatId);
  }

  @Needs('boats:manage')
  @Put(':boatId')
  @ApiOperation({ summary: 'Enter a boat, or change her' })
  @ApiConflictResponse({ description: 'the MMSI is that of another boat' })
  async put(
    @Param() params: unknown,
    @Body(parsed(boatEntrySchema)) entry: BoatEntry,
    @Who() who: Principal,
    @Address() ip: string | null,
  ): Promise<{ ok: true }> {
    const { boatId } = boatParamsSchema.parse(params);
    if (entry.boatId !== boatId)
      throw new CodedError('invalid', `boatId: ${JSON.stringify(entry.boatId)} in the body, ${boatId} in the path`);
    await this.boats.put(entry, who.username);
    await this.audit.record(who, { action: 'boat:put', object: `boat/${boatId}`, detail: { ...entry }, ip });
    return { ok: true };
  }

  @Needs('boats:manage')
  @Delete(':boatId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take a boat out; her devices are shut out, her trail stays as long as it is kept' })
  async remove(@Param() params: unknown, @Who() who: Principal, @Address() ip: string | null): Promise<void> {
    const { boatId } = boatParamsSchema.parse(params);
    await this.boats.remove(boatId);
    await this.devices.shutOutOf(boatId);
    await this.audit.record(who, { action: 'boat:remove', object: `boat/${boatId}`, detail: {}, ip });
  }

  @Needs('boats:manage')
  @Post(':boatId/codes')
  @ApiOperation({ summary: 'A code that enrols one device as hers, for 15 minutes' })
  async code(@Param() params: unknown, @Who() who: Principal, @Address() ip: string | null): Promise<EnrolmentCode> {
    const { boatId, office } = this.boats.boat(boatParamsSchema.parse(params).boatId);
    const code = await this.devices.makeCode({ boatId, office }, who.username);
    await this.audit.record(who, { action: 'device:code', object: `boat/${boatId}`, detail: {}, ip });
    return code;
  }

  @Needs('boats:duty')
  @Put(':boatId/duty')
  @ApiOperation({ summary: 'Crew on board, fuel, in or out of service' })
  @ApiForbiddenResponse({ description: 'a device of another boat, or an office that does not order this one' })
  async duty(
    @Param() params: unknown,
    @Body(parsed(boatDutySchema)) change: BoatDuty,
    @Who() who: Principal,
    @Address() ip: string | null,
  ): Promise<Boat> {
    const { boatId, office } = this.boats.boat(boatParamsSchema.parse(params).boatId);
    const isOwn = who.boatId === null ? ordersBoatsOf(who.office, office) : who.boatId === boatId;
    if (!isOwn) throw new CodedError('forbidden', `boatId: ${boatId} is not yours`);
    const boat = await this.boats.setDuty(boatId, change);
    await this.audit.record(who, { action: 'boat:duty', object: `boat/${boatId}`, detail: { ...change }, ip });
    return boat;
  }

  /** Not audited one by one: the positions themselves are kept, with their source. */
  @Needs('boats:report')
  @Post(':boatId/positions')
  @HttpCode(200)
  @ApiOperation({ summary: 'Positions of a device on board, with their own times, in any order' })
  @ApiForbiddenResponse({ description: 'not a device of this boat' })
  report(
    @Param() params: unknown,
    @Body(parsed(boatPositionsSchema)) positions: BoatPositions,
    @Who() who: Principal,
  ): Promise<PositionsTaken> {
    const { boatId } = boatParamsSchema.parse(params);
    if (who.boatId !== boatId) throw new CodedError('forbidden', `boatId: this is no device of ${boatId}`);
    return this.boats.take(boatId, 'device', positions);
  }

  @Get(':boatId/trail')
  @ApiOperation({ summary: 'Where she has been, late positions at their own times' })
  async trail(@Param() params: unknown, @Query() query: unknown): Promise<BoatTrailPoint[]> {
    const { boatId } = this.boats.boat(boatParamsSchema.parse(params).boatId);
    const asked = boatTrailQuerySchema.parse(query);
    const toMs = asked.toMs ?? this.clock.nowMs() + 1;
    return mostTrusted(await this.store.trail(boatId, asked.fromMs ?? toMs - HALF_AN_HOUR_MS, toMs));
  }
}

/** One source at a time: a position goes where a more trusted one was within five seconds. */
function mostTrusted(points: readonly BoatTrailPoint[]): BoatTrailPoint[] {
  const rank = ({ source }: BoatTrailPoint): number => FIX_SOURCES.indexOf(source);
  return points.filter((point, i) => {
    for (const step of [-1, 1]) {
      for (let n = i + step; ; n += step) {
        const other = points[n];
        if (other === undefined || Math.abs(other.atMs - point.atMs) > SAME_MS) break;
        if (rank(other) < rank(point)) return false;
      }
    }
    return true;
  });
}
