import { useCallback, useEffect, useRef, useState } from 'react';
import { PRIORITIES, TASKS } from '../../server/contract/constants.ts';
import type { Recommendation, TargetAsk } from '../../server/contract/dispatch.ts';
import type { Refusal } from '../net/ask.ts';
import { newRequest, recommend, sendOrders, targetOfTrack } from './dispatch-api.ts';
import type { Drift } from './drift-area.tsx';

type Task = (typeof TASKS)[number];
type Priority = (typeof PRIORITIES)[number];

/** What of an order is chosen before it is sent. */
interface Choice {
  readonly boatIds: readonly string[];
  readonly task: Task;
  readonly priority: Priority;
  readonly isDark: boolean;
  readonly isUnseen: boolean;
  readonly text: string;
  /** Knots at most; null: as fast as is safe. */
  readonly maxKn: number | null;
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
  ...{ boatIds: [], task: 'intercept', priority: 'urgent', isDark: true, isUnseen: false },
  ...{ text: '', maxKn: null, drift: null },
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
  const { priority, drift } = choice;
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
    const { boatIds, task, priority, isDark, isUnseen, text, maxKn } = choice;
    const content = { boatIds: [...boatIds], target: targetNow(), task, priority, text };
    const rules = { lights: isDark ? ('dark' as const) : ('on' as const), maxKn, isUnseen };
    const of = JSON.stringify({ content, rules });
    if (request.current.of !== of) request.current = { of, id: newRequest() };
    setSending(true);
    setFailure(null);
    const answer = await sendOrders({ requestId: request.current.id, ...content, rules });
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
