import { type ReactNode, useCallback, useRef, useState } from 'react';
import type { Session } from '../../server/contract/session.ts';
import { useRememberedOpen } from '../ui/remembered.ts';
import { useSearch } from '../vessels/use-search.ts';
import type { ListHandle } from '../vessels/vessel-list.tsx';
import { VesselRail } from '../vessels/vessel-rail.tsx';
import { KeysHelp } from './keys-help.tsx';
import { useShortcuts } from './shortcuts.ts';
import { TopBar } from './top-bar.tsx';

interface DeskProps {
  readonly session: Session;
  readonly onSignOut: () => Promise<void>;
  readonly onLost: () => void;
}

const NO_TIME = (): null => null;

export function Desk({ session, onSignOut, onLost }: DeskProps): ReactNode {
  const [query, setQuery] = useState('');
  const [attempt, setAttempt] = useState(0);
  const [selectedId, select] = useState<string | null>(null);
  const [railOpen, setRailOpen] = useRememberedOpen('rail', true);
  const [keysOpen, setKeysOpen] = useState(false);
  const searchRef = useRef<HTMLInputElement>(null);
  const list = useRef<ListHandle>(null);
  const outcome = useSearch(query, attempt, onLost);
  const ask = useCallback(
    (next: string) => {
      setQuery(next);
      if (next) setRailOpen(true);
    },
    [setRailOpen],
  );
  useShortcuts({
    search: () => searchRef.current?.focus(),
    back: () => (query ? setQuery('') : select(null)),
    follow: () => {},
    list: () => setRailOpen(!railOpen),
    help: () => setKeysOpen(true),
  });
  return (
    <div className="desk">
      <TopBar
        session={session}
        health={null}
        feeds={null}
        now={NO_TIME}
        rate={1}
        query={query}
        onQuery={ask}
        onToList={() => list.current?.focusFirst()}
        searchRef={searchRef}
        onSignOut={onSignOut}
        onKeys={() => setKeysOpen(true)}
      />
      <main className={`stage ${railOpen ? 'rail-shown' : 'rail-folded'}`}>
        <VesselRail
          open={railOpen}
          onOpen={setRailOpen}
          query={query}
          outcome={outcome}
          inView={null}
          inViewCount={0}
          selectedId={selectedId}
          onSelect={(line) => select(line.trackId)}
          onLeaveUp={() => searchRef.current?.focus()}
          onRetry={() => setAttempt(attempt + 1)}
          handle={list}
        />
      </main>
      <KeysHelp open={keysOpen} onChange={setKeysOpen} />
    </div>
  );
}
