import { describe, expect, it } from '@jest/globals';
import { ReadinessRegistry } from './readiness.ts';

describe('readiness', () => {
  it('names each part that is missing, and why', async () => {
    const readiness = new ReadinessRegistry();
    let isBound = false;
    readiness.add('console', () => null);
    readiness.add('feeds', () => (isBound ? null : 'its doors are not open yet'));
    readiness.add('database', async () => {
      throw new Error('connection refused');
    });
    expect(await readiness.missing()).toEqual({ feeds: 'its doors are not open yet', database: 'connection refused' });
    isBound = true;
    readiness.add('database', async () => null);
    expect(await readiness.missing()).toEqual({});
  });
});
