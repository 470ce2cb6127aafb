import { describe, expect, it } from '@jest/globals';
import { NO_POSITION, TrackTable } from './track-table.ts';

describe('TrackTable', () => {
  it('keeps what it holds when it grows', () => {
    const table = new TrackTable(1);
    const first = table.add();
    table.lon[first] = 83_700_000;
    const second = table.add();
    expect(table.lon[first]).toBe(83_700_000);
    expect(table.lon[second]).toBe(NO_POSITION);
    expect(table.count).toBe(2);
  });
  it('gives a freed row to the next track under another key, with nothing left of the old one', () => {
    const table = new TrackTable();
    const row = table.add();
    const key = table.key[row];
    table.flags[row] = 3;
    table.remove(row);
    expect(table.count).toBe(0);
    expect(table.add()).toBe(row);
    expect(table.key[row]).not.toBe(key);
    expect(table.flags[row]).toBe(0);
  });
  it('refuses to free a row twice', () => {
    const table = new TrackTable();
    const row = table.add();
    table.remove(row);
    expect(() => table.remove(row)).toThrow('holds no track');
  });
});
