import { useCallback, useEffect, useRef, useState } from 'react';
import type { Draft, DraftAsk } from '../../server/contract/draft.ts';
import type { Answer, Refusal } from '../net/ask.ts';
import { keepDraft, newRequest } from './dispatch-api.ts';

export type DraftContent = Omit<DraftAsk, 'revision'>;

/** The draft of an order that is being written. */
export interface Drafting {
  /** none: nothing was changed yet. */
  readonly state: 'none' | 'keeping' | 'kept' | 'failed';
  /** Keeps what is not kept yet; its id then, null: nothing was ever changed. */
  readonly settle: () => Promise<Answer<string | null>>;
  /** It was sent: nothing is kept any more. */
  readonly end: () => void;
  /** It was sent or discarded elsewhere: what is kept from now on is a new one. */
  readonly renew: () => void;
}

/** Typing is one change. */
const PAUSE_MS = 700;
const AGAIN_MS = 5_000;

/** Keeps an order as it is written, from its first change on. `opened`: one that was kept before. */
export function useDraft(opened: Draft | null, content: DraftContent, isTouched: boolean): Drafting {
  const kept = useRef({ draftId: opened?.draftId ?? newRequest(), revision: opened?.revision ?? 0 });
  const waiting = useRef<DraftContent | null>(null);
  const running = useRef<Promise<Refusal | null>>(Promise.resolve(null));
  const [failures, setFailures] = useState(0);
  const [state, setState] = useState<Drafting['state']>(opened === null ? 'none' : 'kept');

  const flush = useCallback((): Promise<Refusal | null> => {
    running.current = running.current.then(async () => {
      const next = waiting.current;
      if (next === null) return null;
      setState((before) => (before === 'failed' ? before : 'keeping')); // that is true until it is kept
      const { draftId, revision } = kept.current;
      const answer = await keepDraft(draftId, { revision, ...next });
      setState(answer.ok ? 'kept' : 'failed');
      if (!answer.ok) {
        setFailures((count) => count + 1);
        return answer;
      }
      kept.current = { draftId, revision: answer.value.revision };
      if (waiting.current === next) waiting.current = null;
      return null;
    });
    return running.current;
  }, []);

  const key = JSON.stringify(content);
  useEffect(() => {
    if (!isTouched) return;
    waiting.current = JSON.parse(key) as DraftContent;
    const timer = setTimeout(() => void flush(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [key, isTouched, flush]);
  useEffect(() => {
    if (failures === 0) return;
    const timer = setTimeout(() => void flush(), AGAIN_MS);
    return () => clearTimeout(timer);
  }, [failures, flush]);
  // closed in the middle of a word: that word is kept too
  useEffect(() => () => void flush(), [flush]);

  return {
    state,
    async settle() {
      const refusal = await flush();
      if (refusal !== null) return { ok: false, ...refusal };
      return { ok: true, value: kept.current.revision === 0 ? null : kept.current.draftId };
    },
    end() {
      waiting.current = null;
    },
    renew() {
      kept.current = { draftId: newRequest(), revision: 0 };
    },
  };
}
