import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiConflictResponse, ApiNotFoundResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Hold, type HoldOrder, holdOrderSchema, holdParamsSchema } from '../contract/history.ts';
import { AuditService } from '../platform/audit/audit.service.ts';
import { parsed } from '../platform/auth/parsed.ts';
import type { Principal } from '../platform/auth/principal.ts';
import { Needs } from '../platform/auth/right.decorator.ts';
import { Address, Who } from '../platform/auth/signed-in.ts';
import { Clock } from '../platform/clock.ts';
import { CodedError } from '../platform/http/coded-error.ts';
import { HoldStore } from './hold.store.ts';

@ApiTags('history')
@Needs('history:hold')
@Controller('api/v1/holds')
export class HoldController {
  constructor(
    private readonly holds: HoldStore,
    private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Spans held from deletion, newest first, released ones too' })
  all(): Promise<Hold[]> {
    return this.holds.all();
  }

  @Post()
  @ApiOperation({ summary: 'Hold a span of positions, sentences, audit or video from deletion' })
  async add(
    @Body(parsed(holdOrderSchema)) order: HoldOrder,
    @Who() who: Principal,
    @Address() ip: string | null,
  ): Promise<Hold> {
    const by = { owner: who.username, office: who.office, atMs: this.clock.nowMs() };
    const hold = await this.holds.add(order, by);
    await this.audit.record(who, { action: 'hold:add', object: `hold/${hold.holdId}`, detail: { ...order }, ip });
    return hold;
  }

  @Post(':holdId/release')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ask for the release of a hold; by a second person: release it' })
  @ApiNotFoundResponse({ description: 'no such hold' })
  @ApiConflictResponse({ description: 'released already, or asked for by the same person' })
  async release(@Param() params: unknown, @Who() who: Principal, @Address() ip: string | null): Promise<Hold> {
    const { holdId } = holdParamsSchema.parse(params);
    const asked = await this.holds.askRelease(holdId, who.username);
    const hold = asked ?? (await this.holds.release(holdId, who.username, this.clock.nowMs()));
    if (hold === null) throw await this.refusal(holdId);
    const action = asked === null ? 'hold:release' : 'hold:ask-release';
    await this.audit.record(who, { action, object: `hold/${holdId}`, detail: { owner: hold.owner }, ip });
    return hold;
  }

  private async refusal(holdId: number): Promise<CodedError> {
    const hold = await this.holds.find(holdId);
    if (hold === null) return new CodedError('not-found', `holdId: there is no hold ${holdId}`);
    if (hold.releasedBy !== null)
      return new CodedError('conflict', `hold ${holdId} was released by ${hold.releasedBy}`);
    return new CodedError('conflict', `hold ${holdId}: you asked for its release; another person must confirm it`);
  }
}
