import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Open } from '../auth/right.decorator.ts';
import { ReadinessRegistry } from './readiness.ts';

type Readiness = { status: 'ready' } | { status: 'not-ready'; missing: Record<string, string> };

@Open()
@Controller()
export class HealthController {
  constructor(private readonly readiness: ReadinessRegistry) {}

  /** The process answers. */
  @Get('healthz')
  healthz(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** It can also do its work. 503 with what is missing otherwise. */
  @Get('readyz')
  async readyz(@Res({ passthrough: true }) response: Response): Promise<Readiness> {
    const missing = await this.readiness.missing();
    if (Object.keys(missing).length === 0) return { status: 'ready' };
    response.status(503);
    return { status: 'not-ready', missing };
  }
}
