import { describe, expect, it } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import type { TrackDetail } from '../../server/contract/picture.ts';
import { LanguageProvider } from '../i18n/language.tsx';
import { VesselPanel, type VesselPanelProps } from './vessel-panel.tsx';

const NOW = Date.UTC(2026, 10, 23, 16, 33, 27);

const ship: TrackDetail = {
  trackId: 't1',
  mmsi: '431000017',
  name: 'SEA LANTERN',
  callsign: 'JD3411',
  kind: 'vessel-a',
  state: 'live',
  sogKn: 11.2,
  cogDeg: 7.4,
  headingDeg: 9,
  shipType: 70,
  navStatus: 0,
  lengthM: 142,
  beamM: 23,
  fixMs: NOW - 3000,
  lastSeenMs: NOW - 3000,
  suspect: false,
  sharedMmsi: false,
  restored: false,
  noReceptionSinceMs: null,
  radar: false,
  byRadar: false,
  possibleSwap: false,
  sogSpreadKn: null,
  cogSpreadDeg: null,
  lon: 139.787,
  lat: 35.273333,
  imo: 9_074_729,
  destination: 'YOKOHAMA',
  eta: { month: 11, day: 23, hour: 18, minute: 0 },
  draughtM: 7.2,
  toBowM: 120,
  toSternM: 22,
  toPortM: 10,
  toStarboardM: 13,
  rotDegPerMin: -12,
  flag: 'JP',
  intervalMs: 6000,
  text: null,
  mothershipMmsi: null,
  aidType: null,
  firstSeenMs: NOW - 3_600_000,
  changes: [{ atMs: NOW - 600_000, field: 'destination', from: 'TOKYO', to: 'YOKOHAMA' }],
  sources: [
    {
      feed: 'bay',
      station: 'kannonzaki',
      firstMs: NOW - 3_600_000,
      lastMs: NOW - 3000,
      messages: 412,
      clockErrorMs: -90_000,
    },
  ],
};

const panel = (over: Partial<VesselPanelProps> = {}, language: 'ja' | 'en' = 'ja'): string =>
  renderToStaticMarkup(
    <LanguageProvider fixed={language}>
      <VesselPanel
        track={ship}
        gone={false}
        frozen={false}
        now={() => NOW}
        following={false}
        open
        onOpen={() => {}}
        onFollow={() => {}}
        onCenter={() => {}}
        onClose={() => {}}
        {...over}
      />
    </LanguageProvider>,
  );

describe('the panel of a live vessel', () => {
  it('shows who it is, the three facts, where it goes and who heard it', () => {
    const html = panel();
    for (const text of [
      'SEA LANTERN',
      '受信中',
      '貨物船',
      '431000017',
      '11.2',
      '007',
      '3 秒前',
      '35°16.40′N',
      '日本',
      'YOKOHAMA',
      '03:00 JST',
      '18:00Z',
      '12 °/分 左',
      'JD3411',
      '9074729',
      'kannonzaki',
      '時計誤差 −1 分 30 秒',
      'TOKYO',
    ]) {
      expect(html.replace(/<[^>]+>/g, ' ').replace(/ +/g, ' ')).toContain(text);
    }
    expect(html).not.toContain('class="notice ');
  });

  it('says the same in English', () => {
    const html = panel({}, 'en');
    for (const text of ['Cargo ship', 'live', '3 s ago', 'Japan', 'Heard by']) expect(html).toContain(text);
  });
});

describe('what must be doubted is said first', () => {
  it('a track past three intervals is stale here and never looks live', () => {
    const html = panel({ now: () => NOW + 60_000 });
    expect(html).toContain('state-badge stale');
    expect(html).toContain('not-live');
    expect(html).toContain('位置は最後に受信した場所です');
  });

  it('a picture that stands still knows nothing', () => {
    const html = panel({ frozen: true });
    expect(html).toContain('state-badge unknown');
    expect(html).toContain('現在の状況ではありません');
    expect(html).not.toContain('state-badge live');
  });

  it('doubt of position, a shared MMSI and missing reception each have their notice', () => {
    const html = panel({ track: { ...ship, suspect: true, sharedMmsi: true, noReceptionSinceMs: NOW - 120_000 } });
    for (const text of ['位置に疑い', 'MMSI 重複', '受信域外', '01:31 から']) expect(html).toContain(text);
  });

  it('a place by radar, and one who may be another, each have their notice; spreads stand beside speed and course', () => {
    const byRadar = { ...ship, radar: true, byRadar: true, sogSpreadKn: 0.6, cogSpreadDeg: 4 };
    expect(panel({ track: byRadar })).toMatch(/±0\.6.*±4.*レーダー位置.*AISが途絶/s);
    expect(panel({ track: { ...byRadar, suspect: true } })).toContain('レーダー映像がありません');
    expect(panel({ track: { ...ship, possibleSwap: true } }, 'en')).toContain('Possible swap');
    expect(panel()).not.toContain('±');
  });

  it('a track that is gone keeps its last facts, as lost', () => {
    const html = panel({ gone: true });
    expect(html).toContain('state-badge lost');
    expect(html).toContain('SEA LANTERN');
  });

  it('waiting and vanished are told apart', () => {
    expect(panel({ track: undefined })).toContain('読み込んでいます');
    expect(panel({ track: undefined, gone: true })).toContain('この目標は消えました');
  });
});

describe('what is not known', () => {
  it('is a dash or a word, never a nought', () => {
    const html = panel({
      track: { ...ship, name: null, sogKn: null, cogDeg: null, lengthM: null, flag: null, eta: null, imo: null },
    });
    expect(html).toContain('船名不明');
    expect(html).toContain('大きさ未受信');
    expect(html).not.toContain('>0.0<');
  });

  it('an aid to navigation has no voyage and no ship type', () => {
    const html = panel({ track: { ...ship, kind: 'aton-virtual', name: 'NO 4 BUOY', shipType: null } });
    expect(html).toContain('仮想航路標識');
    for (const text of ['仕向港', '船種', 'IMO番号']) expect(html.split('識別情報の変更')[0]).not.toContain(text);
  });
});
