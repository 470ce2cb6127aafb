import { Injectable } from '@nestjs/common';
import { type Observable, Subject } from 'rxjs';

/** What hangs on a session, as a socket: told once when the session ends. */
export interface Follower {
  sessionEnded(): void;
}

interface Followed {
  readonly endsMs: number;
  readonly followers: Set<Follower>;
}

/** Sockets by session, in this process. */
@Injectable()
export class SessionRegistry {
  private readonly bySession = new Map<string, Followed>();
  private readonly ends = new Subject<string>();

  /** Ids of sessions as they end here, followed or not. */
  get ended$(): Observable<string> {
    return this.ends;
  }

  /** Answers how to stop following. */
  follow(session: { sessionId: string; endsMs: number }, follower: Follower): () => void {
    const { sessionId, endsMs } = session;
    const followed = this.bySession.get(sessionId) ?? { endsMs, followers: new Set() };
    this.bySession.set(sessionId, followed);
    followed.followers.add(follower);
    return () => {
      followed.followers.delete(follower);
      if (followed.followers.size === 0 && this.bySession.get(sessionId) === followed) this.bySession.delete(sessionId);
    };
  }

  has(sessionId: string): boolean {
    return this.bySession.has(sessionId);
  }

  /** Sessions that somebody follows. */
  sessionIds(): string[] {
    return [...this.bySession.keys()];
  }

  end(sessionIds: Iterable<string>): void {
    for (const sessionId of sessionIds) {
      const followed = this.bySession.get(sessionId);
      this.bySession.delete(sessionId);
      for (const follower of followed?.followers ?? []) follower.sessionEnded();
      this.ends.next(sessionId);
    }
  }

  endExpired(nowMs: number): void {
    for (const [sessionId, { endsMs }] of this.bySession) if (endsMs <= nowMs) this.end([sessionId]);
  }
}
