import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { Open } from './auth/right.decorator.ts';
import { DbPing } from './db/db-ping.ts';

@Open()
@Controller()
export class HealthController {
  constructor(private readonly db: DbPing) {}

  /** The process answers. */
  @Get('healthz')
  healthz(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** It can also do its work. */
  @Get('readyz')
  async readyz(): Promise<{ status: 'ready' }> {
    if (!(await this.db.answers())) throw new ServiceUnavailableException('the database does not answer');
    return { status: 'ready' };
  }
}
