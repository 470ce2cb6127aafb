import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { distanceM } from '../geo/geodesy.ts';
import { storyMoments } from './moments.ts';
import { nightOf } from './night.ts';
import { type StoryEvent, storyScript } from './script.ts';

const jst = (time: string): number => Date.parse(`2026-11-${time >= '12' ? 23 : 24}T${time}:00+09:00`);
const named = (script: readonly StoryEvent[], name: string): StoryEvent => {
  const found = script.find((event) => event.name === name);
  if (!found) throw new Error(`no event ${name}`);
  return found;
};

describe('storyScript', () => {
  const script = storyScript(7);

  it('has what the scenario has beside its traffic, at its times', () => {
    const times = Object.fromEntries(script.map(({ name, atMs }) => [name, atMs]));
    expect(times).toMatchObject({
      'notice-mother': jst('21:40'),
      'tip-white-boat': jst('22:55'),
      'scene-lift': jst('01:32'),
      'desk-acknowledge': jst('01:33'),
      'desk-open-incident': jst('01:35'),
      'desk-recommend': jst('01:36'),
      'desk-order': jst('01:38'),
      'boat-shiosai-unheard': jst('01:58'),
      'boat-shiosai-heard-again': jst('02:04'),
      'desk-share': jst('02:10'),
      'desk-join-offices': jst('02:22'),
      'scene-landing': jst('02:41'),
      'boat-shiosai-boards': jst('02:46'),
      outcome: jst('03:20'),
      'scene-berth': jst('04:50'),
    });
    expect(named(script, 'notice-mother')).toMatchObject({ vessel: { name: 'SEA LANTERN' }, etaMs: jst('04:30') });
  });

  it('tells the scene of the lift where the float is lifted', () => {
    const night = nightOf(7);
    const scene = named(script, 'scene-lift');
    if (scene.kind !== 'scene') throw new Error('no scene');
    expect(scene.atMs).toBeLessThan(night.times.lifts);
    expect(scene.untilMs).toBeGreaterThan(night.times.lifts);
    expect(distanceM(scene.at, night.circle)).toBeLessThan(1);
  });

  it('puts the large boat thirteen minutes at 28 knots from the drop', () => {
    const beat = named(script, 'boat-tokyo-wan-patrols');
    if (beat.kind !== 'boat' || !beat.at) throw new Error('no place');
    expect(distanceM(beat.at, nightOf(7).drop) / 1852).toBeCloseTo(6.3, 1);
  });

  it('keeps its names in every night, in order of time, in both languages', () => {
    const names = script.map(({ name }) => name).sort();
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9-]+$/);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), (seed) => {
        const other = storyScript(seed);
        expect(other.map(({ name }) => name).sort()).toEqual(names);
        const times = other.map(({ atMs }) => atMs);
        expect(times).toEqual([...times].sort((a, b) => a - b));
        for (const { text } of other) {
          expect(text.ja).toMatch(/[぀-ヿ一-鿿]/);
          expect(text.en).not.toMatch(/[぀-ヿ一-鿿]/);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('storyMoments', () => {
  it('are the times of the night, by stable names', () => {
    const { times } = nightOf(7);
    const moments = storyMoments(7);
    expect(moments.map(({ name }) => name)).toEqual([
      ...['notice', 'tip', 'southbound', 'drop', 'ais-back', 'pick-up', 'run-north', 'crossing', 'basin'],
      ...['boarding', 'berthed'],
    ]);
    expect(moments.find(({ name }) => name === 'drop')).toEqual({
      name: 'drop',
      atMs: times.slows,
      title: { ja: 'SEA LANTERN が減速し AIS を止める', en: 'SEA LANTERN slows down and goes dark' },
    });
    const other = storyMoments(5);
    expect(other.map(({ name }) => name).sort()).toEqual(moments.map(({ name }) => name).sort());
    expect(other.some(({ title }) => title.en.includes(nightOf(5).mother.name))).toBe(true);
  });
});
