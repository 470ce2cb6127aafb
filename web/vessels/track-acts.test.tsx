import { describe, expect, it } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import { LanguageProvider } from '../i18n/language.tsx';
import { TrackActs } from './track-acts.tsx';
import { sendAct } from './track-acts-api.ts';

const answer = (status: number, body: unknown) => async (): Promise<Response> =>
  new Response(JSON.stringify(body), { status });

describe('acts on a track that radar alone sees', () => {
  it('offers to name and to drop it, in both languages; not when it is gone', () => {
    const shown = (language: 'ja' | 'en', gone = false): string =>
      renderToStaticMarkup(
        <LanguageProvider fixed={language}>
          <TrackActs trackId="r-1" name="K-17" gone={gone} />
        </LanguageProvider>,
      );
    expect(shown('ja')).toMatch(/value="K-17".*命名.*消去/s);
    expect(shown('en')).toMatch(/Name.*Drop/s);
    expect(shown('en', true).match(/disabled=""/g)).toHaveLength(3);
  });

  it("says what became of it: done, refused in the server's words, or away", async () => {
    const act = { actId: 3, act: 'drop' };
    expect(await sendAct('tracks/r-1/drop', {}, answer(200, act))).toEqual({ kind: 'done', act });
    const refusal = { ok: false, error: 'conflict', message: 'trackId: it is heard on AIS' };
    expect(await sendAct('tracks/a-1/drop', {}, answer(409, refusal))).toEqual({
      kind: 'refused',
      message: refusal.message,
    });
    expect(await sendAct('x', {}, answer(503, refusal))).toEqual({ kind: 'away' });
    expect(await sendAct('x', {}, () => Promise.reject(new Error('no network')))).toEqual({ kind: 'away' });
  });
});
