import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { type RawQuery, rawQuerySchema } from '../../contract/history.ts';
import { AuditService } from '../../platform/audit/audit.service.ts';
import { parsed } from '../../platform/auth/parsed.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import { Needs } from '../../platform/auth/right.decorator.ts';
import { Address, Who } from '../../platform/auth/signed-in.ts';
import { CONFIG, type Config } from '../../platform/config.ts';
import { CodedError } from '../../platform/http/coded-error.ts';
import { hasCode } from './error-code.ts';
import { RawService } from './raw.service.ts';
import { rawLines } from './raw-export.ts';
import { feedsIn } from './raw-files.ts';

const SIMULATION = '# SIMULATION: the traffic is not real\n';

@ApiTags('history')
@Needs('raw:read')
@Controller('api/v1/raw')
export class RawController {
  constructor(
    private readonly raw: RawService,
    private readonly audit: AuditService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'Sentences as received, in the order of receipt; lines without a TAG time get our time of receipt',
  })
  @ApiProduces('text/plain')
  async read(
    @Query(parsed(rawQuerySchema)) query: RawQuery,
    @Who() who: Principal,
    @Address() ip: string | null,
    @Res() response: Response,
  ): Promise<void> {
    const { fromMs, toMs, feed } = query;
    await this.raw.flush();
    const known = await feedsIn(this.raw.root);
    if (feed !== undefined && !known.includes(feed)) {
      throw new CodedError('not-found', `no sentences of a feed ${JSON.stringify(feed)}`);
    }
    await this.audit.record(who, { action: 'raw:read', object: `raw/${feed ?? '*'}`, detail: { fromMs, toMs }, ip });
    const name = `mihari-${feed ?? 'raw'}-${fromMs}-${toMs}.nmea`;
    response.attachment(name).type('text/plain; charset=iso-8859-1').set('cache-control', 'no-store');
    const feeds = feed === undefined ? known : [feed];
    await send(withMark(rawLines(this.raw.root, feeds, { fromMs, toMs }), this.config.demo), response);
  }
}

async function* withMark(lines: AsyncGenerator<Uint8Array>, isSimulation: boolean): AsyncGenerator<Uint8Array> {
  if (isSimulation) yield Buffer.from(SIMULATION);
  yield* lines;
}

/** As fast as the client reads; one that goes away in the middle is no fault. */
async function send(chunks: AsyncGenerator<Uint8Array>, response: Response): Promise<void> {
  try {
    await pipeline(Readable.from(chunks, { highWaterMark: 1 }), response);
  } catch (error) {
    if (!hasCode(error, 'ERR_STREAM_PREMATURE_CLOSE')) throw error;
  }
}
