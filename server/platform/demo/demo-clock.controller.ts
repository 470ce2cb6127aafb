import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiConflictResponse, ApiNotFoundResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type DemoClock, type DemoClockOrder, demoClockOrderSchema } from '../../contract/demo.ts';
import { type StoryMoment, storyMoments } from '../../domain/story/moments.ts';
import { AuditService } from '../audit/audit.service.ts';
import { parsed } from '../auth/parsed.ts';
import type { Principal } from '../auth/principal.ts';
import { Needs } from '../auth/right.decorator.ts';
import { Address, Who } from '../auth/signed-in.ts';
import { Clock } from '../clock.ts';
import { CONFIG, type Config } from '../config.ts';
import { CodedError } from '../http/coded-error.ts';

/** A typing error must not end the night. */
const FARTHEST_MS = 24 * 3_600_000;
/** The clock goes on while we look at it. */
const LEAST_MS = 1_000;

/** How fast the story of the simulated bay runs, and where it goes on: forward only. */
@ApiTags('demo')
@Needs('demo:clock')
@Controller('api/v1/demo/clock')
export class DemoClockController {
  private readonly moments: readonly StoryMoment[];

  constructor(
    private readonly clock: Clock,
    private readonly audit: AuditService,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.moments = storyMoments(config.demoSeed);
  }

  @Get()
  @ApiOperation({ summary: 'Time and speed of the simulated bay, and the moments of its story' })
  @ApiNotFoundResponse({ description: 'the simulated bay does not run' })
  state(): DemoClock {
    this.refuseOutside();
    const { nowMs: storyMs, rate } = this.clock.state();
    return { storyMs, rate, moments: this.moments.map(({ name, atMs, title }) => ({ name, atMs, title })) };
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Run the simulated bay faster or slower, or go ahead to a moment or time; there is no way back',
  })
  @ApiNotFoundResponse({ description: 'the simulated bay does not run, or the story has no such moment' })
  @ApiConflictResponse({ description: 'the moment or time is not ahead' })
  async change(
    @Body(parsed(demoClockOrderSchema)) order: DemoClockOrder,
    @Who() who: Principal,
    @Address() ip: string | null,
  ): Promise<DemoClock> {
    this.refuseOutside();
    const { clock } = this;
    const from = { storyMs: clock.nowMs(), rate: clock.rate };
    const toMs = this.targetOf(order);
    if (order.rate !== undefined) clock.setRate(order.rate);
    if (toMs !== null) clock.jumpTo(toMs);
    const to = { storyMs: toMs ?? clock.nowMs(), rate: clock.rate };
    const moment = order.moment === undefined ? {} : { moment: order.moment };
    await this.audit.record(who, {
      action: toMs === null ? 'clock:rate' : 'clock:leap',
      object: 'demo/clock',
      detail: { from, to, ...moment },
      ip,
    });
    return this.state();
  }

  /** Where the order leads, epoch ms; null: nowhere. */
  private targetOf({ moment, toMs }: DemoClockOrder): number | null {
    const nowMs = this.clock.nowMs();
    if (moment !== undefined) {
      const found = this.moments.find(({ name }) => name === moment);
      if (found) return ahead(`moment: "${moment}"`, found.atMs, nowMs);
      const names = this.moments.map(({ name }) => name).join(', ');
      throw new CodedError('not-found', `moment: the story has no "${moment}"; it has ${names}`);
    }
    if (toMs === undefined) return null;
    if (toMs > nowMs + FARTHEST_MS)
      throw new CodedError('invalid', `toMs: ${toMs} is more than a day ahead of the story, ${nowMs}`);
    return ahead('toMs', toMs, nowMs);
  }

  private refuseOutside(): void {
    if (!this.config.simulation)
      throw new CodedError('not-found', 'the simulated bay does not run here: the clock is that of this machine');
  }
}

function ahead(what: string, toMs: number, nowMs: number): number {
  if (toMs >= nowMs + LEAST_MS) return toMs;
  const time = (ms: number): string => new Date(ms).toISOString();
  throw new CodedError(
    'conflict',
    `${what} at ${time(toMs)} is not ahead: the story is at ${time(nowMs)} and never goes back`,
  );
}
