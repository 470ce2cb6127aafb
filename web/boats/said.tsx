import { type ReactNode, useState } from 'react';
import type { Boarding } from '../../server/contract/boarding.ts';
import type { Message } from '../../server/contract/message.ts';
import { useSpeech } from '../i18n/language.tsx';
import type { Translate } from '../i18n/translate.ts';
import { jstTime, position } from '../ui/format.ts';

/** What one of them said, in words; a photo as it is shown, a report with all that it holds. */
export function Said({ message, mayTalk }: { message: Message; mayTalk: boolean }): ReactNode {
  const { t } = useSpeech();
  const { kind, text, phrase, mark, lon, lat, photo, boarding } = message;
  const at = lon === null || lat === null ? '' : position(lon, lat);
  if (photo !== null) return <Picture message={message} isWhole={photo.wholeMs !== null} mayTalk={mayTalk} />;
  if (boarding !== null) return <Report boarding={boarding} />;
  if (kind === 'phrase' && phrase !== null) return <span>{t(`phrase.${phrase}`)}</span>;
  if (kind === 'mark' && mark !== null) return <span>{t('talk.mark', { what: t(`mark.${mark}`), at })}</span>;
  return <span>{kind === 'sos' ? t('talk.sos', { at }) : (text ?? '')}</span>;
}

interface PictureProps {
  readonly message: Message;
  readonly isWhole: boolean;
  /** The original is for those who order. */
  readonly mayTalk: boolean;
}

function Picture({ message: { messageId, lon, lat, photo }, isWhole, mayTalk }: PictureProps): ReactNode {
  const { t } = useSpeech();
  const [isHidden, setHidden] = useState(false);
  const path = `/api/v1/dispatch/photos/${messageId}`;
  if (!isWhole) return <span>{t('said.photoComing')}</span>;
  return (
    <span className="said-photo">
      {isHidden ? (
        t('said.photoHidden')
      ) : (
        <a href={path} target="_blank" rel="noreferrer">
          <img src={path} alt={t('said.photo')} loading="lazy" onError={() => setHidden(true)} />
        </a>
      )}
      <small title={photo?.sha256}>
        {lon === null || lat === null ? '' : position(lon, lat)} SHA-256 {photo?.sha256.slice(0, 12)}
      </small>
      {mayTalk && <a href={`${path}/original`}>{t('said.original')}</a>}
    </span>
  );
}

const Report = ({ boarding }: { boarding: Boarding }): ReactNode => {
  const { t } = useSpeech();
  return (
    <span className="said-boarding">
      <b>{t('said.boarding', { vessel: boarding.vessel })}</b>
      <small>{factsOf(boarding, t).join('  ')}</small>
      {boarding.found !== '' && <span>{boarding.found}</span>}
    </span>
  );
};

function factsOf({ boardedMs, persons, swab, referrals, photoIds }: Boarding, t: Translate): string[] {
  return [
    t('said.boarded', { time: jstTime(boardedMs).slice(0, 5) }),
    ...(persons === null ? [] : [t('said.persons', { count: persons })]),
    ...(swab === 'none' ? [] : [t('said.swab', { result: t(`swab.${swab}`) })]),
    ...referrals.map((one) => t(`referral.${one}`)),
    ...(photoIds.length === 0 ? [] : [t('said.photos', { count: photoIds.length })]),
  ];
}
