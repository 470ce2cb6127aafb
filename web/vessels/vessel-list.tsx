import { type ReactNode, type RefObject, useImperativeHandle, useRef } from 'react';
import type { VesselHit } from '../../server/contract/picture.ts';
import { useTranslate } from '../i18n/language.tsx';
import { speed } from '../ui/format.ts';
import { isShip } from './known.ts';
import { shipTypeText, shipWord } from './ship-type.ts';
import type { Listed } from './vessels-in-view.ts';

type Line = Listed | VesselHit;

function ListLine({ line, selected, onSelect }: { line: Line; selected: boolean; onSelect: () => void }): ReactNode {
  const t = useTranslate();
  const sort = isShip(line.kind) ? shipTypeText(line.shipType, t) : t(`kind.${line.kind}`);
  const sogKn = 'sogKn' in line ? line.sogKn : null;
  const callsign = 'callsign' in line ? line.callsign : null;
  return (
    <li>
      <button
        type="button"
        className={`line ${line.state}`}
        aria-current={selected || undefined}
        data-ship={line.kind === 'radar' ? 'radar' : shipWord(line.shipType)}
        onClick={onSelect}
      >
        <i aria-hidden="true" />
        <span className={line.name ? 'line-name' : 'line-name nameless'}>{line.name ?? t('panel.unnamed')}</span>
        <span className="line-figure">
          {line.state === 'live' ? (
            sogKn !== null && (
              <>
                {speed(sogKn)}
                <span className="unit"> {t('unit.kn')}</span>
              </>
            )
          ) : (
            <span className="line-state">{t(`state.${line.state}`)}</span>
          )}
        </span>
        <span className="line-sort">{[sort, callsign].filter(Boolean).join('  ')}</span>
        <span className="line-mmsi">{line.mmsi}</span>
      </button>
    </li>
  );
}

export interface ListHandle {
  readonly focusFirst: () => void;
}

interface VesselListProps {
  readonly lines: readonly Line[];
  readonly selectedId: string | null;
  readonly onSelect: (line: Line) => void;
  /** Up from the first line. */
  readonly onLeaveUp: () => void;
  readonly handle: RefObject<ListHandle | null>;
}

/** Lines under one another; the arrow keys walk them, Enter selects. */
export function VesselList({ lines, selectedId, onSelect, onLeaveUp, handle }: VesselListProps): ReactNode {
  const list = useRef<HTMLUListElement>(null);
  const buttons = (): HTMLElement[] => [...(list.current?.querySelectorAll('button') ?? [])];
  useImperativeHandle(handle, () => ({ focusFirst: () => buttons()[0]?.focus() }));
  return (
    <ul
      ref={list}
      className="lines"
      onKeyDown={(event) => {
        const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
        if (step === 0) return;
        event.preventDefault();
        const all = buttons();
        const at = all.findIndex((button) => button.matches(':focus'));
        if (at + step < 0) onLeaveUp();
        else all[at + step]?.focus();
      }}
    >
      {lines.map((line) => (
        <ListLine
          key={line.trackId}
          line={line}
          selected={line.trackId === selectedId}
          onSelect={() => onSelect(line)}
        />
      ))}
    </ul>
  );
}
