import { type ReactNode, useRef, useState } from 'react';
import { useTablet } from '../speech.tsx';

interface HoldButtonProps {
  readonly children: ReactNode;
  readonly onHeld: () => void;
  readonly className?: string;
  /** Milliseconds. */
  readonly holdMs?: number;
  readonly isDisabled?: boolean;
  readonly label?: string;
}

/** For what cannot be undone: it acts when it was held, not when it was touched. */
export function HoldButton({
  children,
  onHeld,
  className = '',
  holdMs = 900,
  isDisabled = false,
  label,
}: HoldButtonProps): ReactNode {
  const { t } = useTablet();
  const [isHeld, setHeld] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const end = (): void => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    setHeld(false);
  };
  const begin = (): void => {
    if (isDisabled || timer.current !== null) return;
    setHeld(true);
    timer.current = setTimeout(() => {
      end();
      onHeld();
    }, holdMs);
  };
  const isKey = (key: string): boolean => key === 'Enter' || key === ' ';
  return (
    <button
      type="button"
      className={`hold ${holdMs > 1500 ? 'slow' : ''} ${isHeld ? 'held' : ''} ${className}`}
      disabled={isDisabled}
      aria-label={label}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        begin();
      }}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={({ key, repeat }) => {
        if (isKey(key) && !repeat) begin();
      }}
      onKeyUp={({ key }) => {
        if (isKey(key)) end();
      }}
      onBlur={end}
      onContextMenu={(event) => event.preventDefault()}
    >
      <span className="hold-fill" />
      <span className="hold-words">
        {children}
        <small>{t('hold.hint')}</small>
      </span>
    </button>
  );
}
