import { Signal } from './signal.ts';

/** A list that is told by what has changed of it; null: not told yet. */
export class NewsSignal<T> extends Signal<readonly T[] | null> {
  private things = new Map<string, T>();
  private isRenewed = true;

  constructor(private readonly idOf: (thing: T) => string) {
    super(null);
  }

  /** What is told next is the whole list: the connection is a new one. */
  renew(): void {
    this.isRenewed = true;
  }

  take({ changed, gone }: { readonly changed: readonly T[]; readonly gone: readonly string[] }): void {
    if (this.isRenewed) this.things = new Map();
    this.isRenewed = false;
    for (const id of gone) this.things.delete(id);
    for (const thing of changed) this.things.set(this.idOf(thing), thing);
    this.set([...this.things.values()]);
  }
}
