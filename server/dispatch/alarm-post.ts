import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Subscription } from 'rxjs';
import { CONFIG, type Config } from '../platform/config.ts';
import { LOG } from '../platform/log/log.ts';
import { MessagesService } from './messages/messages.service.ts';
import { OrderBook } from './order-book.ts';

const WITHIN_MS = 5_000;
/** Pauses before it is posted again. */
const AGAIN_MS = [1_000, 5_000, 20_000];
/** An SOS that no desk has sounded for so long is told of by itself. */
const UNSOUNDED_MS = 10_000;
const LOOK_MS = 2_000;

/** What is posted to ALARM_URL, as JSON. */
interface Alarm {
  readonly alarm: 'order-unanswered' | 'sos' | 'sos-unsounded';
  readonly boatId: string;
  /** The order or the message. */
  readonly id: string;
  /** Of an order: how far it has come. */
  readonly state?: string;
  readonly lon?: number | null;
  readonly lat?: number | null;
  /** Epoch ms by the server's clock. */
  readonly atMs: number;
}

/** Tells another system of what nobody at a desk may have heard: an order without an answer, a distress call. Each once. */
@Injectable()
export class AlarmPost implements OnModuleInit, OnModuleDestroy {
  private readonly told = new Set<string>();
  private readonly ends = new AbortController();
  private subscriptions: Subscription[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly book: OrderBook,
    private readonly messages: MessagesService,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    if (this.config.alarmUrl === null) return;
    this.subscriptions = [
      this.book.changes$.subscribe((orderId) => this.order(orderId)),
      this.messages.changes$.subscribe((messageId) => this.sos(messageId)),
    ];
    // by the machine's time: a story that runs fast makes nobody late
    this.timer = setInterval(() => this.unsounded(), LOOK_MS).unref();
  }

  onModuleDestroy(): void {
    for (const subscription of this.subscriptions) subscription.unsubscribe();
    clearInterval(this.timer);
    this.ends.abort();
  }

  private order(orderId: string): void {
    const order = this.book.one(orderId);
    if (order === null) return;
    const { boatId, version, steps } = order;
    for (const step of steps) {
      const state = step.detail['state'] ?? '';
      if (step.kind === 'escalated' && step.version === version)
        this.tell(`${orderId} ${version} ${state}`, { alarm: 'order-unanswered', boatId, id: orderId, state, atMs: step.atMs }); // biome-ignore format: one line
    }
  }

  private readonly heardAt = new Map<string, number>();

  private sos(messageId: string): void {
    const message = this.messages.all().find((one) => one.messageId === messageId);
    if (message?.kind !== 'sos' || message.seenMs !== null) return;
    if (!this.heardAt.has(messageId)) this.heardAt.set(messageId, performance.now());
    const { boatId, lon, lat, atMs } = message;
    this.tell(messageId, { alarm: 'sos', boatId, id: messageId, lon, lat, atMs });
  }

  private unsounded(): void {
    for (const { messageId, boatId, lon, lat, atMs, soundedMs, seenMs } of this.messages.all()) {
      const at = this.heardAt.get(messageId);
      if (at === undefined || performance.now() - at < UNSOUNDED_MS) continue;
      this.heardAt.delete(messageId);
      if (soundedMs !== null || seenMs !== null) continue;
      this.log.error({ boatId, messageId }, 'no desk has sounded an SOS');
      this.tell(`${messageId} unsounded`, { alarm: 'sos-unsounded', boatId, id: messageId, lon, lat, atMs });
    }
  }

  private tell(key: string, alarm: Alarm): void {
    if (this.told.has(key)) return;
    this.told.add(key);
    void this.post(alarm);
  }

  /** The address is a secret: it stands in no log. */
  private async post(alarm: Alarm): Promise<void> {
    const { signal } = this.ends;
    for (const pauseMs of [0, ...AGAIN_MS]) {
      try {
        if (pauseMs > 0) await sleep(pauseMs, undefined, { signal, ref: false });
        const answer = await fetch(this.config.alarmUrl as string, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ ...alarm, simulation: this.config.demo }),
          signal: AbortSignal.any([signal, AbortSignal.timeout(WITHIN_MS)]),
        });
        if (answer.ok) return;
        this.log.warn({ alarm: alarm.alarm, status: answer.status }, 'ALARM_URL refuses an alarm');
      } catch (error) {
        if (signal.aborted) return;
        this.log.warn({ alarm: alarm.alarm, error: (error as Error).name }, 'ALARM_URL does not answer');
      }
    }
  }
}
