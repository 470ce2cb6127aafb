import { useMemo, useState, useSyncExternalStore } from 'react';
import type { Boat } from '../../server/contract/boat.ts';
import type { Order } from '../../server/contract/dispatch.ts';
import type { Draft } from '../../server/contract/draft.ts';
import type { Message } from '../../server/contract/message.ts';
import type { Language } from '../i18n/translate.ts';
import type { LiveClient } from '../net/live-client.ts';
import { type Now, useNow } from '../ui/now.ts';
import { useRememberedOpen } from '../ui/remembered.ts';
import { type BoatsOnChart, boatsOnChart, type PlannedWay } from './boats-on-chart.ts';
import { useBoatTrail } from './use-boat-trail.ts';

/** Boats and orders as card, panel and chart share them. */
export interface Boats {
  readonly boats: readonly Boat[] | null;
  readonly orders: readonly Order[] | null;
  readonly drafts: readonly Draft[] | null;
  readonly messages: readonly Message[] | null;
  /** A draft to be gone on with once its vessel is shown; null: none. */
  readonly wantedDraft: string | null;
  readonly wantDraft: (draftId: string | null) => void;
  readonly onChart: BoatsOnChart;
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
  readonly chosen: string | null;
  readonly choose: (boatId: string | null) => void;
  readonly plan: (ways: readonly PlannedWay[]) => void;
}

/** Boats grow old on the chart also where nobody tells anything. */
const LOOK_MS = 2_000;

/** `frozen`: no frame for so long that nothing counts as now. */
export function useBoats(
  link: LiveClient,
  { language, now, frozen }: { readonly language: Language; readonly now: Now; readonly frozen: boolean },
): Boats {
  const nowMs = useNow(now, LOOK_MS) ?? 0;
  const boats = useSyncExternalStore(link.boats.subscribe, link.boats.read);
  const orders = useSyncExternalStore(link.orders.subscribe, link.orders.read);
  const drafts = useSyncExternalStore(link.drafts.subscribe, link.drafts.read);
  const messages = useSyncExternalStore(link.messages.subscribe, link.messages.read);
  const [planned, plan] = useState<readonly PlannedWay[]>([]);
  const [open, setOpen] = useRememberedOpen('boats', true);
  const [wantedDraft, wantDraft] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const trail = useBoatTrail(chosen);
  const onChart = useMemo(
    () =>
      boatsOnChart(boats ?? [], orders ?? [], {
        nowMs,
        frozen,
        rate: link.rate.read(),
        language,
        planned,
        trail,
        messages: messages ?? [],
      }),
    [boats, orders, messages, language, planned, trail, link, nowMs, frozen],
  );
  const choose = (boatId: string | null): void => {
    setChosen(boatId);
    if (boatId !== null) setOpen(true);
  };
  return { boats, orders, drafts, messages, wantedDraft, wantDraft, onChart, open, setOpen, chosen, choose, plan };
}
