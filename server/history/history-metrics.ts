import { Injectable } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import type { HistoryStatus } from '../contract/history.ts';
import { Metrics } from '../platform/metrics/metrics.ts';
import { HistoryService } from './history.service.ts';

const GAUGES: Readonly<Record<string, readonly [help: string, value: (status: HistoryStatus) => number]>> = {
  history_waiting_positions: ['positions that wait on disk for the database', ({ waiting }) => waiting],
  history_raw_refused: ['1 while the disk refuses raw sentences', ({ raw }) => (raw.error === null ? 0 : 1)],
  history_disk_free_bytes: ['free space on the volume of DATA_DIR', ({ disk }) => disk?.freeBytes ?? Number.NaN],
};
const COUNTERS: Readonly<Record<string, readonly [help: string, value: (status: HistoryStatus) => number]>> = {
  history_lost_positions: ['positions lost since the start', ({ lost }) => lost],
  history_raw_lost_bytes: ['bytes received and not kept as raw sentences since the start', ({ raw }) => raw.lostBytes],
};

/** What /metrics shows of what is kept and what is lost. */
@Injectable()
export class HistoryMetrics {
  constructor(history: HistoryService, metrics: Metrics) {
    const registers = [metrics.registry];
    for (const [name, [help, value]] of Object.entries(GAUGES)) {
      new Gauge({
        name: `mihari_${name}`,
        help,
        registers,
        collect() {
          this.set(value(history.status));
        },
      });
    }
    for (const [name, [help, value]] of Object.entries(COUNTERS)) {
      new Counter({
        name: `mihari_${name}_total`,
        help,
        registers,
        collect() {
          this.reset();
          this.inc(value(history.status));
        },
      });
    }
  }
}
