import type { ReactNode } from 'react';
import { useTablet } from '../speech.tsx';
import { HoldButton } from './hold-button.tsx';

/** Takes every touch of spray; opened, like the SOS, by a hold. What is below stays in sight. */
export function TouchLock({ onOpen, onSos }: { onOpen: () => void; onSos: () => void }): ReactNode {
  const { t } = useTablet();
  return (
    <div className="touch-lock" role="dialog" aria-label={t('lock.locked')}>
      <p>{t('lock.locked')}</p>
      <HoldButton className="go" holdMs={1_600} onHeld={onOpen}>
        {t('lock.open')}
      </HoldButton>
      <HoldButton className="sos" holdMs={2_000} onHeld={onSos}>
        {t('tab.sos')}
      </HoldButton>
    </div>
  );
}
