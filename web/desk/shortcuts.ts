import { useEffect, useRef } from 'react';

export interface Shortcuts {
  readonly search: () => void;
  readonly back: () => void;
  readonly follow: () => void;
  readonly list: () => void;
  /** Another length of trails. */
  readonly trail: () => void;
  /** A box on the chart. */
  readonly box: () => void;
  /** The cameras at the foot. */
  readonly cameras: () => void;
  /** Boats and orders. */
  readonly boats: () => void;
  /** A track plotted by hand. */
  readonly plot: () => void;
  readonly help: () => void;
}

interface Press {
  readonly key: string;
  readonly typing: boolean;
  readonly modified: boolean;
}

/** What a key asks for; null: nothing. While one types, only Esc counts; keys with Ctrl, Alt or Meta are the browser's. */
export function shortcutOf({ key, typing, modified }: Press): keyof Shortcuts | null {
  if (modified) return null;
  if (key === 'Escape') return 'back';
  if (typing) return null;
  switch (key.toLowerCase()) {
    case '/':
      return 'search';
    case 'f':
      return 'follow';
    case 'l':
      return 'list';
    case 't':
      return 'trail';
    case 'b':
      return 'box';
    case 'c':
      return 'cameras';
    case 'd':
      return 'boats';
    case 'p':
      return 'plot';
    case '?':
      return 'help';
    default:
      return null;
  }
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));

/** Listens on the window; an open menu or dialog takes its keys first. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector('[role="dialog"], [role="menu"]')) return;
      const modified = event.ctrlKey || event.altKey || event.metaKey;
      const asked = shortcutOf({ key: event.key, typing: isTyping(event.target), modified });
      if (!asked) return;
      event.preventDefault();
      latest.current[asked]();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
