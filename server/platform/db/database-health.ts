import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { DataSource } from 'typeorm';
import { ReadinessRegistry } from '../health/readiness.ts';
import { Metrics } from '../metrics/metrics.ts';

const ANSWER_WITHIN_MS = 1_500;

/** Whether the database answers: for the top bar of the console, /readyz and /metrics. */
@Injectable()
export class DatabaseHealth implements OnModuleInit {
  constructor(
    private readonly source: DataSource,
    private readonly readiness: ReadinessRegistry,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.readiness.add('database', async () => ((await this.answers()) ? null : 'the database does not answer'));
    const answers = () => this.answers();
    new Gauge({
      name: 'mihari_database_up',
      help: '1 while the database answers',
      registers: [this.metrics.registry],
      async collect() {
        this.set((await answers()) ? 1 : 0);
      },
    });
  }

  /** One that neither answers nor refuses in time does not answer. */
  async answers(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), ANSWER_WITHIN_MS);
    });
    const asked = this.source.query('select 1').then(
      () => true,
      () => false,
    );
    return Promise.race([asked, late]).finally(() => clearTimeout(timer));
  }
}
