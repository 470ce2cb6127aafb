import { describe, expect, it } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import { LanguageProvider } from '../i18n/language.tsx';
import { SignInMessage, SignInPage } from './sign-in-page.tsx';

const page = (over: Partial<Parameters<typeof SignInPage>[0]> = {}): string =>
  renderToStaticMarkup(<SignInPage simulation={false} ended={false} away={false} onEnter={() => {}} {...over} />);

describe('the sign-in page', () => {
  it('shows neither demo accounts nor the frame of a simulation outside the demo', () => {
    expect(page()).not.toContain('mihari-demo');
    expect(page()).not.toContain('SIMULATION');
  });

  it('shows both in the demo', () => {
    const html = page({ simulation: true });
    for (const text of ['mihari-demo', 'operator', 'supervisor', 'crew', 'admin', 'SIMULATION', '訓練']) {
      expect(html).toContain(text);
    }
  });

  it('says when the server is away and when a session has ended', () => {
    expect(page({ away: true })).toContain('サーバーに接続できません');
    expect(page({ ended: true })).toContain('セッションが終了しました');
  });

  it('has a sentence for every way in which signing in fails', () => {
    const said = (['missing', 'refused', 'away', 'failed'] as const).map((kind) =>
      renderToStaticMarkup(<SignInMessage status={{ kind }} ended={false} />),
    );
    said.push(renderToStaticMarkup(<SignInMessage status={{ kind: 'limited', seconds: 17 }} ended={false} />));
    expect(new Set(said).size).toBe(5);
    for (const html of said) expect(html).toContain('role="alert"');
    expect(said.at(-1)).toContain('17 秒後');
  });

  it('speaks English when told to', () => {
    const html = renderToStaticMarkup(
      <LanguageProvider fixed="en">
        <SignInPage simulation ended={false} away={false} onEnter={() => {}} />
      </LanguageProvider>,
    );
    expect(html).toContain('Port surveillance console');
    expect(html).toContain('日本語');
  });
});
