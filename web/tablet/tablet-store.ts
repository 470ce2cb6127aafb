import type { Boarding, Photo } from '../../server/contract/boarding.ts';
import type { Boat } from '../../server/contract/boat.ts';
import type { Order, OrderState } from '../../server/contract/dispatch.ts';
import type { BoatSays, Message } from '../../server/contract/message.ts';
import type { TabletHello, TabletPicture } from '../../server/contract/tablet.ts';
import { isOpen } from '../../server/domain/dispatch/order-life.ts';
import { askJson } from '../net/ask.ts';
import { Signal } from '../net/signal.ts';
import type { Keep } from './keep/keep.ts';
import type { Act, Conflict, Fix } from './link/acts.ts';
import { Outbox } from './link/outbox.ts';
import { serverMs } from './link/tablet-clock.ts';
import { type FromServer, TabletLink } from './link/tablet-link.ts';
import { Uploads } from './link/uploads.ts';
import { ENDED, type Hazard, type Known, NOTHING_KNOWN, withMessage, withOrder } from './tablet-state.ts';

const KNOWN = 'known';
/** Pictures and contacts are kept at most so often. */
const KEEP_MS = 5_000;
/** Positions are sent, and drawn as the trail, so often. */
const FIX_MS = 10_000;
/** What was not answered is sent again so often. */
const AGAIN_MS = 2_000;
const MOST_TRAIL = 1_080;

type SayAsk = BoatSays extends infer S
  ? S extends BoatSays
    ? Omit<S, 'requestId' | 'deviceMs' | 'orderId'>
    : never
  : never;

/** The tablet at work: what it knows, what it has to say, and the line between. */
export class TabletStore implements FromServer {
  readonly known = new Signal<Known>(NOTHING_KNOWN);
  /** Where the boat is; null: not known now. */
  readonly own = new Signal<Fix | null>(null);
  readonly outbox: Outbox;
  readonly uploads: Uploads;
  readonly link: TabletLink;
  private readonly again: ReturnType<typeof setInterval>;
  private keptAt = Number.NEGATIVE_INFINITY;
  private isFetching = false;
  private lastFixAt = Number.NEGATIVE_INFINITY;

  private constructor(
    private readonly keep: Keep,
    url: string,
    options: ConstructorParameters<typeof TabletLink>[2],
  ) {
    this.outbox = new Outbox(keep, (conflict) => this.conflict(conflict));
    this.uploads = new Uploads(keep);
    this.link = new TabletLink(url, this, options);
    this.link.phase.subscribe(() => this.flush());
    this.again = setInterval(this.flush, options?.lookMs ?? AGAIN_MS);
  }

  /** Everything as it was when the tablet was closed. The keep is unlocked. */
  static async open(
    keep: Keep,
    url: string,
    options: ConstructorParameters<typeof TabletLink>[2] = {},
  ): Promise<TabletStore> {
    const kept = await keep.recall<Known>(KNOWN);
    const store = new TabletStore(keep, url, options);
    if (kept !== null) store.known.set({ ...NOTHING_KNOWN, ...kept });
    await store.outbox.load();
    await store.uploads.count();
    return store;
  }

  close(): void {
    clearInterval(this.again);
    this.link.close();
  }

  /** The server's time, epoch ms; the tablet's own before the first contact. */
  nowMs(): number {
    const { clock } = this.known.read();
    return clock === null ? Date.now() : serverMs(clock, Date.now());
  }

  /** The crew answers. */
  answer({ orderId, version }: Order, state: OrderState, reason = ''): void {
    const body = { requestId: crypto.randomUUID(), orderId, version, state, reason, deviceMs: this.nowMs() };
    this.look(orderId, version);
    this.act({ event: 'dispatch:answer', body } as Act);
  }

  /** The crew has the order before its eyes. */
  seen(order: Order): void {
    const { looked } = this.known.read();
    const isAsleep = order.state === 'sent' || order.state === 'delivered';
    if (!isOpen(order.state)) this.look(order.orderId, ENDED);
    else if (isAsleep && looked[order.orderId] !== order.version) this.answer(order, 'seen');
    else this.look(order.orderId, order.version);
  }

  /** Answers the id by which it is known. */
  say(what: SayAsk, requestId: string = crypto.randomUUID()): string {
    const open = this.known.read().orders.find(({ state }) => isOpen(state));
    const body = { ...what, requestId, orderId: open?.orderId ?? null, deviceMs: this.nowMs() } as BoatSays;
    this.act({ event: 'dispatch:say', body });
    return requestId;
  }

  boatIs(boat: Boat): void {
    this.change((known) => ({ ...known, boat }));
  }

  beginReport(): void {
    const empty = { vessel: '', persons: null, swab: 'none', found: '', referrals: [], photoIds: [] } as const;
    const order = this.known.read().orders.find(({ state }) => isOpen(state));
    const vessel = order?.target.kind === 'track' ? (order.target.name ?? '') : '';
    const draft: Boarding = { ...empty, vessel, referrals: [], photoIds: [], boardedMs: Math.round(this.nowMs()) };
    this.change((known) => ({ ...known, draft }));
  }

  changeReport(more: Partial<Boarding>): void {
    this.change((known) => ({ ...known, draft: known.draft && { ...known.draft, ...more } }));
  }

  sendReport(): void {
    const { draft } = this.known.read();
    const place = this.own.read();
    if (draft !== null)
      this.say({ kind: 'boarding', boarding: draft, lon: place?.lon ?? null, lat: place?.lat ?? null });
    this.dropReport();
  }

  dropReport(): void {
    this.change((known) => ({ ...known, draft: null }));
  }

