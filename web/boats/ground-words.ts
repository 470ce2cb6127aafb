import type { RecommendGround } from '../../server/contract/dispatch.ts';
import type { Office } from '../../server/contract/rights.ts';
import { METRES_PER_NM } from '../../server/domain/units.ts';
import type { Translate } from '../i18n/translate.ts';
import { duration } from '../ui/format.ts';

const PLAIN = ['tasked', 'out-of-service', 'no-crew', 'no-position', 'unsounded', 'narrow'] as const;
const NO_MEETING = ['too-fast', 'no-way', 'no-water-from', 'no-water-to'] as const;

/** Why a boat stands where it stands, in words and numbers. */
export function groundWords({ code, values, isAgainst }: RecommendGround, t: Translate): string {
  const number = (name: string): number => Number(values[name] ?? 0);
  const nm = (name: string): string => (number(name) / METRES_PER_NM).toFixed(1);
  const percent = (name: string): number => Math.round(number(name) * 100);
  switch (code) {
    case 'way':
      return t('send.ground.way', { nm: nm('lengthM'), straight: nm('straightM'), kn: number('speedKn') });
    case 'fuel':
      return t(isAgainst ? 'send.ground.fuelShort' : 'send.ground.fuel', {
        need: percent('need'),
        have: percent('have'),
      });
    case 'crew-hours': {
      const hours = { hours: number('hours').toFixed(1), after: number('afterH').toFixed(1) };
      return t(isAgainst ? 'send.ground.crewShort' : 'send.ground.crew-hours', hours);
    }
    case 'position-old':
      return t('send.ground.position-old', { time: duration(number('ageS') * 1000, t) });
    case 'other-office':
      return t('send.ground.other-office', { office: t(`office.${values['office'] as Office}`) });
    case 'no-meeting': {
      const why = NO_MEETING.find((one) => one === values['why']) ?? 'no-way';
      return t(`send.ground.${why}`);
    }
    default: {
      const plain = PLAIN.find((one) => one === code);
      return plain === undefined ? code : t(`send.ground.${plain}`);
    }
  }
}
