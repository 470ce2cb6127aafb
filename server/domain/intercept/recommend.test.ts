import { describe, expect, it } from '@jest/globals';
import type { LonLat } from '../geo/geodesy.ts';
import { RouteChart } from '../route/route-chart.ts';
import { WaterRouter } from '../route/water-route.ts';
import { type Candidate, inOrder, judge, type Mission, team } from './recommend.ts';

const at = (lon: number, lat: number): LonLat => ({ lon, lat });
const router = new WaterRouter(new RouteChart([]));
const mission: Mission = {
  motion: { kind: 'still', at: at(139.7, 35.1) },
  isEmergency: true,
  office: 'yokohama',
  shoreS: Number.POSITIVE_INFINITY,
};
const boat = (boatId: string, more: Partial<Candidate> = {}): Candidate => ({
  ...{ boatId, at: at(139.5, 35), ageS: 2, maxKn: 30, cruiseKn: 25, draughtM: 1.5, enduranceH: 10, fuel: 0.9 },
  ...{ crewH: 2, isManned: true, isOutOfService: false, isTasked: false, berth: at(139.5, 35), office: 'yokohama' },
  ...more,
});
const order = (...boats: Candidate[]): string[] =>
  inOrder(boats.map((each) => judge(router, each, mission))).map(({ boatId }) => boatId);

describe('recommending boats', () => {
  it('ranks them by the time to the meeting', () => {
    const far = boat('far', { at: at(139.2, 35) });
    expect(order(far, boat('slow', { maxKn: 20 }), boat('near', { at: at(139.65, 35.1) }))).toEqual([
      'near',
      'slow',
      'far',
    ]);
  });

  it('keeps the unfit in the list, after all others, and says what is against each', () => {
    const broken = boat('broken', { at: at(139.69, 35.1), isOutOfService: true });
    const busy = boat('busy', { isTasked: true, isManned: false });
    const lost = boat('lost', { at: null });
    expect(order(broken, lost, busy, boat('far', { at: at(139.1, 35) }))).toEqual(['far', 'broken', 'busy', 'lost']);
    expect(judge(router, broken, mission).against).toEqual(['out-of-service']);
    expect(judge(router, busy, mission).against).toEqual(['no-crew', 'tasked']);
    expect(judge(router, lost, mission)).toMatchObject({ isFit: false, meeting: null, against: ['no-position'] });
  });

  it('does not send a boat that would not come home: by fuel out at full and back at cruising speed, a fifth in reserve', () => {
    const { grounds, isFit } = judge(router, boat('thirsty'), mission);
    const fuel = grounds.find(({ code }) => code === 'fuel');
    if (fuel?.code !== 'fuel') throw new Error('no fuel');
    // 11.5 nautical miles each way, of 250 with a full tank: (11.5 x 1.44 + 11.5) / 250
    expect(isFit).toBe(true);
    expect(fuel.need).toBeCloseTo((11.53 * 1.44 + 11.53) / 250, 3);
    expect(judge(router, boat('thirsty', { fuel: fuel.need * 1.19 }), mission).against).toEqual(['fuel']);
    expect(judge(router, boat('thirsty', { fuel: fuel.need * 1.21 }), mission).against).toEqual([]);
  });

  it('does not send a crew past its hours', () => {
    expect(judge(router, boat('tired', { crewH: 11.3 }), mission).against).toEqual(['crew-hours']);
    expect(judge(router, boat('awake', { crewH: 10.9 }), mission).against).toEqual([]);
  });

  it('tells of old positions, other offices, and water whose depth nobody knows', () => {
    const { grounds, isFit } = judge(router, boat('other', { office: 'tokyo', ageS: 300 }), mission);
    expect(isFit).toBe(true);
    expect(grounds.map(({ code }) => code)).toEqual(['way', 'unsounded', 'fuel', 'crew-hours', 'position-old', 'other-office']); // biome-ignore format: one line
  });

  it('says of a target that cannot be caught that it cannot', () => {
    const fled: Mission = { ...mission, motion: { kind: 'steady', at: at(139.6, 35), courseDeg: 90, speedKn: 40 } };
    const { grounds } = judge(router, boat('any'), fled);
    expect(grounds[0]).toEqual({ code: 'no-meeting', why: 'too-fast' });
  });

  it('sends three at once: to shadow, to cut off, and to the landing place, and never an unfit one', () => {
    const boats = [
      boat('first', { at: at(139.69, 35.1) }),
      boat('second', { at: at(139.6, 35.1) }),
      boat('near-landing', { at: at(139.21, 35) }),
      boat('third', { at: at(139.4, 35) }),
      boat('out', { at: at(139.7, 35.1), isOutOfService: true }),
    ];
    const ranked = boats.map((each) => judge(router, each, mission));
    const byId = new Map(boats.map((each) => [each.boatId, each]));
    const placed = team(router, ranked, byId, { ...mission, landing: at(139.2, 35) });
    expect(placed.map(({ boatId, role }) => [role, boatId])).toEqual([['shadow', 'first'], ['cut-off', 'second'], ['landing', 'near-landing']]); // biome-ignore format: one line
  });
});
