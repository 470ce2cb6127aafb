import { Injectable } from '@nestjs/common';
import type { Account, AccountAnswer, AccountChange, NewAccount } from '../../contract/account.ts';
import { AuditService } from '../audit/audit.service.ts';
import { Clock } from '../clock.ts';
import { CodedError } from '../http/coded-error.ts';
import { type AccountFields, type AccountRow, AccountStore } from './account.store.ts';
import { Passwords } from './password.ts';
import type { Principal } from './principal.ts';
import { SessionService } from './session.service.ts';

/** Who does it and from where, for the audit trail. */
export interface By {
  readonly who: Principal;
  readonly ip: string | null;
}

@Injectable()
export class AccountService {
  constructor(
    private readonly accounts: AccountStore,
    private readonly sessions: SessionService,
    private readonly passwords: Passwords,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  all(): Promise<Account[]> {
    return this.accounts.list(this.clock.realMs());
  }

  async add(account: NewAccount, { who, ip }: By): Promise<AccountAnswer> {
    const oneTimePassword = this.passwords.oneTime();
    const isAdded = await this.accounts.add({
      ...account,
      passwordHash: await this.passwords.hash(oneTimePassword),
      mustChangePassword: true,
      disabledAt: null,
      createdAt: new Date(this.clock.nowMs()),
    });
    const object = `account/${account.username}`;
    if (!isAdded) throw new CodedError('conflict', `${object} is there already`);
    const { role, office } = account;
    await this.audit.record(who, { action: 'account:add', object, detail: { role, office }, ip });
    return { account: await this.listed(account.username), oneTimePassword };
  }

  /** Ends the account's sessions, since what they may do has changed. */
  async change(username: string, change: AccountChange, { who, ip }: By): Promise<AccountAnswer> {
    const before = await this.found(username);
    await this.keepsAnAdmin(before, change);
    const oneTimePassword = change.resetPassword ? this.passwords.oneTime() : null;
    await this.accounts.change(before.accountId, await this.fieldsOf(before, change, oneTimePassword));
    await this.sessions.endOf(before.accountId);
    const { displayName, role, office } = before;
    const from = { displayName, role, office, disabled: before.disabledAt !== null };
    await this.audit.record(who, {
      action: 'account:change',
      object: `account/${username}`,
      detail: { from, to: change },
      ip,
    });
    return { account: await this.listed(username), oneTimePassword };
  }

  async endSessions(username: string, { who, ip }: By): Promise<{ ended: number }> {
    const account = await this.found(username);
    const ended = await this.sessions.endOf(account.accountId);
    await this.audit.record(who, { action: 'account:sign-out', object: `account/${username}`, detail: { ended }, ip });
    return { ended };
  }

  private async fieldsOf(before: AccountRow, change: AccountChange, oneTimePassword: string | null) {
    const fields: { -readonly [key in keyof AccountFields]?: AccountFields[key] } = {};
    if (change.displayName !== undefined) fields.displayName = change.displayName;
    if (change.role !== undefined) fields.role = change.role;
    if (change.office !== undefined) fields.office = change.office;
    if (change.disabled === false) fields.disabledAt = null;
    if (change.disabled === true) fields.disabledAt = before.disabledAt ?? new Date(this.clock.nowMs());
    if (oneTimePassword !== null) {
      fields.passwordHash = await this.passwords.hash(oneTimePassword);
      fields.mustChangePassword = true;
    }
    return fields;
  }

  /** Nobody could undo the loss of the last one. */
  private async keepsAnAdmin(before: AccountRow, change: AccountChange): Promise<void> {
    const isLost = change.disabled === true || (change.role !== undefined && change.role !== 'admin');
    if (!isLost || before.role !== 'admin') return;
    const others = (await this.accounts.activeAdmins()).filter((admin) => admin.accountId !== before.accountId);
    if (others.length === 0) throw new CodedError('conflict', `account/${before.username} is the last admin`);
  }

  private async found(username: string): Promise<AccountRow> {
    const account = await this.accounts.byName(username);
    if (account === null) throw new CodedError('not-found', `no account ${JSON.stringify(username)}`);
    return account;
  }

  private async listed(username: string): Promise<Account> {
    const account = await this.accounts.listed(username, this.clock.realMs());
    if (account === null) throw new Error(`account ${username} vanished`);
    return account;
  }
}
