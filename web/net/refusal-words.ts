import type { Translate } from '../i18n/translate.ts';
import type { Refusal } from './ask.ts';

/** What the server refused, in the language of the person; what has no words of its own is said as the server said it. */
export function refusalWords({ message, told }: Refusal, t: Translate): string {
  if (message === null) return t('playback.away');
  const one = (name: string): string => String(told[name] ?? '');
  switch (told['why']) {
    case 'camera-held':
      return t('refusal.cameraHeld', { who: one('heldBy') });
    case 'camera-fixed':
      return t('refusal.cameraFixed');
    case 'camera-cannot-turn':
      return t('refusal.cameraCannotTurn', { deg: one('deg') });
    case 'camera-silent':
      return t('refusal.cameraSilent');
    case 'camera-office':
      return t('refusal.cameraOffice');
    case 'track-gone':
      return t('refusal.trackGone');
    default:
      return told['error'] === 'invalid' ? t('refusal.invalid', { message }) : message;
  }
}
