import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { Account } from '../../contract/account.ts';
import type { Office, Role } from '../../contract/rights.ts';
import { CONFIG, type Config } from '../config.ts';
import { AccountEntity } from './account.entity.ts';

export interface AccountRow {
  readonly accountId: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly office: Office;
  readonly passwordHash: string;
  readonly mustChangePassword: boolean;
  readonly disabledAt: Date | null;
  readonly createdAt: Date;
}
export type AccountFields = Omit<AccountRow, 'accountId'>;

const LISTED = `select a.username, a.display_name as "displayName", a.role, a.office,
    (extract(epoch from a.disabled_at) * 1000)::float8 as "disabledMs", a.must_change_password as "mustChangePassword",
    (extract(epoch from a.created_at) * 1000)::float8 as "createdMs",
    (select count(*)::int from session s where s.account_id = a.account_id and s.ends_at > $2 and s.idle_ends_at > $2) as sessions
  from account a where a.demo = $1`;

/** Sees the demo's accounts in the demo and the real ones outside it, never both. */
@Injectable()
export class AccountStore {
  private readonly demo: boolean;

  constructor(
    @InjectRepository(AccountEntity) private readonly rows: Repository<AccountEntity>,
    @Inject(CONFIG) config: Config,
  ) {
    this.demo = config.demo;
  }

  byName(username: string): Promise<AccountRow | null> {
    return this.rows.findOneBy({ username, demo: this.demo });
  }

  list(realMs: number): Promise<Account[]> {
    return this.rows.query(`${LISTED} order by a.username`, [this.demo, new Date(realMs)]);
  }

  async listed(username: string, realMs: number): Promise<Account | null> {
    const found: Account[] = await this.rows.query(`${LISTED} and a.username = $3`, [
      this.demo,
      new Date(realMs),
      username,
    ]);
    return found[0] ?? null;
  }

  /** false: the name is taken. */
  async add(account: AccountFields): Promise<boolean> {
    const { raw } = await this.rows
      .createQueryBuilder()
      .insert()
      .values({ ...account, demo: this.demo })
      .orIgnore()
      .returning('account_id')
      .execute();
    return Array.isArray(raw) && raw.length > 0;
  }

  async put(account: AccountFields): Promise<void> {
    await this.rows.upsert({ ...account, demo: this.demo }, ['username', 'demo']);
  }

  async change(accountId: string, fields: Partial<AccountFields>): Promise<void> {
    await this.rows.update({ accountId }, fields);
  }

  /** Admins that can sign in. */
  activeAdmins(): Promise<AccountRow[]> {
    return this.rows
      .createQueryBuilder('a')
      .where('a.demo = :demo and a.role = :role and a.disabled_at is null', { demo: this.demo, role: 'admin' })
      .orderBy('a.account_id')
      .getMany();
  }

  count(): Promise<number> {
    return this.rows.countBy({ demo: this.demo });
  }

  /** Outside the demo, at every start. */
  async disableDemo(nowMs: number): Promise<void> {
    await this.rows.query('update account set disabled_at = $1 where demo and disabled_at is null', [new Date(nowMs)]);
    await this.rows.query('delete from session where account_id in (select account_id from account where demo)');
  }
}
