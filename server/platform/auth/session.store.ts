import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Repository } from 'typeorm';
import { CONFIG, type Config } from '../config.ts';
import { type Principal, rightsOf } from './principal.ts';
import { SessionEntity } from './session.entity.ts';

export interface NewSession {
  readonly sessionId: string;
  readonly tokenSha256: Buffer;
  readonly accountId: string;
  readonly createdAt: Date;
  readonly idleEndsAt: Date;
  readonly endsAt: Date;
  readonly ip: string | null;
}

@Injectable()
export class SessionStore {
  private readonly demo: boolean;

  constructor(
    @InjectRepository(SessionEntity) private readonly rows: Repository<SessionEntity>,
    @Inject(CONFIG) config: Config,
  ) {
    this.demo = config.demo;
  }

  async add(session: NewSession): Promise<void> {
    await this.rows.insert(session);
  }

  /** Who holds the token; null: unknown, ended, or its account is disabled or of the other mode. */
  async byToken(tokenSha256: Buffer, realMs: number): Promise<Principal | null> {
    // findOne with a relation asks twice
    const row = await this.rows
      .createQueryBuilder('s')
      .innerJoinAndSelect('s.account', 'a')
      .where('s.token_sha256 = :tokenSha256', { tokenSha256 })
      .getOne();
    if (row === null || row.account.disabledAt !== null || row.account.demo !== this.demo) return null;
    if (row.endsAt.getTime() <= realMs || row.idleEndsAt.getTime() <= realMs) return null;
    const { username, displayName, role, office, mustChangePassword } = row.account;
    return {
      sessionId: row.sessionId,
      username,
      displayName,
      role,
      office,
      mustChangePassword,
      boatId: null,
      rights: rightsOf(role, mustChangePassword),
      endsMs: row.endsAt.getTime(),
      idleEndsMs: row.idleEndsAt.getTime(),
    };
  }

  /** Says which of them still are sessions: others have been ended elsewhere. */
  async touch(sessionIds: readonly string[], idleEndsMs: number): Promise<string[]> {
    const kept: [{ session_id: string }[], number] = await this.rows.query(
      'update session set idle_ends_at = $2 where session_id = any($1::uuid[]) returning session_id',
      [sessionIds, new Date(idleEndsMs)],
    );
    return kept[0].map((row) => row.session_id);
  }

  async remove(sessionIds: readonly string[]): Promise<void> {
    await this.rows.delete({ sessionId: In([...sessionIds]) });
  }

  /** Removes all of an account; answers which. */
  async removeOf(accountId: string): Promise<string[]> {
    const gone: [{ session_id: string }[], number] = await this.rows.query(
      'delete from session where account_id = $1 returning session_id',
      [accountId],
    );
    return gone[0].map((row) => row.session_id);
  }

  async removeEnded(realMs: number): Promise<void> {
    const now = new Date(realMs);
    await this.rows.query('delete from session where ends_at <= $1 or idle_ends_at <= $1', [now]);
  }
}
