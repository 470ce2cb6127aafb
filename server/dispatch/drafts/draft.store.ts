import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Draft } from '../../contract/draft.ts';

const MS = (column: string): string => `round(extract(epoch from ${column}) * 1000)::float8`;
const AT = (parameter: string): string => `to_timestamp(${parameter}::float8 / 1000.0)`;

export const draftSql = {
  since: `select draft_id as "draftId", revision, office, content, made_by as "madeBy", ${MS('made_at')} as "madeMs",
    changed_by as "changedBy", ${MS('changed_at')} as "changedMs" from dispatch_draft where changed_at >= ${AT('$1')} order by made_at, draft_id`,
  add: `insert into dispatch_draft (draft_id, revision, office, content, made_by, made_at, changed_by, changed_at)
    values ($1, $2, $3, $4, $5, ${AT('$6')}, $7, ${AT('$8')}) on conflict (draft_id) do nothing returning revision`,
  change: `update dispatch_draft set revision = $2, content = $3, changed_by = $4, changed_at = ${AT('$5')}
    where draft_id = $1 and revision = $2 - 1 returning revision`,
  drop: 'delete from dispatch_draft where draft_id = $1',
  sweep: `delete from dispatch_draft where changed_at < ${AT('$1')}`,
} as const;

type Content = Pick<Draft, 'boatIds' | 'target' | 'trackId' | 'targetName' | 'task' | 'priority' | 'text' | 'rules'>;
type Row = Omit<Draft, keyof Content> & { readonly content: Content };

/** Orders that are not sent yet. */
@Injectable()
export class DraftStore {
  constructor(private readonly source: DataSource) {}

  async since(atMs: number): Promise<Draft[]> {
    const rows: Row[] = await this.source.query(draftSql.since, [atMs]);
    return rows.map(({ content, ...row }) => ({ ...row, ...content }));
  }

  /** A first revision is added, a later one takes the place of the one before. False: another is there, or none. */
  async keep({ draftId, revision, office, madeBy, madeMs, changedBy, changedMs, ...rest }: Draft): Promise<boolean> {
    const { boatIds, target, trackId, targetName, task, priority, text, rules } = rest;
    const content = JSON.stringify({ boatIds, target, trackId, targetName, task, priority, text, rules });
    if (revision === 1) {
      const values = [draftId, revision, office, content, madeBy, madeMs, changedBy, changedMs];
      return ((await this.source.query(draftSql.add, values)) as unknown[]).length > 0;
    }
    const [rows]: [unknown[]] = await this.source.query(draftSql.change, [draftId, revision, content, changedBy, changedMs]); // biome-ignore format: one line
    return rows.length > 0;
  }

  async drop(draftId: string): Promise<void> {
    await this.source.query(draftSql.drop, [draftId]);
  }

  /** Lets go of those that were changed last before a time. */
  async sweep(beforeMs: number): Promise<void> {
    await this.source.query(draftSql.sweep, [beforeMs]);
  }
}
