import ChevronDown from 'lucide-react/icons/chevron-down';
import FastForward from 'lucide-react/icons/fast-forward';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import type { DemoClockOrder } from '../../server/contract/demo.ts';
import { useTranslate } from '../i18n/language.tsx';
import type { Now } from '../ui/now.ts';
import { askDemoClock, type DemoOutcome } from './demo-api.ts';
import { DemoClockCard } from './demo-clock-card.tsx';

interface DemoClockButtonProps {
  readonly now: Now;
  readonly rate: number;
  readonly ask?: (order?: DemoClockOrder) => Promise<DemoOutcome>;
}

/** The speed of the story beside the clock; it opens what a supervisor may do with it. */
export function DemoClockButton({ now, rate, ask = askDemoClock }: DemoClockButtonProps): ReactNode {
  const t = useTranslate();
  const [outcome, setOutcome] = useState<DemoOutcome | null>(null);
  const [isBusy, setBusy] = useState(false);
  const say = async (order?: DemoClockOrder): Promise<boolean> => {
    setBusy(true);
    const next = await ask(order);
    setBusy(false);
    setOutcome(next);
    return next.kind === 'done';
  };
  const askFirst = useRef(ask);
  useEffect(() => void askFirst.current().then(setOutcome), []);
  const open = (isOpen: boolean): void => {
    if (!isOpen) return;
    setOutcome(null);
    void say();
  };
  // the accounts of the demo on a feed of its own: there is no story
  if (outcome?.kind === 'refused' && outcome.isNoStory) return null;
  return (
    <DialogTrigger onOpenChange={open}>
      <Button
        className="quiet demo-rate"
        data-fast={rate !== 1}
        aria-label={`${t('demo.label')}: ${t('bar.rate', { rate })}`}
      >
        <FastForward aria-hidden />
        <span>{t('demo.times', { rate })}</span>
        <ChevronDown aria-hidden className="demo-more" />
      </Button>
      <Popover className="popover demo-popover" placement="bottom end">
        <Dialog className="demo-dialog" aria-label={t('demo.label')}>
          {({ close }) => (
            <DemoClockCard
              {...{ now, rate, outcome, isBusy }}
              onRate={(next) => void say({ rate: next })}
              onMoment={(moment) => void say({ moment }).then((isDone) => isDone && close())}
              onRetry={() => void say()}
            />
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
