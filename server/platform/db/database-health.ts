import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { BehaviorSubject, distinctUntilChanged, type Observable } from 'rxjs';
import { DataSource } from 'typeorm';
import type { HealthPart } from '../../contract/health.ts';
import { Clock } from '../clock.ts';
import { ReadinessRegistry } from '../health/readiness.ts';
import { Metrics } from '../metrics/metrics.ts';

const ASK_EVERY_MS = 2_000;
const ANSWER_WITHIN_MS = 2_000;

/** Whether the database answers: for the top bar of the console, /readyz and /metrics. */
@Injectable()
export class DatabaseHealth implements OnModuleInit, OnModuleDestroy {
  private readonly part: BehaviorSubject<HealthPart>;
  /** Its present state first, then each change. */
  readonly part$: Observable<HealthPart>;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly source: DataSource,
    private readonly clock: Clock,
    private readonly readiness: ReadinessRegistry,
    private readonly metrics: Metrics,
  ) {
    this.part = new BehaviorSubject(this.partOf('ok'));
    this.part$ = this.part.pipe(distinctUntilChanged((a, b) => a.state === b.state));
  }

  onModuleInit(): void {
    this.readiness.add('database', async () => ((await this.ask()) ? null : 'the database does not answer'));
    const gauge = new Gauge({
      name: 'mihari_database_up',
      help: '1 while the database answers',
      registers: [this.metrics.registry],
    });
    this.part$.subscribe(({ state }) => gauge.set(state === 'ok' ? 1 : 0));
    this.timer = setInterval(() => void this.ask(), ASK_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private async ask(): Promise<boolean> {
    const answer = await Promise.race([
      this.source.query('select 1').then(
        () => true,
        () => false,
      ),
      late(),
    ]);
    const state = answer ? 'ok' : 'down';
    if (this.part.value.state !== state) this.part.next(this.partOf(state));
    return answer;
  }

  private partOf(state: HealthPart['state']): HealthPart {
    return { state, up: null, total: null, sinceMs: this.clock.nowMs() };
  }
}

function late(): Promise<false> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(false), ANSWER_WITHIN_MS).unref();
  });
}
