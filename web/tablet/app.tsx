import { type ReactNode, useState } from 'react';
import { Bridge } from './bridge.tsx';
import { useGate } from './gate.ts';
import { useLook } from './look.ts';
import { TabletSpeech, useTablet } from './speech.tsx';
import { EnrolPage } from './views/enrol-page.tsx';
import { NewPinPage, PinPage } from './views/pin-page.tsx';

function Faces(): ReactNode {
  const { t } = useTablet();
  const { state, enrol, unlock, again } = useGate();
  const [isUnseen, setUnseen] = useState(false);
  const look = useLook(isUnseen);
  const [asked, setAsked] = useState<{ readonly code: string; readonly name: string } | null>(null);
  if (state.kind === 'opening') return <p className="tablet-page opening">{t('tablet.opening')}</p>;
  if (state.kind === 'open') return <Bridge store={state.store} look={look} onUnseen={setUnseen} />;
  if (state.kind === 'sealed') return <PinPage {...state} onPin={(pin) => void unlock(pin)} />;
  if (state.kind === 'gone') {
    return (
      <main className="tablet-page gone">
        <h1>{t('gone.title')}</h1>
        <p role="alert">{state.why === 'old' ? t('gone.old', { hours: state.hours }) : t(`gone.${state.why}`)}</p>
        <button type="button" className="go" onClick={again}>
          {t('gone.enrol')}
        </button>
      </main>
    );
  }
  if (asked === null) return <EnrolPage failure={state.failure} onAsk={setAsked} />;
  return (
    <NewPinPage
      onPin={(pin) => {
        setAsked(null);
        void enrol(asked, pin);
      }}
    />
  );
}

export const TabletApp = (): ReactNode => (
  <TabletSpeech>
    <Faces />
  </TabletSpeech>
);
