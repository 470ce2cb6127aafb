import { Component, type ReactNode } from 'react';
import { useTranslate } from '../i18n/language.tsx';

function Broken(): ReactNode {
  const t = useTranslate();
  return (
    <div className="gate" role="alert">
      <b lang="ja">{t('app.name')}</b>
      {t('app.broken')}
      <button type="button" className="action" onClick={() => location.reload()}>
        {t('link.reloadAction')}
      </button>
    </div>
  );
}

/** A screen that has failed says so; a blank one could pass for an empty sea. */
export class Failure extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    return this.state.broken ? <Broken /> : this.props.children;
  }
}
