import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { configOfInit, remux, samplesOf } from '../../domain/video/fmp4.ts';
import { type ClipMeta, clipReadme } from './clip-readme.ts';
import type { FragmentRow } from './recording.store.ts';

interface ClipFile {
  readonly name: string;
  readonly data: Buffer;
}

/** The bytes of a fragment are not those that were recorded. */
export class ClipDamaged extends Error {}

const sha256 = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex');

/**
 * Files of a clip: for each file of the recording that it touches, the original fragments behind their beginning, byte by byte as they
 * were recorded, and the same pictures as an ordinary MP4; a manifest; hashes for `sha256sum -c`; a README. Each fragment is compared with
 * the hash that was taken as it was recorded. Throws ClipDamaged where one differs.
 */
export async function clipFiles(dir: string, rows: readonly FragmentRow[], meta: ClipMeta): Promise<ClipFile[]> {
  const files: ClipFile[] = [];
  const parts = [];
  for (const [i, group] of byFile(rows).entries()) {
    const { init, fragments } = await readGroup(dir, group);
    const suffix = i === 0 ? '' : `-${i + 1}`;
    const original = { name: `original${suffix}.mp4`, data: Buffer.concat([init, ...fragments]) };
    const config = configOfInit(init);
    const clip = { name: `clip${suffix}.mp4`, data: Buffer.from(remux(config, fragments.flatMap(samplesOf))) };
    files.push(clip, original);
    let at = init.length;
    parts.push({
      ...{ original: original.name, clip: clip.name, initLength: init.length },
      fragments: group.map(({ fromMs, toMs, length, sha256: hash }) => {
        at += length;
        return { offset: at - length, length, from: iso(fromMs), to: iso(toMs), sha256: hash };
      }),
    });
  }
  const { fromMs, toMs, exportedMs, ...told } = meta;
  const manifest = { ...told, from: iso(fromMs), to: iso(toMs), exported: iso(exportedMs), parts };
  files.push({ name: 'manifest.json', data: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`) });
  files.push({
    name: 'README.txt',
    data: Buffer.from(
      clipReadme(
        meta,
        files.map(({ name }) => name),
      ),
    ),
  });
  const sums = files.map(({ name, data }) => `${sha256(data)}  ${name}\n`).join('');
  return [...files, { name: 'SHA256SUMS', data: Buffer.from(sums) }];
}

const iso = (ms: number): string => new Date(ms).toISOString();

function byFile(rows: readonly FragmentRow[]): FragmentRow[][] {
  const groups = new Map<number, FragmentRow[]>();
  for (const row of rows) groups.set(row.fileId, [...(groups.get(row.fileId) ?? []), row]);
  return [...groups.values()];
}

async function readGroup(dir: string, group: readonly FragmentRow[]): Promise<{ init: Buffer; fragments: Buffer[] }> {
  const [first] = group;
  if (first === undefined) throw new RangeError('a clip of no fragment');
  const file = await open(join(dir, first.path), 'r');
  try {
    const read = async (offset: number, length: number): Promise<Buffer> => {
      const data = Buffer.alloc(length);
      const { bytesRead } = await file.read(data, 0, length, offset);
      return data.subarray(0, bytesRead);
    };
    const init = await read(0, first.initLength);
    const fragments: Buffer[] = [];
    for (const { offset, length, sha256: hash, fromMs } of group) {
      const data = await read(offset, length);
      if (sha256(data) !== hash) throw new ClipDamaged(`the fragment of ${iso(fromMs)} is not as it was recorded`);
      fragments.push(data);
    }
    return { init, fragments };
  } finally {
    await file.close();
  }
}
