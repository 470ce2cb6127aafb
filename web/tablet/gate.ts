import { useCallback, useEffect, useRef, useState } from 'react';
import type { Enrolled } from '../../server/contract/device.ts';
import { ask, sending } from '../net/ask.ts';
import { Keep, type Open } from './keep/keep.ts';
import { MOST_WRONG, makeVault, openVault } from './keep/vault.ts';
import { TabletStore } from './tablet-store.ts';

type Gone = 'shutOut' | 'old' | 'wrongPin';
export type EnrolFailure = 'refused' | 'tooMany' | 'away';

/** Where the tablet stands: nobody's, sealed, at work, or no longer to be used. */
type GateState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'fresh'; readonly failure: EnrolFailure | null }
  | {
      readonly kind: 'sealed';
      readonly boat: Open['boat'] | null;
      readonly left: number | null;
      readonly isTrying: boolean;
    }
  | { readonly kind: 'open'; readonly store: TabletStore }
  | { readonly kind: 'gone'; readonly why: Gone; readonly hours: number };

const LOOK_MS = 60_000;
const HOUR_MS = 3_600_000;

interface Gate {
  readonly state: GateState;
  /** Enrols by a code; the PIN seals what is kept from then on. */
  readonly enrol: (ask: { readonly code: string; readonly name: string }, pin: string) => Promise<void>;
  readonly unlock: (pin: string) => Promise<void>;
  readonly again: () => void;
}

/** Opens the tablet, and erases it once it was shut out, was silent for too long, or somebody guesses at its PIN. */
export function useGate(): Gate {
  const [state, setState] = useState<GateState>({ kind: 'opening' });
  const keep = useRef<Keep | null>(null);
  const erase = useCallback(async (why: Gone, hours = 0) => {
    setState((before) => {
      if (before.kind === 'open') before.store.close();
      return { kind: 'gone', why, hours };
    });
    await keep.current?.erase();
    keep.current = null;
  }, []);
  const begin = useCallback(async () => {
    keep.current ??= await Keep.open();
    const vault = await keep.current.read('vault');
    if (vault === null) return setState({ kind: 'fresh', failure: null });
    const overH = await hoursOver(keep.current);
    if (overH !== null) return erase('old', overH);
    setState({ kind: 'sealed', boat: await keep.current.read('boat'), left: null, isTrying: false });
  }, [erase]);
  useEffect(() => void begin(), [begin]);
  const enrol: Gate['enrol'] = async (given, pin) => {
    setState({ kind: 'opening' });
    const answer = await ask<Enrolled>('/api/v1/devices/enrol', sending('POST', given), (told) => told.json());
    if (!answer.ok) return setState({ kind: 'fresh', failure: failureOf(answer.message, answer.told['error']) });
    keep.current ??= await Keep.open();
    const { boatId } = answer.value;
    const { record, key } = await makeVault(pin);
    await keep.current.write('boat', { boatId, ja: boatId, en: boatId });
    await keep.current.write('contactMs', Date.now());
    await keep.current.write('vault', record);
    keep.current.unlock(key);
    setState({ kind: 'open', store: await TabletStore.open(keep.current, location.origin) });
  };
  const unlock: Gate['unlock'] = async (pin) => {
    const kept = keep.current;
    const vault = await kept?.read('vault');
    if (!kept || !vault) return begin();
    setState((before) => (before.kind === 'sealed' ? { ...before, isTrying: true } : before));
    // counted before it is tried: closing the page does not give the attempt back
    const wrong = vault.wrong + 1;
    await kept.write('vault', { ...vault, wrong });
    const key = await openVault(vault, pin);
    if (key === null) {
      if (wrong >= MOST_WRONG) return erase('wrongPin');
      return setState({ kind: 'sealed', boat: await kept.read('boat'), left: MOST_WRONG - wrong, isTrying: false });
    }
    await kept.write('vault', { ...vault, wrong: 0 });
    kept.unlock(key);
    setState({ kind: 'open', store: await TabletStore.open(kept, location.origin) });
  };
  const store = state.kind === 'open' ? state.store : null;
  useEffect(() => {
    if (store === null) return;
    const timer = setInterval(async () => {
      const overH = keep.current && (await hoursOver(keep.current));
      if (overH) await erase('old', overH);
    }, LOOK_MS);
    const unsubscribe = store.link.phase.subscribe(() => {
      if (store.link.phase.read() === 'refused') void erase('shutOut');
    });
    if (store.link.phase.read() === 'refused') void erase('shutOut');
    return () => {
      clearInterval(timer);
      unsubscribe();
    };
  }, [store, erase]);
  return { state, enrol, unlock, again: () => void begin() };
}

/** The hours that it may be without contact, where it was for longer; else null. */
async function hoursOver(keep: Keep): Promise<number | null> {
  const [contactMs, hours] = await Promise.all([keep.read('contactMs'), keep.read('eraseAfterH')]);
  if (contactMs === null || hours === null) return null;
  return Date.now() - contactMs > hours * HOUR_MS ? hours : null;
}

function failureOf(message: string | null, error: unknown): EnrolFailure {
  if (message === null) return 'away';
  return error === 'too-many' ? 'tooMany' : 'refused';
}
