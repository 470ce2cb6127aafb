import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiConflictResponse, ApiNotFoundResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  actParamsSchema,
  type TrackAct,
  trackMergeSchema,
  trackNameSchema,
  trackPlotSchema,
} from '../contract/track-act.ts';
import { AuditService } from '../platform/audit/audit.service.ts';
import { parsed } from '../platform/auth/parsed.ts';
import type { Principal } from '../platform/auth/principal.ts';
import { Needs } from '../platform/auth/right.decorator.ts';
import { Address, Who } from '../platform/auth/signed-in.ts';
import { TrackActs } from './track-acts.ts';

type Body_<S extends z.ZodType> = z.infer<S>;

@ApiTags('picture')
@Needs('tracks:act')
@Controller('api/v1')
export class TrackActController {
  constructor(
    private readonly acts: TrackActs,
    private readonly audit: AuditService,
  ) {}

  @Get('acts')
  @ApiOperation({ summary: 'What operators have done to tracks since the start of the server, newest first' })
  all(): TrackAct[] {
    return this.acts.all();
  }

  @Post('tracks')
  @ApiOperation({ summary: 'Plot a track by hand: it stays, stale, until it is dropped' })
  plot(
    @Body(parsed(trackPlotSchema)) place: Body_<typeof trackPlotSchema>,
    @Who() who: Principal,
    @Address() ip: string | null,
  ): Promise<TrackAct> {
    return this.told(who, ip, this.acts.plot(who.username, place), place);
  }

  @Post('tracks/:trackId/name')
  @HttpCode(200)
  @ApiOperation({ summary: 'Name what radar alone sees, as K-17; a named one is kept when radar loses it' })
  @ApiNotFoundResponse({ description: 'no such track' })
  @ApiConflictResponse({ description: 'it is heard on AIS' })
  name(
    @Param('trackId') trackId: string,
    @Body(parsed(trackNameSchema)) { name }: Body_<typeof trackNameSchema>,
    @Who() who: Principal,
    @Address() ip: string | null,
  ): Promise<TrackAct> {
    return this.told(who, ip, this.acts.name(who.username, trackId, name), { name });
  }

  @Post('tracks/:trackId/drop')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take what radar alone sees off the picture' })
  drop(@Param('trackId') trackId: string, @Who() who: Principal, @Address() ip: string | null): Promise<TrackAct> {
    return this.told(who, ip, this.acts.drop(who.username, trackId), {});
  }

  @Post('tracks/:trackId/merge')
  @HttpCode(200)
  @ApiOperation({ summary: 'Two tracks are one craft: the first goes into the other' })
  merge(
    @Param('trackId') trackId: string,
    @Body(parsed(trackMergeSchema)) { into }: Body_<typeof trackMergeSchema>,
    @Who() who: Principal,
    @Address() ip: string | null,
  ): Promise<TrackAct> {
    return this.told(who, ip, this.acts.merge(who.username, trackId, into), { into });
  }

  @Post('tracks/:trackId/split')
  @HttpCode(200)
  @ApiOperation({ summary: 'What radar sees is not the craft of this track: it becomes a track of its own' })
  split(@Param('trackId') trackId: string, @Who() who: Principal, @Address() ip: string | null): Promise<TrackAct> {
    return this.told(who, ip, this.acts.split(who.username, trackId), {});
  }

  @Post('acts/:actId/undo')
  @HttpCode(200)
  @ApiOperation({ summary: 'Undo an act' })
  @ApiConflictResponse({ description: 'undone already, or the track is gone' })
  undo(@Param() params: unknown, @Who() who: Principal, @Address() ip: string | null): Promise<TrackAct> {
    const { actId } = actParamsSchema.parse(params);
    const act = this.acts.undo(who.username, actId);
    return this.told(who, ip, act, { undone: act.act }, 'undo');
  }

  private async told(
    who: Principal,
    ip: string | null,
    act: TrackAct,
    detail: Readonly<Record<string, unknown>>,
    verb: string = act.act,
  ): Promise<TrackAct> {
    const object = `track/${act.of ?? act.trackId}`;
    await this.audit.record(who, { action: `track:${verb}`, object, detail: { actId: act.actId, ...detail }, ip });
    return act;
  }
}
