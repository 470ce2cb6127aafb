import { Injectable } from '@nestjs/common';
import { DataSource, type QueryRunner } from 'typeorm';
import type { Order, OrderState, OrderStep, TargetDoubt } from '../contract/dispatch.ts';

const MS = (column: string): string => `round(extract(epoch from ${column}) * 1000)::float8`;
const AT = (parameter: string): string => `to_timestamp(${parameter}::float8 / 1000.0)`;
const ORDER = `order_id as "orderId", mission_id as "missionId", boat_id as "boatId", office, version, revision, state,
  ${MS('state_at')} as "stateMs", content, doubt, made_by as "madeBy", ${MS('made_at')} as "madeMs"`;
/** As the partial index has it: one open order a boat. */
const OPEN = `state not in ('done', 'refused', 'stood-down')`;

export const orderSql = {
  since: `select ${ORDER} from dispatch_order where ${OPEN} or state_at >= ${AT('$1')} order by made_at, order_id`,
  one: `select ${ORDER} from dispatch_order where order_id = $1`,
  ofRequest: `select order_id as "orderId" from dispatch_order where request_id = $1`,
  openOf: `select boat_id as "boatId" from dispatch_order where boat_id = any($1::text[]) and ${OPEN}`,
  add: `insert into dispatch_order (order_id, mission_id, request_id, boat_id, office, version, revision, state, state_at, content, made_by, made_at)
    values ($1, $2, $3, $4, $5, 1, 1, 'sent', ${AT('$6')}, $7, $8, ${AT('$6')})`,
  takeDraft: `delete from dispatch_draft where draft_id = $1 returning made_by as "madeBy", ${MS('made_at')} as "madeMs"`,
  move: `update dispatch_order set revision = revision + 1, version = $3, state = $4, state_at = ${AT('$5')}, content = $6, doubt = $7
    where order_id = $1 and revision = $2 returning revision`,
  steps: `select order_id as "orderId", version, kind, who, via, ${MS('at')} as "atMs", ${MS('device_at')} as "deviceMs",
      is_note as "isNote", detail from dispatch_step where order_id = any($1::uuid[]) order by step_id`,
  addStep: `insert into dispatch_step (order_id, request_id, version, kind, who, via, at, device_at, is_note, detail)
    values ($1, $2, $3, $4, $5, $6, ${AT('$7')}, ${AT('$8')}, $9, $10) on conflict (request_id) do nothing returning step_id`,
} as const;

type OrderContent = Pick<Order, 'task' | 'priority' | 'text' | 'rules' | 'target'>;
/** An order as it is kept. */
export type KeptOrder = Omit<Order, 'chase'>;

interface OrderRow extends Omit<KeptOrder, keyof OrderContent | 'steps'> {
  readonly content: OrderContent;
}

export interface NewOrder {
  readonly orderId: string;
  readonly missionId: string;
  readonly requestId: string;
  readonly boatId: string;
  readonly office: string;
  readonly content: OrderContent;
  readonly madeBy: string;
  readonly madeMs: number;
}

/** A step, and what the order is after it. */
export interface Move {
  readonly step: OrderStep;
  /** null: a word of the server's own. */
  readonly requestId: string | null;
  /** null: only the step is written. */
  readonly to: {
    readonly version: number;
    readonly state: OrderState;
    readonly stateMs: number;
    readonly content: OrderContent;
    readonly doubt: TargetDoubt | null;
  } | null;
}

/** Orders and their steps. */
@Injectable()
export class OrderStore {
  constructor(private readonly source: DataSource) {}

  /** The open ones, and those that ended since a time. */
  async since(atMs: number): Promise<KeptOrder[]> {
    return this.whole(await this.source.query(orderSql.since, [atMs]));
  }

  async one(orderId: string): Promise<KeptOrder | null> {
    return (await this.whole(await this.source.query(orderSql.one, [orderId])))[0] ?? null;
  }

