import { useCallback, useEffect, useRef, useState } from 'react';
import type { Recommendation, TargetAsk } from '../../server/contract/dispatch.ts';
import type { Draft } from '../../server/contract/draft.ts';
import type { Refusal } from '../net/ask.ts';
import { newRequest, recommend, sendOrders, targetOfTrack } from './dispatch-api.ts';
import type { Drift } from './drift-area.tsx';
import type { Terms } from './order-terms.tsx';
import { type Drafting, useDraft } from './use-draft.ts';

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
  readonly draft: Drafting['state'];
  readonly choose: (change: Partial<Choice>) => void;
  readonly toggle: (boatId: string) => void;
  readonly askAgain: () => void;
  readonly send: () => void;
}

/** Where and when a vessel was from which something drifts. */
type Place = Pick<TargetAsk & { kind: 'area' }, 'lon' | 'lat' | 'atMs'>;

const FIRST: Choice = {
  ...{ boatIds: [], drift: null },
  terms: { task: 'intercept', priority: 'urgent', text: '', rules: { lights: 'dark', maxKn: null, isUnseen: false } },
};

/** As it was written before. */
function choiceOf({ boatIds, target, task, priority, text, rules }: Draft): Choice {
  const terms = { task, priority, text, rules };
  if (target.kind !== 'area') return { boatIds, terms, drift: null };
  const { radiusM, setDeg, rateKn, growthMPerH } = target;
  return { boatIds, terms, drift: { radiusM, setDeg, rateKn, growthMPerH } };
}

/** Asks who can be there as soon as it is opened; the best is chosen at first. `opened`: a draft that is gone on with. `onSent` follows a send that was taken. */
export function useSend(trackId: string, opened: Draft | null, onSent: () => void): Sending {
  const [offer, setOffer] = useState<Recommendation | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<Refusal | null>(null);
  const [choice, setChoice] = useState<Choice>(() => (opened === null ? FIRST : choiceOf(opened)));
  const [isTouched, setTouched] = useState(false);
  /** Sent again after a lost answer, it is the same order. */
  const request = useRef({ of: '', id: '' });
  const { drift } = choice;
  const { priority } = choice.terms;
  /** Where the vessel was when it was first asked for: what drifts began there. */
  const [place, setPlace] = useState<Place | null>(() => (opened?.target.kind === 'area' ? opened.target : null));
  const target: TargetAsk = drift === null || place === null ? targetOfTrack(trackId) : areaOf(place, drift);
  const targetKey = JSON.stringify(target);
  const askAgain = useCallback(async () => {
    setAsking(true);
    setFailure(null);
    const answer = await recommend({ target: JSON.parse(targetKey) as TargetAsk, priority, landing: null });
    setAsking(false);
    if (!answer.ok) {
      setFailure(answer);
      return;
    }
    setOffer(answer.value);
    const { lon, lat, atMs } = answer.value.target;
    setPlace((before) => before ?? { lon, lat, atMs });
    const best = answer.value.boats.find(({ isFit }) => isFit)?.boatId;
    setChoice((before) => ({ ...before, boatIds: before.boatIds.length > 0 || !best ? before.boatIds : [best] }));
  }, [targetKey, priority]);
  useEffect(() => void askAgain(), [askAgain]);

  const content = { ...choice.terms, boatIds: [...choice.boatIds], target };
  const draft = useDraft(opened, { ...content, trackId }, isTouched);

  async function send(): Promise<void> {
    const of = JSON.stringify(content);
    if (request.current.of !== of) request.current = { of, id: newRequest() };
    setSending(true);
    setFailure(null);
    const kept = await draft.settle();
    const answer = kept.ok
      ? await sendOrders({ requestId: request.current.id, draftId: kept.value, ...content })
      : kept;
    setSending(false);
    if (answer.ok) {
      draft.end();
      onSent();
      return;
    }
    setFailure(answer);
    if (answer.told['reason'] === 'draft-gone') draft.renew();
  }
  const change = (next: (before: Choice) => Choice): void => {
    setTouched(true);
    setChoice(next);
  };
  return {
    ...{ offer, isAsking, isSending, failure, choice, draft: draft.state },
    choose: (more) => change((before) => ({ ...before, ...more })),
    toggle: (boatId) => change((before) => ({ ...before, boatIds: toggled(before.boatIds, boatId) })),
    askAgain: () => void askAgain(),
    send: () => void send(),
  };
}

const areaOf = ({ lon, lat, atMs }: Place, drift: Drift): TargetAsk => ({ kind: 'area', lon, lat, atMs, ...drift });

const toggled = (all: readonly string[], one: string): readonly string[] =>
  all.includes(one) ? all.filter((other) => other !== one) : [...all, one];
