import { isDeepStrictEqual } from 'node:util';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Observable, Subject } from 'rxjs';
import { BoatsService } from '../../boats/boats.service.ts';
import { ordersBoatsOf } from '../../contract/boat.ts';
import type { Draft, DraftAsk } from '../../contract/draft.ts';
import type { Principal } from '../../platform/auth/principal.ts';
import { Clock } from '../../platform/clock.ts';
import { CodedError } from '../../platform/http/coded-error.ts';
import { Targets } from '../targets.ts';
import { DraftStore } from './draft.store.ts';

/** A draft that nobody changes goes after so long. */
const KEPT_MS = 12 * 3_600_000;

/** Orders that are not sent yet: kept as they are written, seen by every desk, gone once they are sent. */
@Injectable()
export class DraftsService implements OnModuleInit {
  private readonly drafts = new Map<string, Draft>();
  private readonly changes = new Subject<string>();
  /** Ids of drafts as they change. */
  readonly changes$: Observable<string> = this.changes.asObservable();

  constructor(
    private readonly store: DraftStore,
    private readonly boats: BoatsService,
    private readonly targets: Targets,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    const sinceMs = this.clock.nowMs() - KEPT_MS;
    await this.store.sweep(sinceMs);
    for (const draft of await this.store.since(sinceMs)) this.drafts.set(draft.draftId, draft);
  }

  all(): Draft[] {
    const sinceMs = this.clock.nowMs() - KEPT_MS;
    return [...this.drafts.values()].filter(({ changedMs }) => changedMs >= sinceMs);
  }

  /** Throws CodedError: somebody else has changed it, or it was sent or discarded by now. */
  async keep(draftId: string, { revision, ...content }: DraftAsk, who: Principal): Promise<Draft> {
    const before = this.drafts.get(draftId);
    if (before) this.mayChange(before.office, who);
    for (const boatId of content.boatIds) this.mayChange(this.boats.boat(boatId).office, who);
    if ((before?.revision ?? 0) !== revision) {
      // kept already, and its answer was lost?
      if (before?.revision === revision + 1 && isDeepStrictEqual({ ...before, ...content }, before)) return before;
      throw changed(draftId, before);
    }
    const atMs = this.clock.nowMs();
    const draft: Draft = {
      ...{ draftId, office: who.office, madeBy: who.username, madeMs: atMs },
      ...before,
      ...content,
      targetName: this.targets.nameOf(content.trackId) ?? before?.targetName ?? null,
      ...{ revision: revision + 1, changedBy: who.username, changedMs: atMs },
    };
    if (!(await this.store.keep(draft))) throw changed(draftId, this.drafts.get(draftId));
    this.drafts.set(draftId, draft);
    this.changes.next(draftId);
    await this.store.sweep(atMs - KEPT_MS);
    return draft;
  }

  /** One that is gone already is gone. */
  async discard(draftId: string, who: Principal): Promise<Draft | null> {
    const draft = this.drafts.get(draftId) ?? null;
    if (draft === null) return null;
    this.mayChange(draft.office, who);
    await this.store.drop(draftId);
    this.forget(draftId);
    return draft;
  }

  /** It was sent, and is kept no more. */
  forget(draftId: string): void {
    if (this.drafts.delete(draftId)) this.changes.next(draftId);
  }

  private mayChange(office: Draft['office'], who: Principal): void {
    if (!ordersBoatsOf(who.office, office))
      throw new CodedError('forbidden', `office: ${who.office} does not order boats of ${office}`);
  }
}

const changed = (draftId: string, now: Draft | undefined): CodedError =>
  now === undefined
    ? new CodedError('conflict', `draftId: ${draftId} was sent or discarded`, { body: { reason: 'draft-gone' } })
    : new CodedError('conflict', `revision: the draft is at ${now.revision} by now`, { body: { reason: 'changed' } });
