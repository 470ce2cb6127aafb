import { describe, expect, it } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import type { TrackAct } from '../../server/contract/track-act.ts';
import { LanguageProvider } from '../i18n/language.tsx';
import { ActCard } from './act-card.tsx';
import { sendAct } from './acts-api.ts';
import { plottedOf } from './plotted.ts';
import { TrackActs } from './track-acts.tsx';
import type { Acts } from './use-acts.ts';

const answer = (status: number, body: unknown) => async (): Promise<Response> =>
  new Response(JSON.stringify(body), { status });
const nothing = (): void => undefined;
const ACTS: Acts = {
  ...{ may: true, busy: false, aim: null, last: null, failure: null },
  ...{ name: nothing, drop: nothing, split: nothing, aimMerge: nothing, aimPlot: nothing, plot: nothing },
  ...{ undo: nothing, dismiss: () => false, takeTrack: () => false, takePlace: () => false },
};
const ACT: TrackAct = {
  ...{ actId: 3, atMs: 0, who: 'operator', act: 'merge', of: 'r-1', trackId: 'a-431000017' },
  ...{ name: null, undoneBy: null },
};

describe('acts on a track', () => {
  const shown = (language: 'ja' | 'en', more: { gone?: boolean; onAis?: boolean } = {}): string =>
    renderToStaticMarkup(
      <LanguageProvider fixed={language}>
        <TrackActs trackId="r-1" name="K-17" onAis={false} gone={false} acts={ACTS} {...more} />
      </LanguageProvider>,
    );

  it('offer to name, merge, split and drop what radar alone sees, in both languages; nothing when it is gone', () => {
    expect(shown('ja')).toMatch(/value="K-17".*命名.*同一の船….*分離.*消去/s);
    expect(shown('en')).toMatch(/Name.*Same as….*Split.*Drop/s);
    expect(shown('en', { gone: true }).match(/disabled=""/g)).toHaveLength(5);
  });

  it('offer only to split where AIS says who it is', () => {
    expect(shown('en', { onAis: true })).toContain('Split');
    expect(shown('en', { onAis: true })).not.toMatch(/Name|Drop|Same/);
  });
});

describe('the card of acts', () => {
  const card = (acts: Partial<Acts>): string =>
    renderToStaticMarkup(
      <LanguageProvider fixed="en">
        <ActCard acts={{ ...ACTS, ...acts }} />
      </LanguageProvider>,
    );

  it('is a tool that plots while nothing is done or asked, for those who may', () => {
    expect(card({})).toContain('Plot a track');
    expect(card({ may: false })).toBe('');
  });

  it('asks for the other track, and for a place', () => {
    expect(card({ aim: { kind: 'merge', of: 'r-1', name: 'K-17' } })).toContain('Which craft is “K-17”?');
    expect(card({ aim: { kind: 'plot', at: null } })).toContain('Click on the chart');
    expect(card({ aim: { kind: 'plot', at: { lon: 139.74, lat: 35.137 } } })).toMatch(/35°08\.22.*name="name"/s);
  });

  it('says what was done with the way back, and why something was not', () => {
    expect(card({ last: ACT })).toMatch(/Made one track.*Undo/s);
    const refused = { kind: 'refused', reason: 'no-radar', message: 'x' } as const;
    expect(card({ failure: refused })).toMatch(/role="alert".*No radar sees/s);
    expect(card({ failure: { ...refused, reason: null, message: 'name: "" is too short' } })).toContain('name: ');
    expect(card({ failure: { kind: 'away' } })).toContain('did not answer');
  });
});

describe('plottedOf', () => {
  const at = { lon: 139.7, lat: 35.1 };
  const typed = (name: string, course: string, speed: string) => plottedOf(at, { name, course, speed });
  it('takes a name, and course and speed where they are known', () => {
    expect(typed(' M-1 ', '', '')).toEqual({ ...at, name: 'M-1', cogDeg: null, sogKn: null });
    expect(typed('M-1', '0', '24.5')).toEqual({ ...at, name: 'M-1', cogDeg: 0, sogKn: 24.5 });
    expect(typed('M-1', '360', '3')).toMatchObject({ cogDeg: 0 });
    expect(typed('M-1', '４５', '９')).toMatchObject({ cogDeg: 45, sogKn: 9 });
  });
  it.each([
    ['', '', ''],
    ['M-1', 'north', ''],
    ['M-1', '361', ''],
    ['M-1', '', '81'],
    ['M-1', '', '-3'],
  ])('takes no "%s" with course "%s" and speed "%s"', (...texts) => {
    expect(typed(...texts)).toBeNull();
  });
});

describe('sendAct', () => {
  it("says what became of it: done, refused in the server's words, or away", async () => {
    const act = { actId: 3, act: 'drop' };
    expect(await sendAct('tracks/r-1/drop', {}, answer(200, act))).toEqual({ kind: 'done', act });
    const refusal = { ok: false, error: 'conflict', message: 'trackId: it is heard on AIS' };
    const { message } = refusal;
    const refused = { kind: 'refused', message };
    expect(await sendAct('tracks/a-1/drop', {}, answer(409, { ...refusal, reason: 'on-ais' }))).toEqual({
      ...refused,
      reason: 'on-ais',
    });
    expect(await sendAct('tracks/a-1/drop', {}, answer(409, refusal))).toEqual({ ...refused, reason: null });
    expect(await sendAct('x', {}, answer(503, refusal))).toEqual({ kind: 'away' });
    expect(await sendAct('x', {}, () => Promise.reject(new Error('no network')))).toEqual({ kind: 'away' });
  });
});
