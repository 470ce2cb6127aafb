import { describe, expect, it } from '@jest/globals';
import { SessionRegistry } from './session.registry.ts';

describe('the registry of sessions', () => {
  const follower = () => {
    const told = { times: 0, sessionEnded: () => void told.times++ };
    return told;
  };

  it('tells every follower of an ended session once, and no other', () => {
    const registry = new SessionRegistry();
    const [one, two, other] = [follower(), follower(), follower()];
    registry.follow({ sessionId: 'a', endsMs: 10 }, one);
    registry.follow({ sessionId: 'a', endsMs: 10 }, two);
    registry.follow({ sessionId: 'b', endsMs: 10 }, other);
    registry.end(['a', 'unknown']);
    registry.end(['a']);
    expect([one.times, two.times, other.times]).toEqual([1, 1, 0]);
    expect(registry.sessionIds()).toEqual(['b']);
  });

  it('ends what has expired', () => {
    const registry = new SessionRegistry();
    const [early, late] = [follower(), follower()];
    registry.follow({ sessionId: 'a', endsMs: 10 }, early);
    registry.follow({ sessionId: 'b', endsMs: 11 }, late);
    registry.endExpired(10);
    expect([early.times, late.times]).toEqual([1, 0]);
  });

  it('forgets who stops following', () => {
    const registry = new SessionRegistry();
    const gone = follower();
    registry.follow({ sessionId: 'a', endsMs: 10 }, gone)();
    expect(registry.has('a')).toBe(false);
    registry.end(['a']);
    expect(gone.times).toBe(0);
  });
});
