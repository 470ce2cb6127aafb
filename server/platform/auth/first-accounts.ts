import { Inject, Injectable } from '@nestjs/common';
import { AuditService } from '../audit/audit.service.ts';
import { Clock } from '../clock.ts';
import { CONFIG, type Config } from '../config.ts';
import { AccountStore } from './account.store.ts';
import { Passwords } from './password.ts';

/** Known to everybody; these accounts exist only in the demo. */
const DEMO_PASSWORD = 'mihari-demo';
const DEMO_ACCOUNTS = [
  { username: 'operator', displayName: '当直員 Operator', role: 'operator' },
  { username: 'supervisor', displayName: '当直長 Supervisor', role: 'supervisor' },
  { username: 'crew', displayName: '監視艇 Crew', role: 'crew' },
  { username: 'admin', displayName: '管理者 Admin', role: 'admin' },
] as const;

/** At every start: the demo's accounts in the demo, none of them outside it, and there an admin to begin with. */
@Injectable()
export class FirstAccounts {
  constructor(
    private readonly accounts: AccountStore,
    private readonly passwords: Passwords,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Answers the one-time password to print, if one was made. */
  async prepare(): Promise<string | null> {
    if (this.config.demo) {
      await Promise.all(DEMO_ACCOUNTS.map((account) => this.enableDemo(account)));
      return null;
    }
    await this.accounts.disableDemo(this.clock.nowMs());
    return this.makeAdmin();
  }

  private async enableDemo(account: (typeof DEMO_ACCOUNTS)[number]): Promise<void> {
    await this.accounts.put({
      ...account,
      office: 'yokohama',
      passwordHash: await this.passwords.hash(DEMO_PASSWORD),
      mustChangePassword: false,
      disabledAt: null,
      createdAt: new Date(this.clock.nowMs()),
    });
  }

  /** As long as nobody has used it, every start prints a new one: the first may have scrolled away. */
  private async makeAdmin(): Promise<string | null> {
    const [first] = await this.accounts.activeAdmins();
    const count = await this.accounts.count();
    const isUnused = count === 1 && first?.username === 'admin' && first.mustChangePassword;
    if (count > 0 && !isUnused) return null;
    const password = this.passwords.oneTime();
    await this.accounts.put({
      username: 'admin',
      displayName: 'Admin',
      role: 'admin',
      office: 'yokohama',
      passwordHash: await this.passwords.hash(password),
      mustChangePassword: true,
      disabledAt: null,
      createdAt: new Date(this.clock.nowMs()),
    });
    await this.audit.record('system', { action: 'account:add', object: 'account/admin', detail: { role: 'admin' } });
    return password;
  }
}
