import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { PasswordChange, Session, SignIn } from '../../contract/session.ts';
import { AuditService } from '../audit/audit.service.ts';
import { Clock } from '../clock.ts';
import { CONFIG, type Config } from '../config.ts';
import { type AccountRow, AccountStore } from './account.store.ts';
import { DeviceService, isDeviceSession } from './device.service.ts';
import { Passwords } from './password.ts';
import { type Principal, rightsOf, toSession } from './principal.ts';
import { refusal } from './refusal.ts';
import { SessionRegistry } from './session.registry.ts';
import { SessionStore } from './session.store.ts';
import { newToken, type TokenHeaders, tokenHash, tokenOf } from './session-token.ts';
import { SignInLimit } from './sign-in-limit.ts';

/** Ends in any case: the longest watch and its handover. */
const LIFE_MS = 16 * 3_600_000;
/** Ends when no console is open and nothing is asked for so long. An open console counts as use: a wall is watched, not clicked. */
const IDLE_MS = 30 * 60_000;
/** Use is written down at most so often. */
const TOUCH_MS = 60_000;

export interface Opened {
  readonly token: string;
  readonly session: Session;
}

/** Opens, finds and ends sessions. Their ends are the machine's time: a story that runs fast or is set forward ends no session. */
@Injectable()
export class SessionService {
  constructor(
    private readonly accounts: AccountStore,
    private readonly sessions: SessionStore,
    private readonly registry: SessionRegistry,
    private readonly devices: DeviceService,
    private readonly passwords: Passwords,
    private readonly limit: SignInLimit,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  get simulation(): boolean {
    return this.config.demo;
  }

  /** `replaces`: cookie header of the request; the session it names ends, so that no id outlives a sign-in. */
  async signIn(ask: SignIn, from: { ip: string | null; replaces: string | undefined }): Promise<Opened> {
    const { ip, replaces } = from;
    const username = ask.username.normalize('NFKC').toLowerCase();
    await this.guarded(username, ip);
    const account = await this.accounts.byName(username);
    const matches = await this.passwords.verify(account?.passwordHash ?? null, ask.password);
    if (account === null || !matches || account.disabledAt !== null) {
      const cause = account === null ? 'unknown' : matches ? 'disabled' : 'password';
      await this.audit.record(username, { action: 'session:refuse', detail: { cause }, ip });
      throw refusal('unauthenticated', this.simulation);
    }
    this.limit.passed(username, ip ?? '');
    const before = await this.personOf(replaces);
    if (before) await this.end([before.sessionId]);
    const opened = await this.open(account, ip);
    await this.audit.record(account, { action: 'session:open', ip });
    return opened;
  }

  /** Who sends these headers: a person's session or, without one, a device of a boat; null: nobody. */
  async principalOf(headers: TokenHeaders): Promise<Principal | null> {
    return (await this.personOf(headers.cookie)) ?? this.devices.principalOf(headers);
  }

  private async personOf(cookieHeader: string | undefined): Promise<Principal | null> {
    const token = tokenOf(cookieHeader);
    if (token === null) return null;
    const realMs = this.clock.realMs();
    const principal = await this.sessions.byToken(tokenHash(token), realMs);
    if (principal !== null && realMs + IDLE_MS - principal.idleEndsMs > TOUCH_MS) {
      await this.sessions.touch([principal.sessionId], realMs + IDLE_MS);
    }
    return principal;
  }

  async signOut(principal: Principal, ip: string | null): Promise<void> {
    await this.end([principal.sessionId]);
    await this.audit.record(principal, { action: 'session:end', ip });
  }

  /** A new session replaces all of the account's. */
  async changePassword(principal: Principal, ask: PasswordChange, ip: string | null): Promise<Opened> {
    await this.guarded(principal.username, ip);
    const account = await this.accounts.byName(principal.username);
    if (!account || !(await this.passwords.verify(account.passwordHash, ask.password))) {
      await this.audit.record(principal, { action: 'password:refuse', ip });
      throw refusal('forbidden', this.simulation);
    }
    this.limit.passed(principal.username, ip ?? '');
    const passwordHash = await this.passwords.hash(ask.newPassword);
    await this.accounts.change(account.accountId, { passwordHash, mustChangePassword: false });
    await this.endOf(account.accountId);
    await this.audit.record(principal, { action: 'password:change', object: `account/${account.username}`, ip });
    return this.open({ ...account, mustChangePassword: false }, ip);
  }

  /** Ends all sessions of an account; answers how many. */
  async endOf(accountId: string): Promise<number> {
    const gone = await this.sessions.removeOf(accountId);
    this.registry.end(gone);
    return gone.length;
  }

  /** Twice a second: sockets of ended sessions go, also where nothing moves. */
  sweep(): void {
    this.registry.endExpired(this.clock.realMs());
  }

  /** Once a minute: an open console is use; a session that another process has ended ends here too. */
  async touchFollowed(): Promise<void> {
    const realMs = this.clock.realMs();
    const followed = this.registry.sessionIds().filter((sessionId) => !isDeviceSession(sessionId));
    const kept = new Set(await this.sessions.touch(followed, realMs + IDLE_MS));
    this.registry.end(followed.filter((sessionId) => !kept.has(sessionId)));
    await this.sessions.removeEnded(realMs);
    await this.devices.touchFollowed();
  }

  private async guarded(username: string, ip: string | null): Promise<void> {
    const verdict = this.limit.attempt(username, ip ?? '');
    if (verdict.ok) return;
    if (verdict.isFirst) await this.audit.record(username, { action: 'session:refuse', detail: { cause: 'rate' }, ip });
    throw refusal('too-many', this.simulation, verdict.retryAfterS);
  }

  private async open(account: AccountRow, ip: string | null): Promise<Opened> {
    const token = newToken();
    const realMs = this.clock.realMs();
    const [endsMs, idleEndsMs] = [realMs + LIFE_MS, realMs + IDLE_MS];
    const sessionId = randomUUID();
    await this.sessions.add({
      sessionId,
      tokenSha256: tokenHash(token),
      accountId: account.accountId,
      createdAt: new Date(this.clock.nowMs()),
      idleEndsAt: new Date(idleEndsMs),
      endsAt: new Date(endsMs),
      ip,
    });
    const { username, displayName, role, office, mustChangePassword } = account;
    const rights = rightsOf(role, mustChangePassword);
    const principal = {
      sessionId,
      username,
      displayName,
      role,
      office,
      rights,
      mustChangePassword,
      boatId: null,
      endsMs,
      idleEndsMs,
    };
    return { token, session: toSession(principal, this.simulation) };
  }

  private async end(sessionIds: readonly string[]): Promise<void> {
    await this.sessions.remove(sessionIds);
    this.registry.end(sessionIds);
  }
}
