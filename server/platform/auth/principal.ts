import type { Office, Right, Role } from '../../contract/rights.ts';
import { RIGHTS_OF } from '../../contract/rights.ts';
import type { Session } from '../../contract/session.ts';

/** Who acts: a session as routes (`@Who()`) and socket handlers (`socket.data.session`) see it. */
export interface Principal {
  readonly sessionId: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly office: Office;
  readonly rights: readonly Right[];
  readonly mustChangePassword: boolean;
  /** The boat whose device this is; null: a person. */
  readonly boatId: string | null;
  /** Epoch ms of the machine: ends then in any case. */
  readonly endsMs: number;
  /** Epoch ms of the machine: ends then unless used before. */
  readonly idleEndsMs: number;
}

/** A role that the table does not know has no right at all. */
export function rightsOf(role: Role, mustChangePassword: boolean): readonly Right[] {
  if (mustChangePassword) return ['session:own'];
  return Object.hasOwn(RIGHTS_OF, role) ? RIGHTS_OF[role] : [];
}

export function toSession(principal: Principal, simulation: boolean): Session {
  const { username, displayName, role, office, mustChangePassword, boatId } = principal;
  const expiresMs = Math.min(principal.endsMs, principal.idleEndsMs);
  return {
    username,
    displayName,
    role,
    office,
    rights: [...principal.rights],
    mustChangePassword,
    boatId,
    simulation,
    expiresMs,
  };
}
