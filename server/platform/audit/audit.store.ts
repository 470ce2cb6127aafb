import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import type { AuditQuery, AuditRow } from '../../contract/audit.ts';
import { CONFIG, type Config } from '../config.ts';
import { AuditEntity } from './audit.entity.ts';

/** Adds and reads; the database refuses anything else. The demo sees only its own rows, real operation only the others. */
@Injectable()
export class AuditStore {
  private readonly demo: boolean;

  constructor(
    @InjectRepository(AuditEntity) private readonly rows: Repository<AuditEntity>,
    @Inject(CONFIG) config: Config,
  ) {
    this.demo = config.demo;
  }

  async add({ atMs, ...row }: Omit<AuditRow, 'id'>): Promise<void> {
    await this.rows
      .createQueryBuilder()
      .insert()
      .values({ ...row, at: new Date(atMs), demo: this.demo } as never)
      .execute();
  }

  async find({ fromMs, toMs, who, beforeId, limit }: AuditQuery): Promise<AuditRow[]> {
    const query = this.rows.createQueryBuilder('a').where('a.demo = :demo', { demo: this.demo });
    if (fromMs !== undefined) query.andWhere('a.at >= :from', { from: new Date(fromMs) });
    if (toMs !== undefined) query.andWhere('a.at < :to', { to: new Date(toMs) });
    if (who !== undefined) query.andWhere('a.who = :who', { who });
    if (beforeId !== undefined) query.andWhere('a.audit_id < :beforeId', { beforeId });
    const rows = await query.orderBy('a.audit_id', 'DESC').limit(limit).getMany();
    return rows.map(({ auditId, at, demo: _, ...row }) => ({ id: Number(auditId), atMs: at.getTime(), ...row }));
  }
}
