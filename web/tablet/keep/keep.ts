import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import { type Sealed, seal, sealBytes, unseal, unsealBytes, type VaultRecord } from './vault.ts';

const NAME = 'mihari-boat';

/** What is readable without the PIN: no more than is needed to ask for it, and to know when to erase. */
export interface Open {
  readonly vault: VaultRecord;
  readonly boat: { readonly boatId: string; readonly ja: string; readonly en: string };
  /** By the tablet's clock, epoch ms. */
  readonly contactMs: number;
  readonly eraseAfterH: number;
}

interface Schema extends DBSchema {
  open: { key: keyof Open; value: Open[keyof Open] };
  /** What is shown: orders, messages, picture, ... by name. */
  shown: { key: string; value: Sealed };
  /** What waits to be sent, in its order. */
  queue: { key: number; value: Sealed };
  /** Photos by their messageId, until the server has them whole. */
  photos: { key: string; value: Sealed };
}

/** What waits, with its place in the queue. */
export interface Queued<T> {
  readonly seq: number;
  readonly item: T;
}

/** All that the tablet keeps, sealed by the key, in IndexedDB. */
export class Keep {
  private constructor(
    private readonly db: IDBPDatabase<Schema>,
    private key: CryptoKey | null,
  ) {}

  static async open(): Promise<Keep> {
    const db = await openDB<Schema>(NAME, 1, {
      upgrade(fresh) {
        fresh.createObjectStore('open');
        fresh.createObjectStore('shown');
        fresh.createObjectStore('queue', { autoIncrement: true });
        fresh.createObjectStore('photos');
      },
      // a page of a later version wants to open it: it must not wait for this one
      blocking: () => db.close(),
    });
    return new Keep(db, null);
  }

  unlock(key: CryptoKey): void {
    this.key = key;
  }

  async read<K extends keyof Open>(name: K): Promise<Open[K] | null> {
    return ((await this.db.get('open', name)) as Open[K] | undefined) ?? null;
  }

  async write<K extends keyof Open>(name: K, value: Open[K]): Promise<void> {
    await this.db.put('open', value, name);
  }

  /** null: never kept, or not to be read. */
  async recall<T>(name: string): Promise<T | null> {
    const sealed = await this.db.get('shown', name);
    return sealed === undefined ? null : unseal<T>(this.theKey(), sealed);
  }

  async remember(name: string, value: unknown): Promise<void> {
    await this.db.put('shown', await seal(this.theKey(), value), name);
  }

  async add(item: unknown): Promise<number> {
    return this.db.add('queue', await seal(this.theKey(), item));
  }

  async drop(seqs: readonly number[]): Promise<void> {
    const { store, done } = this.db.transaction('queue', 'readwrite');
    await Promise.all([...seqs.map((seq) => store.delete(seq)), done]);
  }

  /** All that waits; what cannot be read is left where it is. */
  async queued<T>(): Promise<Queued<T>[]> {
    const [seqs, all] = await Promise.all([this.db.getAllKeys('queue'), this.db.getAll('queue')]);
    const items = await Promise.all(all.map((sealed) => unseal<T>(this.theKey(), sealed)));
    return items.flatMap((item, i) => (item === null ? [] : [{ seq: seqs[i] as number, item }]));
  }

  async addPhoto(messageId: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.db.put('photos', await sealBytes(this.theKey(), bytes), messageId);
  }

  /** Ids of those that wait. */
  photos(): Promise<string[]> {
    return this.db.getAllKeys('photos');
  }

  /** null: there is none, or it is not to be read. */
  async photo(messageId: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const sealed = await this.db.get('photos', messageId);
    return sealed === undefined ? null : unsealBytes(this.theKey(), sealed);
  }

  async dropPhoto(messageId: string): Promise<void> {
    await this.db.delete('photos', messageId);
  }

  /** Nothing of it is left. */
  async erase(): Promise<void> {
    this.key = null;
    const stores = ['open', 'shown', 'queue', 'photos'] as const;
    const all = this.db.transaction(stores, 'readwrite');
    await Promise.all([...stores.map((name) => all.objectStore(name).clear()), all.done]);
    this.db.close();
    await deleteDB(NAME);
  }

  close(): void {
    this.db.close();
  }

  private theKey(): CryptoKey {
    if (this.key === null) throw new Error('the tablet is sealed');
    return this.key;
  }
}
