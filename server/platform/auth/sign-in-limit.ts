import { Injectable } from '@nestjs/common';
import { ipKeyGenerator } from 'express-rate-limit';
import { Clock } from '../clock.ts';

/** Attempts of one account from one address before it must wait; then 1, 2, 4 ... seconds. */
const FREE_ATTEMPTS = 5;
const LONGEST_WAIT_MS = 5 * 60_000;
/** Attempts are forgotten after so long without one. */
const FORGET_MS = 15 * 60_000;
/** Failures of one address, any account: a centre of hundreds behind one address does not reach it at the change of the watch. */
const ADDRESS_FAILURES = 300;
/** Entries kept; the oldest go first, so an attack from many addresses cannot fill the memory. */
const MOST_ENTRIES = 20_000;

interface Entry {
  failures: number;
  lastMs: number;
  /** The refusal has been told (and written down) since the last attempt that was let through. */
  isTold: boolean;
}

export type Verdict =
  | { readonly ok: true }
  | { readonly ok: false; readonly retryAfterS: number; readonly isFirst: boolean };

/**
 * Slows guessing down without a lock that a stranger could put on an account: what is counted is the pair of account and address,
 * so the owner signs in from elsewhere meanwhile; and failures of one address, generously.
 * An attempt counts as failed until `passed` says otherwise, so attempts side by side count too.
 */
@Injectable()
export class SignInLimit {
  private readonly pairs = new Map<string, Entry>();
  private readonly addresses = new Map<string, Entry>();

  constructor(private readonly clock: Clock) {}

  attempt(username: string, address: string): Verdict {
    const key = addressKey(address);
    const pair = this.entry(this.pairs, `${key} ${username.toLowerCase()}`);
    const whole = this.entry(this.addresses, key);
    const nowMs = this.realMs();
    const readyMs = Math.max(
      pair.lastMs + waitMs(pair.failures),
      whole.failures >= ADDRESS_FAILURES ? whole.lastMs + FORGET_MS : 0,
    );
    if (readyMs > nowMs) {
      const isFirst = !pair.isTold;
      pair.isTold = true;
      return { ok: false, retryAfterS: Math.ceil((readyMs - nowMs) / 1000), isFirst };
    }
    for (const entry of [pair, whole])
      Object.assign(entry, { failures: entry.failures + 1, lastMs: nowMs, isTold: false });
    return { ok: true };
  }

  /** The attempt was right: the pair starts anew, the address gets its attempt back. */
  passed(username: string, address: string): void {
    const key = addressKey(address);
    this.pairs.delete(`${key} ${username.toLowerCase()}`);
    const whole = this.addresses.get(key);
    if (whole) whole.failures = Math.max(0, whole.failures - 1);
  }

  private entry(map: Map<string, Entry>, key: string): Entry {
    const nowMs = this.realMs();
    const known = map.get(key);
    const isFresh = known !== undefined && nowMs - known.lastMs < FORGET_MS;
    const entry = isFresh ? known : { failures: 0, lastMs: nowMs, isTold: false };
    map.delete(key); // in again at the end: the first is the one longest unused
    map.set(key, entry);
    const oldest = map.keys().next();
    if (map.size > MOST_ENTRIES && !oldest.done) map.delete(oldest.value);
    return entry;
  }

  /** The clock may run faster in the demo; waiting is done in real seconds. */
  private realMs(): number {
    return this.clock.nowMs() / this.clock.rate;
  }
}

/** IPv6: the network that one customer gets, not the address of which he has billions. */
function addressKey(address: string): string {
  return address === '' ? 'unknown' : ipKeyGenerator(address);
}

function waitMs(failures: number): number {
  return failures < FREE_ATTEMPTS ? 0 : Math.min(LONGEST_WAIT_MS, 1000 * 2 ** (failures - FREE_ATTEMPTS));
}
