import type { Order } from '../../../server/contract/dispatch.ts';
import type { Refusal } from '../../../server/contract/events.ts';
import { Signal } from '../../net/signal.ts';
import type { Keep, Queued } from '../keep/keep.ts';
import type { Act, Conflict, Fix, Waiting } from './acts.ts';

/** What of the store is used here. */
export type OutboxKeep = Pick<Keep, 'add' | 'drop' | 'queued'>;

/** Asks the server; rejects where no answer came in time. */
export type AskServer = (
  event: string,
  body: unknown,
) => Promise<{ readonly ok: true; readonly order?: Order } | Refusal>;

/** A day at one in ten seconds: beyond it the oldest positions go. */
const MOST_FIXES = 8_640;
/** So many positions in one message: a second of a narrow line. */
const FIXES_AT_ONCE = 40;
/** Where the newest position is so much newer than what the server has, it goes alone and first. */
const LIVE_MS = 30_000;
/** Refusals that pass: the same is asked again. All others are told to the crew. */
const PASSING = ['unavailable', 'failed', 'too-many', 'unauthenticated', 'reload'];

export interface OutboxState {
  readonly acts: readonly Act[];
  readonly fixes: number;
  /** The newest position that the server has said it has, epoch ms; null: none yet. */
  readonly sentFixMs: number | null;
  /** Positions that the server has refused for good: they are gone. */
  readonly refusedFixes: number;
  /** Something could not be kept: it is only in the memory of this page. */
  readonly isUnkept: boolean;
}

/** Acts and positions that wait for the server. Kept first, sent in order, dropped once the server says that it has them. */
export class Outbox {
  readonly state = new Signal<OutboxState>({ acts: [], fixes: 0, sentFixMs: null, refusedFixes: 0, isUnkept: false });
  private acts: Queued<Act>[] = [];
  private fixes: Queued<Fix>[] = [];
  private sentFixMs: number | null = null;
  private refusedFixes = 0;
  private isUnkept = false;
  private readonly busy = { acts: false, fixes: false };
  /** Places for what could not be kept. */
  private unkept = -1;

  constructor(
    private readonly keep: OutboxKeep,
    private readonly onConflict: (conflict: Conflict) => void,
  ) {}

  /** What waited when the tablet was closed. */
  async load(): Promise<void> {
    for (const { seq, item } of await this.keep.queued<Waiting>()) {
      if (item.kind === 'act') this.acts.push({ seq, item: item.act });
      else this.fixes.push({ seq, item: item.fix });
    }
    this.tell();
  }

  async add(act: Act): Promise<void> {
    const seq = await this.put({ kind: 'act', act });
    this.acts.push({ seq, item: act });
    this.tell();
  }

  async addFix(fix: Fix): Promise<void> {
    const seq = await this.put({ kind: 'fix', fix });
    this.fixes.push({ seq, item: fix });
    const tooMany = this.fixes.splice(0, Math.max(0, this.fixes.length - MOST_FIXES));
    if (tooMany.length > 0) await this.drop(tooMany);
    this.tell();
  }

  /** Sends what waits; resolves when all is sent, or the line has failed. */
  async send(ask: AskServer): Promise<void> {
    await Promise.all([this.sendActs(ask), this.sendFixes(ask)]);
  }

  private async sendActs(ask: AskServer): Promise<void> {
    if (this.busy.acts) return;
    this.busy.acts = true;
    try {
      for (let next = this.nextAct(); next !== undefined; next = this.nextAct()) {
        const answer = await ask(next.item.event, next.item.body);
        if (!answer.ok && PASSING.includes(answer.error)) return;
        this.acts = this.acts.filter(({ seq }) => seq !== next?.seq);
        await this.drop([next]);
        this.tell();
        const conflict = conflictOf(next.item, answer);
        if (conflict !== null) this.onConflict(conflict);
      }
    } catch {
      // no answer: the same is sent again
    } finally {
      this.busy.acts = false;
    }
  }

  /** A distress call first, the rest as it was done. */
  private nextAct(): Queued<Act> | undefined {
    return this.acts.find(({ item }) => item.event === 'dispatch:say' && item.body.kind === 'sos') ?? this.acts[0];
  }

  /** Where she is now first, then where she was. */
  private async sendFixes(ask: AskServer): Promise<void> {
    if (this.busy.fixes) return;
    this.busy.fixes = true;
    try {
      let isOneByOne = false;
      while (this.fixes.length > 0) {
        const some = this.nextFixes(isOneByOne);
        const answer = await ask('boats:report', { positions: some.map(({ item }) => item) });
        if (!answer.ok && PASSING.includes(answer.error)) return;
        // one that is wrong must not take the others with it
        isOneByOne ||= !answer.ok;
        if (!answer.ok && some.length > 1) continue;
        if (answer.ok) this.sentFixMs = Math.max(this.sentFixMs ?? 0, ...some.map(({ item }) => item.fixMs));
        else this.refusedFixes += some.length;
        const sent = new Set(some.map(({ seq }) => seq));
        this.fixes = this.fixes.filter(({ seq }) => !sent.has(seq));
        await this.drop(some);
        this.tell();
      }
    } catch {
      // no answer: they are sent again, and taken once
    } finally {
      this.busy.fixes = false;
    }
  }

  private nextFixes(isOneByOne: boolean): Queued<Fix>[] {
    const newest = this.fixes.at(-1) as Queued<Fix>;
    if (this.sentFixMs === null || newest.item.fixMs > this.sentFixMs + LIVE_MS) return [newest];
    return this.fixes.slice(0, isOneByOne ? 1 : FIXES_AT_ONCE);
  }

  private async put(item: Waiting): Promise<number> {
    try {
      const seq = await this.keep.add(item);
      this.isUnkept = false;
      return seq;
    } catch {
      this.isUnkept = true;
      return this.unkept--;
    }
  }

  private async drop(sent: readonly Queued<unknown>[]): Promise<void> {
    const kept = sent.map(({ seq }) => seq).filter((seq) => seq >= 0);
    // what stays kept is sent once more after the next start, and taken once
    await this.keep.drop(kept).catch(() => {});
  }

  private tell(): void {
    const acts = this.acts.map(({ item }) => item);
    const { sentFixMs, refusedFixes, isUnkept } = this;
    this.state.set({ acts, fixes: this.fixes.length, sentFixMs, refusedFixes, isUnkept });
  }
}

function conflictOf(act: Act, answer: { readonly ok: true; readonly order?: Order } | Refusal): Conflict | null {
  if (!answer.ok) return { act, why: answer.error, message: answer.message ?? null };
  if (act.event !== 'dispatch:answer' || answer.order === undefined) return null;
  const { state, deviceMs } = act.body;
  const step = answer.order.steps.find(
    (one) => one.via === 'tablet' && one.kind === state && one.deviceMs === deviceMs,
  );
  const why = step?.detail['effect'];
  return why === undefined ? null : { act, why, message: answer.order.state };
}
