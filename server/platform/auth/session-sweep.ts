import { Injectable, Logger } from '@nestjs/common';
import { SessionService } from './session.service.ts';

const SWEEP_MS = 250;
const TOUCH_MS = 60_000;

/** Ends what has expired without waiting for somebody to ask. */
@Injectable()
export class SessionSweep {
  private readonly logger = new Logger(SessionSweep.name);
  private timers: NodeJS.Timeout[] = [];

  constructor(private readonly sessions: SessionService) {}

  start(): void {
    this.timers = [
      setInterval(() => this.sessions.sweep(), SWEEP_MS).unref(),
      setInterval(() => void this.touch(), TOUCH_MS).unref(),
    ];
  }

  stop(): void {
    for (const timer of this.timers) clearInterval(timer);
  }

  private async touch(): Promise<void> {
    await this.sessions.touchFollowed().catch((error: unknown) => {
      this.logger.error(`sessions not kept alive: ${String(error)}`); // health shows the database; the next minute tries again
    });
  }
}
