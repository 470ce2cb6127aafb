import { Injectable } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { Metrics } from '../platform/metrics/metrics.ts';
import type { FanOutCounts } from './fan-out.ts';
import { LiveService } from './live.service.ts';

const HELP: Record<keyof FanOutCounts, string> = {
  frames: 'frames sent to consoles',
  bytes: 'bytes of frames sent to consoles',
  snapshots: 'frames that were snapshots',
  skipped: 'ticks not sent to a console that had not taken the last one',
};

/** What /metrics shows of fan-out. */
@Injectable()
export class LiveMetrics {
  constructor(live: LiveService, metrics: Metrics) {
    const registers = [metrics.registry];
    new Gauge({
      name: 'mihari_live_consoles',
      help: 'consoles connected',
      registers,
      collect() {
        this.set(live.readers);
      },
    });
    for (const [name, help] of Object.entries(HELP) as [keyof FanOutCounts, string][]) {
      new Counter({
        name: `mihari_live_${name}_total`,
        help,
        registers,
        collect() {
          this.reset();
          this.inc(live.counts[name]);
        },
      });
    }
  }
}
