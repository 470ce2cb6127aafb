import type { ReactNode } from 'react';
import type { TrackDetail } from '../../server/contract/picture.ts';
import { useSpeech } from '../i18n/language.tsx';
import type { Translate } from '../i18n/translate.ts';
import { bearing, clockError, duration, etaMs, isClockOff, jstMoment, jstTime, utcTime } from '../ui/format.ts';
import { useRate } from '../ui/rate.tsx';
import { countryName, isShip, navStatusText } from './known.ts';
import { shipTypeText } from './ship-type.ts';

export interface Row {
  readonly label: string;
  readonly value: ReactNode;
  /** A second line or the same in UTC. */
  readonly note?: string;
}

export function Rows({ rows }: { rows: readonly Row[] }): ReactNode {
  return (
    <dl className="rows">
      {rows.map(({ label, value, note }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {value}
            {note && <small>{note}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const turnText = (degPerMin: number, t: Translate): string => {
  const side = degPerMin === 0 ? '' : ` ${t(degPerMin > 0 ? 'unit.starboard' : 'unit.port')}`;
  return `${Math.abs(degPerMin).toFixed(0)} ${t('unit.degPerMin')}${side}`;
};

const etaRow = (track: TrackDetail, nowMs: number, t: Translate): Row => {
  const at = track.eta ? etaMs(track.eta, nowMs) : null;
  if (at === null) return { label: t('fact.eta'), value: t('fact.none') };
  return { label: t('fact.eta'), value: `${jstMoment(at, nowMs)} ${t('bar.jst')}`, note: utcTime(at) };
};

/** How it moves and where it says it goes. */
export function voyageRows(track: TrackDetail, nowMs: number, t: Translate): Row[] {
  const none = t('fact.none');
  const rows: Row[] = [
    {
      label: t('fact.heading'),
      value: track.headingDeg === null ? none : `${bearing(track.headingDeg)}${t('unit.deg')}`,
    },
  ];
  if (track.rotDegPerMin !== null) rows.push({ label: t('fact.turn'), value: turnText(track.rotDegPerMin, t) });
  if (!isShip(track.kind)) return rows;
  rows.push(
    { label: t('fact.status'), value: navStatusText(track.navStatus, t) ?? none },
    { label: t('fact.destination'), value: track.destination ?? none },
    etaRow(track, nowMs, t),
  );
  if (track.draughtM !== null) {
    rows.push({ label: t('fact.draught'), value: `${track.draughtM.toFixed(1)} ${t('unit.m')}` });
  }
  return rows;
}

/** Who it says it is. */
export function identityRows(track: TrackDetail, language: 'ja' | 'en', t: Translate): Row[] {
  const none = t('fact.none');
  const flag: ReactNode = track.flag ? (
    <>
      <span className="flag">{track.flag}</span> {countryName(track.flag, language)}
    </>
  ) : (
    none
  );
  const rows: Row[] = [{ label: t('fact.flag'), value: flag }];
  if (isShip(track.kind)) rows.push({ label: t('fact.type'), value: shipTypeText(track.shipType, t) });
  rows.push({ label: t('fact.callsign'), value: track.callsign ?? none });
  if (isShip(track.kind)) rows.push({ label: t('fact.imo'), value: track.imo ?? none });
  rows.push({ label: t('fact.mmsi'), value: track.mmsi ?? t('panel.mmsiNone') });
  if (track.mothershipMmsi) rows.push({ label: t('fact.mothership'), value: track.mothershipMmsi });
  return rows;
}

export function VesselChanges({ track, nowMs }: { track: TrackDetail; nowMs: number }): ReactNode {
  const { t } = useSpeech();
  if (track.changes.length === 0) return <p className="calm">{t('section.noChanges')}</p>;
  return (
    <ul className="changes">
      {track.changes.toReversed().map((change) => (
        <li key={`${change.atMs}.${change.field}`}>
          <time title={`${jstTime(change.atMs)} ${t('bar.jst')} ${utcTime(change.atMs)}`}>
            {jstMoment(change.atMs, nowMs)}
          </time>
          <div>
            <span className="changed-field">{t(`field.${change.field}`)}</span>
            <del>{change.from ?? t('fact.none')}</del>
            <ins>{change.to ?? t('fact.none')}</ins>
          </div>
        </li>
      ))}
    </ul>
  );
}

export function VesselSources({ track, nowMs }: { track: TrackDetail; nowMs: number }): ReactNode {
  const { t } = useSpeech();
  const rate = useRate();
  const newestFirst = track.sources.toSorted((a, b) => b.lastMs - a.lastMs);
  return (
    <ul className="sources">
      {newestFirst.map((source) => (
        <li key={`${source.feed}/${source.station ?? ''}`}>
          <span>
            {source.feed}
            <small> {source.station ?? t('section.station')}</small>
            {isClockOff(source.clockErrorMs, rate) && (
              <small className="clock-off">{`${t('feeds.clockError')} ${clockError(source.clockErrorMs, t)}`}</small>
            )}
          </span>
          <small>{t('section.messages', { count: source.messages })}</small>
          <span>{t('unit.ago', { age: duration(nowMs - source.lastMs, t) })}</span>
        </li>
      ))}
    </ul>
  );
}
