import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findRunning, leaveRecord, RECORD } from './running-record.ts';

const about = { version: '0.1.0', root: '/opt/mihari', url: 'http://127.0.0.1:8080', host: '127.0.0.1', port: 8080 };

describe('the record of a running server', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'mihari-record-'));
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it('is found while its process lives, and taken away by it', () => {
    const remove = leaveRecord(dataDir, about);
    expect(findRunning(dataDir)).toMatchObject({ ...about, pid: process.pid });
    remove();
    expect(findRunning(dataDir)).toBeNull();
  });

  it('is no proof when its number is another process by now', () => {
    leaveRecord(dataDir, about);
    const path = join(dataDir, RECORD);
    const record = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    writeFileSync(path, JSON.stringify({ ...record, pid: process.ppid }));
    expect(findRunning(dataDir)).toBeNull();
    writeFileSync(path, JSON.stringify({ ...record, born: null }));
    expect(findRunning(dataDir)).toBeNull();
    writeFileSync(path, 'half of a rec');
    expect(findRunning(dataDir)).toBeNull();
  });
});
