import type { ReactNode } from 'react';

interface BannerProps {
  readonly tone: 'calm' | 'warn' | 'bad' | 'good';
  readonly icon: ReactNode;
  readonly word: string;
  readonly note: string;
  readonly children?: ReactNode;
}

/** One line over the map that says how things stand. */
export function Banner({ tone, icon, word, note, children }: BannerProps): ReactNode {
  return (
    <div className={`banner ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      {icon}
      <b>{word}</b>
      <span>{note}</span>
      {children}
    </div>
  );
}
