import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Keep } from './keep.ts';
import { makeVault, openVault } from './vault.ts';

describe('what the tablet keeps', () => {
  let keep: Keep;
  beforeEach(async () => {
    keep = await Keep.open();
  });
  afterEach(() => keep.erase());

  it('is there after it was closed, for who knows the PIN', async () => {
    const { record, key } = await makeVault('258025');
    await keep.write('vault', record);
    keep.unlock(key);
    await keep.remember('known', { order: '瀬取り' });
    await keep.add({ n: 1 });
    await keep.add({ n: 2 });
    keep.close();
    keep = await Keep.open();
    const vault = await keep.read('vault');
    if (vault === null) throw new Error('the vault is gone');
    expect(await openVault(vault, '258026')).toBeNull();
    keep.unlock((await openVault(vault, '258025')) as CryptoKey);
    expect(await keep.recall('known')).toEqual({ order: '瀬取り' });
    const queued = await keep.queued<{ n: number }>();
    expect(queued.map(({ item }) => item.n)).toEqual([1, 2]);
    await keep.drop([queued[0]?.seq ?? 0]);
    expect((await keep.queued<{ n: number }>()).map(({ item }) => item.n)).toEqual([2]);
  });

  it('lies nowhere in plain words', async () => {
    keep.unlock((await makeVault('123456')).key);
    await keep.remember('known', { text: 'K-17' });
    const raw = await new Promise<unknown>((tell, fail) => {
      const request = indexedDB.open('mihari-boat');
      request.onerror = () => fail(request.error);
      request.onsuccess = () => {
        const read = request.result.transaction('shown').objectStore('shown').getAll();
        read.onsuccess = () => {
          request.result.close();
          tell(read.result);
        };
      };
    });
    const [sealed] = raw as { data: ArrayBuffer }[];
    const text = Buffer.from(sealed?.data ?? new ArrayBuffer(0)).toString('latin1');
    expect(text.length).toBeGreaterThan(10);
    expect(text).not.toContain('K-17');
  });

  it('is not to be had without the PIN, and gone once it was erased', async () => {
    await expect(keep.remember('known', 1)).rejects.toThrow('sealed');
    const { key } = await makeVault('123456');
    keep.unlock(key);
    await keep.remember('known', 1);
    await keep.write('contactMs', 5);
    await keep.erase();
    keep = await Keep.open();
    keep.unlock(key);
    expect([await keep.read('contactMs'), await keep.recall('known'), await keep.queued()]).toEqual([null, null, []]);
  });

  it.each(['12345', '1234567890123', 'abcdef', ''])('takes no PIN like %j', async (pin) => {
    await expect(makeVault(pin)).rejects.toThrow(`pin of ${pin.length} characters: want 6-12 digits`);
  });
});
