import Search from 'lucide-react/icons/search';
import X from 'lucide-react/icons/x';
import type { ReactNode, RefObject } from 'react';
import { useTranslate } from '../i18n/language.tsx';

interface SearchBoxProps {
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly onToList: () => void;
  readonly inputRef: RefObject<HTMLInputElement | null>;
}

/** Search by name, call sign, MMSI or IMO; Down goes on into the list, Esc empties and leaves it. */
export function SearchBox({ query, onQuery, onToList, inputRef }: SearchBoxProps): ReactNode {
  const t = useTranslate();
  return (
    <search className="find">
      <Search aria-hidden />
      <input
        ref={inputRef}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        maxLength={64}
        value={query}
        placeholder={t('bar.search')}
        aria-label={t('bar.searchLabel')}
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return; // Enter and arrows choose among kanji
          if (event.key === 'ArrowDown' || event.key === 'Enter') {
            event.preventDefault();
            onToList();
          }
          if (event.key === 'Escape') {
            event.preventDefault();
            onQuery('');
            event.currentTarget.blur();
          }
        }}
      />
      {query ? (
        <button type="button" className="icon" aria-label={t('bar.clear')} onClick={() => onQuery('')}>
          <X aria-hidden />
        </button>
      ) : (
        <kbd>/</kbd>
      )}
    </search>
  );
}
