import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Office, Role } from '../../contract/rights.ts';

@Entity({ name: 'account' })
@Unique('account_username_demo_key', ['username', 'demo'])
export class AccountEntity {
  /** bigint comes as text */
  @PrimaryGeneratedColumn('identity', { name: 'account_id', type: 'bigint', generatedIdentity: 'ALWAYS' })
  accountId: string;
  @Column({ type: 'text' }) username: string;
  @Column({ type: 'boolean' }) demo: boolean;
  @Column({ type: 'text', name: 'display_name' }) displayName: string;
  @Column({ type: 'text' }) role: Role;
  @Column({ type: 'text' }) office: Office;
  @Column({ type: 'text', name: 'password_hash' }) passwordHash: string;
  @Column({ type: 'boolean', name: 'must_change_password' }) mustChangePassword: boolean;
  @Column({ type: 'timestamptz', name: 'disabled_at', nullable: true }) disabledAt: Date | null;
  @Column({ type: 'timestamptz', name: 'created_at' }) createdAt: Date;
}
