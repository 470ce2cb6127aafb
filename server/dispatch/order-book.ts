import { Injectable } from '@nestjs/common';
import { type Observable, Subject } from 'rxjs';
import type { Chase, Order } from '../contract/dispatch.ts';
import { isOpen } from '../domain/dispatch/order-life.ts';
import type { KeptOrder } from './order.store.ts';

/** Ended orders stay on the consoles so long. */
export const SHOWN_MS = 12 * 3_600_000;

/** The orders at hand: the open ones, and those that ended lately. */
@Injectable()
export class OrderBook {
  private readonly orders = new Map<string, KeptOrder>();
  private readonly chases = new Map<string, Chase>();
  private readonly changes = new Subject<string>();
  /** Ids of orders as they change. */
  readonly changes$: Observable<string> = this.changes.asObservable();

  put(order: KeptOrder): void {
    this.orders.set(order.orderId, order);
    if (!isOpen(order.state)) this.chases.delete(order.orderId);
    this.changes.next(order.orderId);
  }

  setChase(orderId: string, chase: Chase): void {
    if (!this.orders.has(orderId)) return;
    this.chases.set(orderId, chase);
    this.changes.next(orderId);
  }

  /** Lets go of what ended long ago. */
  prune(nowMs: number): void {
    for (const [orderId, { state, stateMs }] of this.orders) {
      if (isOpen(state) || nowMs - stateMs < SHOWN_MS) continue;
      this.orders.delete(orderId);
      this.changes.next(orderId);
    }
  }

  one(orderId: string): KeptOrder | null {
    return this.orders.get(orderId) ?? null;
  }

  all(): Order[] {
    return [...this.orders.values()].map((order) => this.told(order));
  }

  open(): KeptOrder[] {
    return [...this.orders.values()].filter(({ state }) => isOpen(state));
  }

  /** The open order of a boat; null: she has none. */
  openOf(boatId: string): KeptOrder | null {
    return this.open().find((order) => order.boatId === boatId) ?? null;
  }

  ofBoat(boatId: string): Order[] {
    return this.all().filter((order) => order.boatId === boatId);
  }

  told(order: KeptOrder): Order {
    return { ...order, chase: this.chases.get(order.orderId) ?? null };
  }
}