  /** Ids of the orders that a request has made; empty: it is new. */
  async ofRequest(requestId: string): Promise<string[]> {
    const rows: { orderId: string }[] = await this.source.query(orderSql.ofRequest, [requestId]);
    return rows.map(({ orderId }) => orderId);
  }

  /** Which of the boats have an open order. */
  async openOf(boatIds: readonly string[]): Promise<string[]> {
    const rows: { boatId: string }[] = await this.source.query(orderSql.openOf, [boatIds]);
    return rows.map(({ boatId }) => boatId);
  }

  /** All or none; the draft is gone then. Rejects where a boat has an open order, the request was made before, or the draft is gone already (GoneDraft). */
  async add(orders: readonly NewOrder[], draftId: string | null): Promise<void> {
    await this.inOne(async (runner) => {
      const draft = draftId === null ? null : await takeDraft(runner, draftId);
      for (const order of orders) {
        const { orderId, missionId, requestId, boatId, office, content, madeBy, madeMs } = order;
        const values = [orderId, missionId, requestId, boatId, office, madeMs, JSON.stringify(content), madeBy];
        await runner.query(orderSql.add, values);
        const begins = { version: 1, via: 'console', deviceMs: null, isNote: false, detail: {} } as const;
        if (draft !== null)
          await addStep(runner, orderId, null, { ...begins, kind: 'draft', who: draft.madeBy, atMs: draft.madeMs });
        await addStep(runner, orderId, null, { ...begins, kind: 'sent', who: madeBy, atMs: madeMs });
      }
    });
  }

  /** known: the request was made before. stale: the order is another than the one of `revision`. */
  async move(orderId: string, revision: number, { step, requestId, to }: Move): Promise<'moved' | 'known' | 'stale'> {
    return this.inOne(async (runner) => {
      if (!(await addStep(runner, orderId, requestId, step))) return 'known';
      if (to === null) return 'moved';
      const { version, state, stateMs, content, doubt } = to;
      const values = [orderId, revision, version, state, stateMs, JSON.stringify(content), doubt];
      const [rows]: [unknown[]] = await runner.query(orderSql.move, values);
      if (rows.length === 0) throw new StaleOrder();
      return 'moved' as const;
    }).catch((error: unknown) => {
      if (error instanceof StaleOrder) return 'stale' as const;
      throw error;
    });
  }

  private async inOne<T>(work: (runner: QueryRunner) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      await runner.startTransaction();
      const result = await work(runner);
      await runner.commitTransaction();
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction();
      throw error;
    } finally {
      await runner.release();
    }
  }

  private async whole(rows: readonly OrderRow[]): Promise<KeptOrder[]> {
    const ids = rows.map(({ orderId }) => orderId);
    const steps: (OrderStep & { orderId: string })[] =
      ids.length > 0 ? await this.source.query(orderSql.steps, [ids]) : [];
    return rows.map(({ content, ...row }) => ({
      ...row,
      ...content,
      steps: steps.filter(({ orderId }) => orderId === row.orderId).map(({ orderId: _, ...step }) => step),
    }));
  }
}

class StaleOrder extends Error {}
/** It was sent or discarded. */
export class GoneDraft extends Error {}

async function takeDraft(runner: QueryRunner, draftId: string): Promise<Pick<NewOrder, 'madeBy' | 'madeMs'>> {
  const [[draft]]: [Pick<NewOrder, 'madeBy' | 'madeMs'>[]] = await runner.query(orderSql.takeDraft, [draftId]);
  if (draft === undefined) throw new GoneDraft();
  return draft;
}

/** False: its request was written before. */
async function addStep(
  runner: QueryRunner,
  orderId: string,
  requestId: string | null,
  { version, kind, who, via, atMs, deviceMs, isNote, detail }: OrderStep,
): Promise<boolean> {
  const values = [orderId, requestId, version, kind, who, via, atMs, deviceMs, isNote, JSON.stringify(detail)];
  const rows: unknown[] = await runner.query(orderSql.addStep, values);
  return rows.length > 0;
}
