import type { ReactNode } from 'react';
import type { Order } from '../../../server/contract/dispatch.ts';
import { isOpen } from '../../../server/domain/dispatch/order-life.ts';
import type { Steering } from '../../../server/domain/intercept/steering.ts';
import { bearing, jstTime } from '../../ui/format.ts';
import { steerOf } from '../plot/scene.ts';
import { useTablet } from '../speech.tsx';
import type { TabletStore } from '../tablet-store.ts';
import { useSignal, useTick } from '../use.ts';
import { lasting, toGo } from '../words.ts';

/** Up to this age a report counts as now. Seconds. */
const FRESH_S = 15;

/** Course, distance and time to the meeting, and the target: reckoned on between two contacts, and said so. */
export function SteerPanel({ store, order }: { store: TabletStore; order: Order }): ReactNode {
  const { t } = useTablet();
  const { boat } = useSignal(store.known);
  const own = useSignal(store.own);
  useTick();
  if (!isOpen(order.state) || order.chase === null) return null;
  const nowMs = store.nowMs();
  const steer = steerOf(order, boat, own, nowMs);
  if (steer === null) return <AsTold order={order} />;
  const { sogKn, cogDeg } = order.chase.target;
  const isStill = sogKn === null || cogDeg === null || sogKn < 0.5;
  const age = lasting(steer.ageS * 1000, t);
  return (
    <section className={`steer ${steer.ageS > FRESH_S ? 'reckoned' : ''}`}>
      <dl>
        <Figure name={t('steer.course')} value={`${bearing(steer.steerDeg)}°`} isBig />
        <Figure name={t('steer.time')} value={steer.isTooFast ? '–' : toGo(steer.inS)} isBig />
        <Figure name={t('steer.toGo')} value={steer.toGoNm.toFixed(1)} unit="NM" />
        <Figure name={t('steer.bearing')} value={`${bearing(steer.target.bearingDeg)}°`} />
        <Figure name={t('steer.range')} value={steer.target.rangeNm.toFixed(1)} unit="NM" />
        <Figure
          name={t('steer.motion')}
          value={isStill ? t('steer.still') : `${bearing(cogDeg)}° ${sogKn.toFixed(1)}`}
          unit={isStill ? '' : 'kn'}
        />
      </dl>
      <p>{remark(steer, t('steer.at', { time: jstTime(nowMs + steer.inS * 1000).slice(0, 5) }), t('steer.tooFast'))}</p>
      <p className="steer-age">{t(steer.ageS > FRESH_S ? 'steer.own' : 'steer.fresh', { age })}</p>
    </section>
  );
}

const remark = ({ isTooFast }: Steering, meets: string, tooFast: string): string => (isTooFast ? tooFast : meets);

/** The own position is not known: what the server reckoned last. */
function AsTold({ order: { chase } }: { order: Order }): ReactNode {
  const { t } = useTablet();
  const meeting = chase?.meeting;
  return (
    <section className="steer reckoned">
      {meeting ? (
        <dl>
          <Figure name={t('steer.course')} value={`${bearing(meeting.steerDeg)}°`} isBig />
          <Figure name={t('steer.toGo')} value={meeting.distanceNm.toFixed(1)} unit="NM" />
        </dl>
      ) : (
        <p className="warn">{t('steer.cannot')}</p>
      )}
      <p className="steer-age">
        {t('steer.noOwn')} {meeting ? t('steer.asTold') : ''}
      </p>
    </section>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly unit?: string;
  readonly isBig?: boolean;
}

const Figure = ({ name, value, unit = '', isBig = false }: FigureProps): ReactNode => (
  <div className={isBig ? 'figure big' : 'figure'}>
    <dt>{name}</dt>
    <dd>
      {value}
      {unit !== '' && <small> {unit}</small>}
    </dd>
  </div>
);
