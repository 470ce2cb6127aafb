import type { ReactNode } from 'react';
import type { Health, HealthPart, HealthState } from '../../server/contract/health.ts';
import { useTranslate } from '../i18n/language.tsx';
import type { Translate } from '../i18n/translate.ts';
import { jstTime } from './format.ts';

const HEALTH_PARTS = ['feeds', 'cameras', 'database', 'boats'] as const;
export type HealthName = (typeof HEALTH_PARTS)[number];

const countOf = (part: HealthPart, t: Translate): string =>
  part.up === null || part.total === null ? '' : t('health.of', { up: part.up, total: part.total });

/** What stands beside the name: nothing needs saying of a healthy part but its count; every other state is a word. */
export function healthText(part: HealthPart | null, t: Translate): string {
  if (!part) return t('health.unknown');
  const counted = countOf(part, t);
  if (part.state === 'ok') return counted || t('health.ok');
  if (part.state === 'absent') return t('health.absent');
  return [counted, t(`health.${part.state}`)].filter(Boolean).join(' ');
}

function healthSentence(name: HealthName, part: HealthPart | null, t: Translate): string {
  const label = t(`health.${name}`);
  if (!part) return `${label}: ${t('health.unknown')}`;
  const said = { part: label, state: t(`health.${part.state}`), since: jstTime(part.sinceMs) };
  const counted = countOf(part, t);
  return counted ? t('health.sentence', { ...said, count: counted }) : t('health.sentencePlain', said);
}

/** Shape and colour and word: round is well, square is in part, triangle is down, hollow is absent or unknown. */
export function HealthWord({ name, part }: { name: HealthName; part: HealthPart | null }): ReactNode {
  const t = useTranslate();
  const state: HealthState | 'unknown' = part?.state ?? 'unknown';
  return (
    <span className={`health-word ${state}`} title={healthSentence(name, part, t)}>
      <i aria-hidden="true" />
      <span>{t(`health.${name}`)}</span> <span className="health-state">{healthText(part, t)}</span>
    </span>
  );
}

/** `health` null: not told, or the link is down so that nothing of it counts as now. */
export function HealthWords({ health, skip = [] }: { health: Health | null; skip?: readonly HealthName[] }): ReactNode {
  return (
    <ul className="health-words" aria-live="polite">
      {HEALTH_PARTS.filter((name) => !skip.includes(name)).map((name) => (
        <li key={name}>
          <HealthWord name={name} part={health?.[name] ?? null} />
        </li>
      ))}
    </ul>
  );
}
