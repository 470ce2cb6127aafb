import type { ReactNode } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { useTranslate } from '../i18n/language.tsx';
import { TRAIL_SPANS, type TrailSpan } from './trail-span.ts';

const LENGTHS = TRAIL_SPANS.filter((span) => span !== 'off');

interface TrailSpanButtonsProps {
  readonly span: TrailSpan;
  readonly onSpan: (span: TrailSpan) => void;
}

/** One is pressed; pressed again it is off. */
export function TrailSpanButtons({ span, onSpan }: TrailSpanButtonsProps): ReactNode {
  const t = useTranslate();
  return (
    <ToggleButtonGroup
      className="trail-spans"
      aria-label={t('trail.lengths')}
      selectionMode="single"
      selectedKeys={span === 'off' ? [] : [span]}
      onSelectionChange={(keys) => onSpan(LENGTHS.find((length) => keys.has(length)) ?? 'off')}
    >
      {LENGTHS.map((length) => (
        <ToggleButton key={length} id={length} className="trail-span">
          {t(`trail.${length}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
