import { describe, expect, it } from '@jest/globals';
import { type CameraEntry, cameraEntryOrderSchema } from '../../../server/contract/camera-registry.ts';
import { alignmentOf, fieldsOf, NEW_CAMERA, orderOf } from './camera-fields.ts';

const NOW = 1_795_000_000_000;
const ENTRY: CameraEntry = {
  ...{ cameraId: 'gate-1', name: { ja: '正門', en: 'Gate' }, office: 'yokohama', lon: 139.66, lat: 35.44, heightM: 12 },
  ...{ panDeg: 90, tiltDeg: -3, fovDeg: 40, dayRangeM: 3000, nightRangeM: 1500, isThermal: false, isRecorded: true },
  ...{
    reader: 'rtsp',
    url: 'rtsp://10.0.0.5/live',
    user: 'view',
    keepDays: null,
    alignedMs: NOW - 5,
    alignedOn: '観音埼灯台',
  },
  onvifUrl: 'http://10.0.0.5/onvif/device_service',
  ptz: {
    northDeg: 88,
    panFromDeg: -170,
    panToDeg: 170,
    tiltFromDeg: -60,
    tiltToDeg: 20,
    fovWideDeg: 48,
    fovTeleDeg: 2,
  },
  ...{ hasPassword: true, changedBy: 'admin', changedMs: NOW },
};
const TICKS = { reader: 'rtsp', office: 'yokohama', isThermal: false, isRecorded: true, isAligned: false } as const;

describe('the form of a camera', () => {
  it('orders what it showed, and no password unless one was typed', () => {
    const { hasPassword, changedBy, changedMs, ...entry } = ENTRY;
    expect(orderOf(fieldsOf(ENTRY), TICKS, ENTRY, NOW)).toEqual(entry);
    expect([hasPassword, changedBy, changedMs]).toEqual([true, 'admin', NOW]);
    const order = orderOf({ ...fieldsOf(ENTRY), password: 'p@ss word' }, { ...TICKS, isAligned: true }, ENTRY, NOW);
    expect(order).toMatchObject({ password: 'p@ss word', alignedMs: NOW });
    expect(cameraEntryOrderSchema.safeParse(order).success).toBe(true);
  });

  it('leaves what is missing to be refused by name', () => {
    const order = orderOf(NEW_CAMERA, TICKS, null, NOW);
    expect(order).toMatchObject({ onvifUrl: null, ptz: null, keepDays: null });
    const read = cameraEntryOrderSchema.safeParse(order);
    expect(read.error?.issues.map(({ path }) => path[0])).toEqual(
      expect.arrayContaining(['cameraId', 'lon', 'lat', 'heightM']),
    );
  });

  it('does not trust a direction that was compared long ago, or never', () => {
    expect(alignmentOf(null, NOW)).toBe('never');
    expect(alignmentOf(NOW - 181 * 86_400_000, NOW)).toBe('old');
    expect(alignmentOf(NOW - 86_400_000, NOW)).toBe('fresh');
  });
});

describe('where pictures of a camera come from', () => {
  const { hasPassword: _, changedBy: __, changedMs: ___, ...entry } = ENTRY;
  const wrong = (order: object): readonly PropertyKey[] | undefined =>
    cameraEntryOrderSchema.safeParse({ ...entry, ...order }).error?.issues[0]?.path;

  it('fits how they come', () => {
    expect(wrong({})).toBeUndefined();
    expect(wrong({ url: 'http://10.0.0.5/mjpg' })).toEqual(['url']);
    expect(wrong({ reader: 'ffmpeg', url: 'http://10.0.0.5/mjpg' })).toBeUndefined();
    expect(wrong({ reader: 'ffmpeg', url: 'file:///etc/passwd' })).toEqual(['url']);
    expect(wrong({ reader: 'ffmpeg', url: 'rtsp://view:word@10.0.0.5/live' })).toEqual(['url']);
    expect(wrong({ reader: 'push' })).toEqual(['url']);
    expect(wrong({ reader: 'push', url: '', password: 'short' })).toEqual(['password']);
    expect(wrong({ reader: 'push', url: '', password: 'sixteen letters!' })).toBeUndefined();
  });
});