  /** Hashed, kept and announced; its bytes follow as the line allows. Rejects where it cannot be kept. */
  async addPhoto(file: Blob): Promise<void> {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    const sha256 = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
    const place = this.own.read();
    const photo = { sha256, bytes: bytes.length, type: file.type as Photo['type'] };
    const requestId = crypto.randomUUID();
    await this.keep.addPhoto(requestId, bytes);
    await this.uploads.count();
    this.say({ kind: 'photo', photo, lon: place?.lon ?? null, lat: place?.lat ?? null }, requestId);
    const { draft } = this.known.read();
    if (draft !== null) this.changeReport({ photoIds: [...draft.photoIds, requestId] });
  }

  /** Once more, unchanged: the server's answer tells what has become of it. */
  sayAgain(body: BoatSays): void {
    void this.link
      .ask<{ message: Message }>('dispatch:say', body)
      .then((answer) => {
        if (answer.ok) this.heard(answer.message);
      })
      .catch(() => {});
  }

  read(message: Message): void {
    const seenMs = this.nowMs();
    this.change((known) => withMessage(known, { ...message, seenMs }));
    this.act({ event: 'dispatch:seen', body: { messageId: message.messageId } });
  }

  dismiss(conflict: Conflict): void {
    this.change((known) => ({ ...known, conflicts: known.conflicts.filter((one) => one !== conflict) }));
  }

  /** `null`: it cannot be found. */
  place(fix: Fix | null): void {
    this.own.set(fix);
    const { clock } = this.known.read();
    // before the first contact nobody knows what time it is there
    if (fix === null || clock === null || fix.fixMs - this.lastFixAt < FIX_MS * clock.rate) return;
    this.lastFixAt = fix.fixMs;
    this.change((known) => ({ ...known, trail: [...known.trail, fix].slice(-MOST_TRAIL) }), false);
    void this.outbox.addFix(fix).then(() => this.flush());
  }

  /** Asks the line for what waits; called after every act, and when the line is back. */
  readonly flush = (): void => {
    if (this.link.phase.read() !== 'up') return;
    void this.outbox.send(this.link.ask);
    const isWaiting = (id: string) =>
      this.outbox.state.read().acts.some(({ body }) => 'requestId' in body && body.requestId === id);
    void this.uploads.send((messageId) => !isWaiting(messageId)).catch(() => {});
  };

  has(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.known.read().orders.map(({ orderId, revision }) => [orderId, revision]));
  }

  async hello({ boat, orders, messages, clock, simulation, eraseAfterH }: TabletHello): Promise<void> {
    const told = { ...clock, deviceMs: Date.now() };
    const isFirst = this.known.read().clock === null;
    this.change((known) => {
      const kept = orders.reduce(withOrder, { ...known, boat, clock: told, simulation });
      return messages.reduce(withMessage, kept);
    });
    const own = this.own.read();
    // until now its time was that of the tablet
    if (isFirst && own !== null) this.place({ ...own, fixMs: Math.round(serverMs(told, own.fixMs)) });
    const { boatId, name } = boat;
    await this.keep.write('boat', { boatId, ...name }).catch(() => {});
    await this.keep.write('eraseAfterH', eraseAfterH).catch(() => {});
  }

  async told(order: Order): Promise<void> {
    this.change((known) => withOrder(known, order), false);
    // where it cannot be kept the crew has it before its eyes all the same, and is told that it is not kept
    await this.store().catch(() => {});
  }

  chase({ orderId, chase }: Pick<Order, 'orderId' | 'chase'>): void {
    const change = (order: Order): Order => (order.orderId === orderId ? { ...order, chase } : order);
    this.change((known) => ({ ...known, orders: known.orders.map(change) }), false);
  }

  async said(message: Message): Promise<void> {
    this.change((known) => withMessage(known, message), false);
    await this.store().catch(() => {});
  }

  heard(message: Message): void {
    this.change((known) => withMessage(known, message));
  }

  picture(picture: TabletPicture): void {
    this.change((known) => ({ ...known, picture }), false);
    if (picture.watersRevision !== this.known.read().hazards.revision) void this.fetchHazards(picture.watersRevision);
  }

  contact(): void {
    this.change((known) => ({ ...known, contactMs: Date.now() }), false);
    if (performance.now() - this.keptAt > KEEP_MS) {
      void this.store().catch(() => {});
      void this.keep.write('contactMs', Date.now()).catch(() => {});
    }
  }

  private act(act: Act): void {
    void this.outbox.add(act).then(this.flush);
    this.flush();
  }

  private look(orderId: string, version: number): void {
    this.change((known) => ({ ...known, looked: { ...known.looked, [orderId]: version } }));
  }

  private conflict(conflict: Conflict): void {
    this.change((known) => ({ ...known, conflicts: [...known.conflicts, conflict] }));
  }

  private async fetchHazards(revision: string): Promise<void> {
    if (this.isFetching) return;
    this.isFetching = true;
    const told = await askJson<GeoJSON.FeatureCollection<GeoJSON.MultiPolygon>>('/api/v1/waters/areas');
    this.isFetching = false;
    if (told === null) return;
    const areas: Hazard[] = told.features.flatMap(({ properties, geometry }) =>
      properties?.['kind'] === 'closed'
        ? [{ name: properties['name'], fromMs: properties['fromMs'], toMs: properties['toMs'], rings: geometry.coordinates.flat() }] // biome-ignore format: one line
        : [],
    );
    this.change((known) => ({ ...known, hazards: { revision, areas } }));
  }

  private change(by: (known: Known) => Known, isKept = true): void {
    this.known.set(by(this.known.read()));
    if (isKept) void this.store().catch(() => {});
  }

  private async store(): Promise<void> {
    this.keptAt = performance.now();
    await this.keep.remember(KNOWN, this.known.read());
  }
}
