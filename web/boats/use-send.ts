import { useCallback, useEffect, useRef, useState } from 'react';
import { PRIORITIES, TASKS } from '../../server/contract/constants.ts';
import type { Recommendation } from '../../server/contract/dispatch.ts';
import type { Refusal } from '../net/ask.ts';
import { newRequest, recommend, sendOrders, targetOfTrack } from './dispatch-api.ts';

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

const FIRST: Choice = { boatIds: [], task: 'intercept', priority: 'urgent', isDark: true, isUnseen: true, text: '' };

/** Asks who can be there as soon as it is opened; the best is chosen at first. `onSent` follows a send that was taken. */
export function useSend(trackId: string, onSent: () => void): Sending {
  const [offer, setOffer] = useState<Recommendation | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<Refusal | null>(null);
  const [choice, setChoice] = useState<Choice>(FIRST);
  /** Sent again after a lost answer, it is the same order. */
  const request = useRef({ of: '', id: '' });
  const { priority } = choice;
  const askAgain = useCallback(async () => {
    setAsking(true);
    setFailure(null);
    const answer = await recommend({ target: targetOfTrack(trackId), priority, landing: null });
    setAsking(false);
    if (!answer.ok) {
      setFailure(answer);
      return;
    }
    setOffer(answer.value);
    const best = answer.value.boats.find(({ isFit }) => isFit)?.boatId;
    setChoice((before) => ({ ...before, boatIds: before.boatIds.length > 0 || !best ? before.boatIds : [best] }));
  }, [trackId, priority]);
  useEffect(() => void askAgain(), [askAgain]);

  async function send(): Promise<void> {
    const { boatIds, task, priority, isDark, isUnseen, text } = choice;
    const content = { boatIds: [...boatIds], target: targetOfTrack(trackId), task, priority, text };
    const rules = { lights: isDark ? ('dark' as const) : ('on' as const), maxKn: null, isUnseen };
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
