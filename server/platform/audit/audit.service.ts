import { Injectable } from '@nestjs/common';
import type { AuditQuery, AuditRow } from '../../contract/audit.ts';
import type { Principal } from '../auth/principal.ts';
import { Clock } from '../clock.ts';
import { AuditStore } from './audit.store.ts';

/** What happened. */
export interface AuditEntry {
  /** `noun:verb`. */
  readonly action: string;
  /** What was acted on, as `account/mori`. */
  readonly object?: string;
  /** Nothing secret. */
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly ip?: string | null;
}

/** Who acted: a session, or only a name (a refused sign-in, `system`). */
export type Actor = Pick<Principal, 'username' | 'office' | 'role'> | string;

/** Every sign-in and every change leaves a row here before it is answered; a row that cannot be written fails the request. */
@Injectable()
export class AuditService {
  constructor(
    private readonly store: AuditStore,
    private readonly clock: Clock,
  ) {}

  async record(actor: Actor, { action, object, detail, ip }: AuditEntry): Promise<void> {
    const by =
      typeof actor === 'string'
        ? { who: actor, office: null, role: null }
        : { who: actor.username, office: actor.office, role: actor.role };
    const atMs = this.clock.nowMs();
    await this.store.add({ atMs, ...by, action, object: object ?? null, detail: detail ?? {}, ip: ip ?? null });
  }

  find(query: AuditQuery): Promise<AuditRow[]> {
    return this.store.find(query);
  }
}
