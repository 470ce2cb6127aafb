import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Header, Inject, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Open } from '../auth/right.decorator.ts';
import { CONFIG, type Config, isLoopback } from '../config.ts';
import { CodedError } from '../http/coded-error.ts';
import { Metrics } from './metrics.ts';

@Open() // no session: it asks for this machine or a token itself
@Controller()
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async all(@Req() request: Request): Promise<string> {
    if (!isLocal(request) && !this.bears(request.headers.authorization)) {
      throw new CodedError('unauthenticated', 'metrics are for this machine, or for who bears METRICS_TOKEN');
    }
    return this.metrics.registry.metrics();
  }

  private bears(authorization: string | undefined): boolean {
    const { metricsToken } = this.config;
    return metricsToken !== null && timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${metricsToken}`));
  }
}

/** A proxy on this machine speaks for somebody else. */
function isLocal({ socket, headers }: Request): boolean {
  const passedOn = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => name in headers);
  return !passedOn && isLoopback(socket.remoteAddress ?? '');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
