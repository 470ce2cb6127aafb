import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import { type Observable, Subject } from 'rxjs';
import { BoatsService } from '../../boats/boats.service.ts';
import type { Photo } from '../../contract/boarding.ts';
import { ordersBoatsOf } from '../../contract/boat.ts';
import type { BoatSays, DeskSays, Message } from '../../contract/message.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import { Clock } from '../../platform/clock.ts';
import { CodedError } from '../../platform/http/coded-error.ts';
import { LOG } from '../../platform/log/log.ts';
import { MessageStore } from './message.store.ts';

const SHOWN_MS = 12 * 3_600_000;
const NOTHING = { text: null, phrase: null, mark: null, photo: null, boarding: null, lon: null, lat: null } as const;

/** What boats and desks say to each other. Written before it is answered. */
@Injectable()
export class MessagesService implements OnModuleInit {
  private readonly messages = new Map<string, Message>();
  private readonly changes = new Subject<string>();
  /** Ids of messages as they change. */
  readonly changes$: Observable<string> = this.changes.asObservable();

  constructor(
    private readonly store: MessageStore,
    private readonly boats: BoatsService,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    for (const message of await this.store.since(this.clock.nowMs() - SHOWN_MS)) this.put(message);
  }

  /** Those of twelve hours, and distress calls that nobody has answered. */
  all(): Message[] {
    const sinceMs = this.clock.nowMs() - SHOWN_MS;
    return [...this.messages.values()].filter(({ atMs, kind, seenMs }) => atMs >= sinceMs || (kind === 'sos' && seenMs === null)); // biome-ignore format: one line
  }

  /** To a boat and from her, as they were said. */
  ofBoat(boatId: string): Message[] {
    return this.all()
      .filter((one) => one.boatId === boatId)
      .sort((a, b) => a.atMs - b.atMs);
  }

  /** To a boat, not delivered yet. */
  waitingFor(boatId: string): Message[] {
    return this.all().filter((one) => one.boatId === boatId && !one.isFromBoat && one.deliveredMs === null);
  }

  /** A boat says something; the place of an SOS without one is where she is known to be. */
  async hear(
    { requestId, orderId, kind, deviceMs, ...rest }: BoatSays,
    who: Principal & { boatId: string },
  ): Promise<Message> {
    const atMs = this.clock.nowMs();
    const { position } = this.boats.boat(who.boatId);
    const known = kind === 'sos' && position !== null ? { lon: position.lon, lat: position.lat } : {};
    const said = 'photo' in rest ? { ...rest, photo: { ...rest.photo, wholeMs: null } } : rest;
    const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null));
    const message = await this.store.add({
      ...{ messageId: requestId, boatId: who.boatId, orderId, isFromBoat: true, kind, who: who.username },
      ...{ ...NOTHING, ...known, ...given },
      ...{ atMs, deviceMs, deliveredMs: atMs, seenMs: null, seenBy: null, soundedMs: null },
    });
    if (kind === 'sos') this.log.error({ boatId: who.boatId, messageId: requestId }, 'SOS');
    return this.put(message);
  }

  /** A desk says something to a boat that its office orders. */
  async say({ requestId, orderId, boatId, kind, ...said }: DeskSays, who: Principal): Promise<Message> {
    this.mayTalk(boatId, who);
    const message = await this.store.add({
      ...{ messageId: requestId, boatId, orderId, isFromBoat: false, kind, who: who.username },
      ...{ ...NOTHING, ...said },
      ...{ atMs: this.clock.nowMs(), deviceMs: null, deliveredMs: null, seenMs: null, seenBy: null, soundedMs: null },
    });
    return this.put(message);
  }

  async delivered(messageId: string): Promise<void> {
    await this.store.deliver(messageId, this.clock.nowMs());
    await this.renew(messageId);
  }

  /** Looked at: from a boat, by somebody at a desk; to a boat, by her crew. An SOS is answered by it. */
  async seen(messageId: string, who: Principal): Promise<Message> {
    const message = this.known(messageId);
    if (who.boatId === null) this.mayTalk(message.boatId, who);
    else if (who.boatId !== message.boatId) throw new CodedError('forbidden', 'messageId: of another boat');
    if (message.isFromBoat !== (who.boatId === null)) throw new CodedError('conflict', 'messageId: your own word');
    await this.store.see(messageId, this.clock.nowMs(), who.username);
    return this.renew(messageId);
  }

  /** A desk rings for it. */
  async sounded(messageId: string): Promise<Message> {
    this.known(messageId);
    await this.store.sound(messageId, this.clock.nowMs());
    return this.renew(messageId);
  }

  /** Throws CodedError where there is no such photo, or it is another boat's. */
  async photo(messageId: string, who: Principal): Promise<Photo> {
    const message = this.messages.get(messageId) ?? (await this.store.one(messageId));
    if (!message?.photo) throw new CodedError('not-found', `messageId: ${messageId} is no photo`);
    if (who.boatId !== null && who.boatId !== message.boatId)
      throw new CodedError('forbidden', 'messageId: of another boat');
    return message.photo;
  }

  async photoIsWhole(messageId: string): Promise<void> {
    await this.store.wholePhoto(messageId, this.clock.nowMs());
    await this.renew(messageId);
  }

  private mayTalk(boatId: string, who: Principal): void {
    const { office } = this.boats.boat(boatId);
    if (!ordersBoatsOf(who.office, office))
      throw new CodedError('forbidden', `boatId: ${boatId} is of ${office}, which ${who.office} does not order`);
  }

  private known(messageId: string): Message {
    const message = this.messages.get(messageId);
    if (message === undefined) throw new CodedError('not-found', `messageId: ${messageId} is no message at hand`);
    return message;
  }

  private async renew(messageId: string): Promise<Message> {
    const message = await this.store.one(messageId);
    if (message === null) throw new CodedError('not-found', `messageId: ${messageId} is no message`);
    return this.put(message);
  }

  private put(message: Message): Message {
    const before = this.messages.get(message.messageId);
    this.messages.set(message.messageId, message);
    // said once more, it is no news
    if (JSON.stringify(before) !== JSON.stringify(message)) this.changes.next(message.messageId);
    return message;
  }
}
