import { describe, expect, it } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import type { DemoClock } from '../../server/contract/demo.ts';
import { storyMoments } from '../../server/domain/story/moments.ts';
import { LanguageProvider } from '../i18n/language.tsx';
import { type Language, TRANSLATORS } from '../i18n/translate.ts';
import { ClockFace } from '../ui/clock-face.tsx';
import { askDemoClock, type DemoOutcome } from './demo-api.ts';
import { DemoClockButton } from './demo-clock.tsx';
import { DemoClockCard } from './demo-clock-card.tsx';
import { LeapBanner } from './leap-banner.tsx';

/** 00:59 JST. */
const NOW = Date.UTC(2026, 10, 23, 15, 59);
const clock: DemoClock = { storyMs: NOW, rate: 10, moments: [...storyMoments(7)] };
const done: DemoOutcome = { kind: 'done', clock };
const nothing = (): void => {};

function card(
  outcome: DemoOutcome | null,
  { language = 'en', nowMs = NOW }: { language?: Language; nowMs?: number } = {},
) {
  return renderToStaticMarkup(
    <LanguageProvider fixed={language}>
      <DemoClockCard
        {...{ outcome, rate: 10, isBusy: false, onRate: nothing, onMoment: nothing, onRetry: nothing }}
        now={() => nowMs}
      />
    </LanguageProvider>,
  );
}
const timesIn = (html: string): string[] => [...html.matchAll(/<time[^>]*>([\d:]+)</g)].map(([, time]) => String(time));

describe('the clock of the exercise', () => {
  it('offers the speeds, with the present one pressed', () => {
    const speeds = [...card(done).matchAll(/aria-checked="(\w+)"[^>]*>×(\d+)</g)].map(([, is, rate]) => [rate, is]);
    expect(speeds).toEqual([
      ['1', 'false'],
      ['2', 'false'],
      ['5', 'false'],
      ['10', 'true'],
      ['30', 'false'],
      ['60', 'false'],
    ]);
  });

  it('offers the moments that are ahead, the next first, by their time in Japan, in both languages', () => {
    const html = card(done);
    expect(timesIn(html)).toEqual(['01:07', '01:31', '01:49', '02:22', '02:41', '02:46', '04:50']);
    expect(html).toMatch(/class="demo-moment next"[^>]*><time[^>]*>01:07</);
    expect(html.match(/demo-moment next/g)).toHaveLength(1);
    expect(html).toContain('The small craft circles and lifts the float');
    expect(html).toContain('in 32 min');
    expect(card(done, { language: 'ja' })).toContain('小型船が旋回し浮体を揚収');
  });

  it('says before anybody presses that there is no way back', () => {
    expect(card(done)).toContain('There is no way back');
    expect(card(done, { language: 'ja' })).toContain('後戻りはできません');
  });

  it('loses a moment when it has come, and says when none is left', () => {
    expect(timesIn(card(done, { nowMs: Date.UTC(2026, 10, 23, 17, 41) }))).toEqual(['02:46', '04:50']);
    expect(card(done, { nowMs: Date.UTC(2026, 10, 23, 20) })).toContain('No moments are ahead.');
  });

  it('says that it is loading, that the server does not answer, and what it refuses', () => {
    expect(card(null)).toContain('Loading the moments');
    expect(card({ kind: 'away' })).toContain('The server does not answer.');
    const refused = card({ kind: 'refused', message: 'moment: "basin" is not ahead', isNoStory: false });
    expect(refused).toContain('Not accepted: moment: &quot;basin&quot; is not ahead');
    expect(refused).toContain('Try again');
  });

  it('shows the speed on its button, loud when it is not that of life', () => {
    const button = (rate: number): string =>
      renderToStaticMarkup(<DemoClockButton now={() => NOW} rate={rate} ask={async () => done} />);
    expect(button(10)).toMatch(/data-fast="true"[^>]*>.*×10/s);
    expect(button(1)).toMatch(/data-fast="false"[^>]*>.*×1</s);
  });

  it('is a word on the clock for all others, and no word at the speed of life', () => {
    const face = (rate: number): string => renderToStaticMarkup(<ClockFace now={() => NOW} rate={rate} />);
    expect(face(10)).toContain('10 倍速');
    expect(face(1)).not.toContain('倍速');
  });

  it('tells every console of a leap, and nothing when there was none', () => {
    expect(renderToStaticMarkup(<LeapBanner leaptToMs={null} />)).toBe('');
    const html = renderToStaticMarkup(<LeapBanner leaptToMs={Date.UTC(2026, 10, 23, 16, 31)} />);
    expect(html).toContain(TRANSLATORS.ja('demo.leapt', { time: '01:31:00' }));
  });
});

describe('asking the server', () => {
  const answering =
    (status: number, body: unknown) =>
    async (...asked: Parameters<typeof fetch>): Promise<Response> => {
      calls.push(asked);
      return Response.json(body, { status });
    };
  const calls: Parameters<typeof fetch>[] = [];

  it('reads without an order and posts one', async () => {
    expect(await askDemoClock(undefined, answering(200, clock))).toEqual(done);
    expect(await askDemoClock({ moment: 'basin' }, answering(200, clock))).toEqual(done);
    const [read, post] = calls.map(([path, init]) => [path, init?.method, init?.body]);
    expect(read).toEqual(['/api/v1/demo/clock', undefined, undefined]);
    expect(post).toEqual(['/api/v1/demo/clock', 'POST', '{"moment":"basin"}']);
  });

  it('tells a refusal from a server that is away, and both from a demo without a story', async () => {
    const refusal = { ok: false, error: 'conflict', message: 'is not ahead' };
    expect(await askDemoClock({ toMs: 1 }, answering(409, refusal))).toEqual({
      ...{ kind: 'refused', message: 'is not ahead', isNoStory: false },
    });
    expect(await askDemoClock(undefined, answering(404, refusal))).toMatchObject({ isNoStory: true });
    expect(await askDemoClock({ moment: 'x' }, answering(404, refusal))).toMatchObject({ isNoStory: false });
    expect(await askDemoClock({ rate: 2 }, answering(503, refusal))).toEqual({ kind: 'away' });
    expect(await askDemoClock({ rate: 2 }, () => Promise.reject(new TypeError('failed to fetch')))).toEqual({
      kind: 'away',
    });
  });
});
