import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { keptOf } from '../support/kept-exactly.ts';

jest.setTimeout(180_000);

describe('the history of the simulated bay', () => {
  let place: string;
  beforeEach(() => {
    place = realpathSync(mkdtempSync(join(tmpdir(), 'mihari-kept-')));
  });
  afterEach(() => rmSync(place, { recursive: true, force: true, maxRetries: 5 }));

  it('has each position that was told, once', async () => {
    const { told, heard, duplicates, rejected, stored } = await keptOf(place, { hours: 0.02, rate: 4 });
    expect(told.positions).toBeGreaterThan(600);
    // sixty times is the benchmark's, on an idle machine: there a hitch of a second is a minute of the story, times are told apart by
    // receipt no more, and the two sentences of a message do not wait for each other so long
    expect(told.messages - heard).toBeLessThanOrEqual(rejected['fragment'] ?? 0);
    // one told again in another second of the story is not known for one transmission, but has nothing to store
    expect(duplicates).toBeLessThanOrEqual(told.duplicates + told.doubtful + told.otherDuplicates);
    expect(stored).toBeLessThanOrEqual(told.positions - told.duplicates);
    expect(stored).toBeGreaterThanOrEqual(told.positions - told.duplicates - told.doubtful);
    expect(told.doubtful).toBeLessThan(told.positions / 100);
  });
});
