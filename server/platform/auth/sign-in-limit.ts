import { ipKeyGenerator } from 'express-rate-limit';

/** Attempts of one account from one address before it must wait; then 1, 2, 4 ... seconds between attempts. */
const FREE_ATTEMPTS = 5;
const LONGEST_WAIT_MS = 60_000;
/** Failures are forgotten after so long without an attempt. */
const FORGET_MS = 15 * 60_000;
/** Failures of one address, any account: so many at once, then one a second. A centre of hundreds does not reach it at the change of the watch. */
const ADDRESS_BURST = 300;
const ADDRESS_REFILL_MS = 1000;
/** Entries kept; the longest unused go first, so an attack from many addresses cannot fill the memory. */
const MOST_ENTRIES = 20_000;

interface Pair {
  failures: number;
  lastMs: number;
  /** It has signed in from this address before: whatever else comes from there does not keep it out. */
  isKnown: boolean;
  /** The refusal was told since the last attempt that was let through. */
  isTold: boolean;
}

interface Address {
  left: number;
  atMs: number;
}

export type Verdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly retryAfterS: number; readonly isFirst: boolean };

/**
 * Slows guessing down without a lock that a stranger could put on an account or a centre: what counts is the pair of account and
 * address, so the owner signs in from elsewhere meanwhile, and colleagues behind the same address sign in as ever.
 * An attempt counts as failed until `passed` says otherwise, so attempts side by side count too.
 */
export class SignInLimit {
  private readonly pairs = new Map<string, Pair>();
  private readonly addresses = new Map<string, Address>();

  /** `elapsedMs`: a clock that only goes forward, in real milliseconds. */
  constructor(private readonly elapsedMs: () => number) {}

  attempt(username: string, address: string): Verdict {
    const nowMs = this.elapsedMs();
    const pair = this.pair(username, address);
    const whole = this.address(address);
    const waitsMs = [
      pair.failures < FREE_ATTEMPTS ? 0 : pair.lastMs + waitMs(pair.failures) - nowMs,
      pair.isKnown || whole.left >= 1 ? 0 : (1 - whole.left) * ADDRESS_REFILL_MS,
    ];
    const leftMs = Math.max(...waitsMs);
    if (leftMs > 0) {
      const isFirst = !pair.isTold;
      pair.isTold = true;
      return { ok: false, retryAfterS: Math.ceil(leftMs / 1000), isFirst };
    }
    Object.assign(pair, { failures: pair.failures + 1, lastMs: nowMs, isTold: false });
    whole.left = Math.max(0, whole.left - 1);
    return { ok: true };
  }

  /** The attempt was right: the pair starts anew, the address gets its attempt back. */
  passed(username: string, address: string): void {
    const whole = this.address(address);
    whole.left = Math.min(ADDRESS_BURST, whole.left + 1);
    Object.assign(this.pair(username, address), { failures: 0, isKnown: true, isTold: false });
  }

  private pair(username: string, address: string): Pair {
    const nowMs = this.elapsedMs();
    const fresh: Pair = { failures: 0, lastMs: nowMs, isKnown: false, isTold: false };
    const pair = keep(this.pairs, `${keyOf(address)} ${username.toLowerCase()}`, fresh);
    if (nowMs - pair.lastMs >= FORGET_MS) Object.assign(pair, { failures: 0, isTold: false });
    return pair;
  }

  private address(address: string): Address {
    const nowMs = this.elapsedMs();
    const whole = keep(this.addresses, keyOf(address), { left: ADDRESS_BURST, atMs: nowMs });
    whole.left = Math.min(ADDRESS_BURST, whole.left + (nowMs - whole.atMs) / ADDRESS_REFILL_MS);
    whole.atMs = nowMs;
    return whole;
  }
}

/** The entry of a key, put at the end: the first is the one longest unused. */
function keep<T>(entries: Map<string, T>, key: string, fresh: T): T {
  const entry = entries.get(key) ?? fresh;
  entries.delete(key);
  entries.set(key, entry);
  const oldest = entries.keys().next();
  if (entries.size > MOST_ENTRIES && !oldest.done) entries.delete(oldest.value);
  return entry;
}

/** IPv6: the network that one customer gets, not the address of which he has billions. */
function keyOf(address: string): string {
  return address === '' ? 'unknown' : ipKeyGenerator(address);
}

function waitMs(failures: number): number {
  return Math.min(LONGEST_WAIT_MS, 1000 * 2 ** (failures - FREE_ATTEMPTS));
}
