import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from './data-dir.ts';

export const RECORD = 'server.json';

const recordSchema = z.object({
  pid: z.number().int().min(2),
  /** Boot of the machine and start of the process within it; null where the system does not tell. */
  born: z.string().nullable(),
  version: z.string(),
  /** Folder of the program. */
  root: z.string(),
  /** Where its health is asked, from this machine. */
  url: z.string(),
  /** As configured. */
  host: z.string(),
  port: z.number().int(),
});

/** What a running server leaves in its data directory, so that an upgrade finds it, and it alone. */
export type RunningRecord = z.infer<typeof recordSchema>;

/** Returns what takes the record away again. */
export function leaveRecord(dataDir: string, about: Omit<RunningRecord, 'pid' | 'born'>): () => void {
  const path = join(dataDir, RECORD);
  writeWhole(path, JSON.stringify({ pid: process.pid, born: bornOf(process.pid), ...about }));
  return () => rmSync(path, { force: true });
}

/** null: there is none, or its process has ended. The number alone proves nothing: it may be another program's by now. */
export function findRunning(dataDir: string): RunningRecord | null {
  let record: RunningRecord;
  try {
    record = recordSchema.parse(JSON.parse(readFileSync(join(dataDir, RECORD), 'utf8')));
  } catch {
    return null; // none, or one that nobody can read
  }
  return isStill(record) ? record : null;
}

/** Whether the process that left the record is there. False where the system does not tell when a process was born. */
export const isStill = ({ pid, born }: RunningRecord): boolean => born !== null && bornOf(pid) === born;

/** The same for two processes only if they are one: a number is given anew, but not with the same start. */
function bornOf(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? null : `${boot}/${rest[18]}`; // starttime is field 22 of proc(5)
  } catch {
    return null;
  }
}
