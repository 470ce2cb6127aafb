import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { AccountEntity } from './account.entity.ts';

@Entity({ name: 'session' })
@Index('session_account', ['accountId'])
@Unique('session_token_sha256_key', ['tokenSha256'])
export class SessionEntity {
  @PrimaryColumn({ type: 'uuid', name: 'session_id' }) sessionId: string;
  @Column({ type: 'bytea', name: 'token_sha256' }) tokenSha256: Buffer;
  @Column({ type: 'bigint', name: 'account_id' }) accountId: string;
  @ManyToOne(() => AccountEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'session_account_id_fkey' })
  account: AccountEntity;
  @Column({ type: 'timestamptz', name: 'created_at' }) createdAt: Date;
  @Column({ type: 'timestamptz', name: 'idle_ends_at' }) idleEndsAt: Date;
  @Column({ type: 'timestamptz', name: 'ends_at' }) endsAt: Date;
  @Column({ type: 'text', nullable: true }) ip: string | null;
}
