import { useCallback, useEffect, useRef, useState } from 'react';
import type { Recommendation, TargetAsk } from '../../server/contract/dispatch.ts';
import type { Refusal } from '../net/ask.ts';
import { newRequest, recommend, sendOrders, targetOfTrack } from './dispatch-api.ts';
import type { Drift } from './drift-area.tsx';
import type { Terms } from './order-terms.tsx';

/** What of an order is chosen before it is sent. */
interface Choice {
  readonly boatIds: readonly string[];
  readonly terms: Terms;
  /** null: the order is for the vessel. */
  readonly drift: Drift | null;
}

/** Sending boats to a track: the ranked boats, what is chosen, and what became of it. */
export interface Sending {
  readonly offer: Recommendation | null;
  readonly isAsking: boolean;
  readonly isSending: boolean;
  readonly failure: Refusal | null;
  readonly choice: Choice;
  readonly choose: (change: Partial<Choice>) => void;
  readonly toggle: (boatId: string) => void;
  readonly askAgain: () => void;
  readonly send: () => void;
}

const FIRST: Choice = {
  ...{ boatIds: [], drift: null },
  terms: { task: 'intercept', priority: 'urgent', text: '', rules: { lights: 'dark', maxKn: null, isUnseen: false } },
};

/** Asks who can be there as soon as it is opened; the best is chosen at first. `onSent` follows a send that was taken. */
export function useSend(trackId: string, onSent: () => void): Sending {
  const [offer, setOffer] = useState<Recommendation | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<Refusal | null>(null);
  const [choice, setChoice] = useState<Choice>(FIRST);
  /** Sent again after a lost answer, it is the same order. */
  const request = useRef({ of: '', id: '' });
  const { drift } = choice;
  const { priority } = choice.terms;
  /** Where the vessel was when it was first asked for: what drifts began there. */
  const place = useRef<{ readonly lon: number; readonly lat: number } | null>(null);
  const targetNow = useCallback(
    (): TargetAsk =>
      drift === null || place.current === null ? targetOfTrack(trackId) : { kind: 'area', ...place.current, ...drift },
    [trackId, drift],
  );
  const askAgain = useCallback(async () => {
    setAsking(true);
    setFailure(null);
    const answer = await recommend({ target: targetNow(), priority, landing: null });
    setAsking(false);
    if (!answer.ok) {
      setFailure(answer);
      return;
    }
    setOffer(answer.value);
    const { lon, lat } = answer.value.target;
    place.current ??= { lon, lat };
    const best = answer.value.boats.find(({ isFit }) => isFit)?.boatId;
    setChoice((before) => ({ ...before, boatIds: before.boatIds.length > 0 || !best ? before.boatIds : [best] }));
  }, [targetNow, priority]);
  useEffect(() => void askAgain(), [askAgain]);

  async function send(): Promise<void> {
    const content = { ...choice.terms, boatIds: [...choice.boatIds], target: targetNow() };
    const of = JSON.stringify(content);
    if (request.current.of !== of) request.current = { of, id: newRequest() };
    setSending(true);
    setFailure(null);
    const answer = await sendOrders({ requestId: request.current.id, ...content });
    setSending(false);
    if (answer.ok) onSent();
    else setFailure(answer);
  }
  return {
    ...{ offer, isAsking, isSending, failure, choice },
    choose: (change) => setChoice((before) => ({ ...before, ...change })),
    toggle: (boatId) =>
      setChoice((before) => ({
        ...before,
        boatIds: before.boatIds.includes(boatId)
          ? before.boatIds.filter((one) => one !== boatId)
          : [...before.boatIds, boatId],
      })),
    askAgain: () => void askAgain(),
    send: () => void send(),
  };
}
