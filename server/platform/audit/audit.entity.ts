import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

@Entity({ name: 'audit' })
@Index('audit_at', ['at'])
@Index('audit_who', ['who', 'at'])
export class AuditEntity {
  /** bigint comes as text */
  @PrimaryGeneratedColumn('identity', { name: 'audit_id', type: 'bigint', generatedIdentity: 'ALWAYS' })
  auditId: string;
  @Column({ type: 'timestamptz' }) at: Date;
  @Column({ type: 'boolean' }) demo: boolean;
  @Column({ type: 'text' }) who: string;
  @Column({ type: 'text', nullable: true }) office: string | null;
  @Column({ type: 'text', nullable: true }) role: string | null;
  @Column({ type: 'text' }) action: string;
  @Column({ type: 'text', nullable: true }) object: string | null;
  @Column({ type: 'jsonb' }) detail: Record<string, unknown>;
  @Column({ type: 'text', nullable: true }) ip: string | null;
}
