import type { Observable } from 'rxjs';

/** What has changed of a list: things as they are now, and ids of those that are gone. */
export interface News<T> {
  readonly changed: readonly T[];
  readonly gone: readonly string[];
}

/** A list that tells ids as they change. */
export interface Listed<T> {
  all(): readonly T[];
  readonly changes$: Observable<string>;
}

/** Counts the changes of things, so that each console is told only of those it does not know yet. */
export class ChangeBook<T> {
  private readonly revisions = new Map<string, number>();
  private revision = 0;

  constructor(
    private readonly list: Listed<T>,
    private readonly idOf: (thing: T) => string,
  ) {}

  /** Ends when the list does. */
  follow(): void {
    this.list.changes$.subscribe((id) => this.revisions.set(id, ++this.revision));
  }

  /** What a console that was told `told` does not know; `told` is brought up to date. null: nothing. */
  news(told: Map<string, number>): News<T> | null {
    const changed: T[] = [];
    const here = new Set<string>();
    for (const thing of this.list.all()) {
      const id = this.idOf(thing);
      here.add(id);
      const revision = this.revisions.get(id) ?? 0;
      if (told.get(id) === revision) continue;
      told.set(id, revision);
      changed.push(thing);
    }
    const gone = [...told.keys()].filter((id) => !here.has(id));
    for (const id of gone) told.delete(id);
    return changed.length + gone.length === 0 ? null : { changed, gone };
  }
}
