import { type RefObject, useCallback, useEffect, useState } from 'react';

/** What draws a box on the chart. */
export interface BoxDrawer {
  arm(armed: boolean): void;
  takeView(): void;
}

/** Whether a box is about to be dragged; Enter then takes all that the chart shows. */
export function useBoxTool(chart: RefObject<{ readonly box: BoxDrawer | null } | null>): {
  readonly armed: boolean;
  readonly setArmed: (armed: boolean) => void;
  readonly arm: (armed: boolean) => void;
} {
  const [armed, setArmed] = useState(false);
  const arm = useCallback((next: boolean) => chart.current?.box?.arm(next), [chart]);
  useEffect(() => {
    if (!armed) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Enter' || event.target instanceof HTMLButtonElement) return;
      event.preventDefault();
      chart.current?.box?.takeView();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [chart, armed]);
  return { armed, setArmed, arm };
}
