import type { Type } from '@nestjs/common';
import type { Right } from '../../contract/rights.ts';
import { OPEN, RIGHT_KEY } from './right.decorator.ts';

/** Keys under which @nestjs/websockets writes its decorators down; a test breaks when they change. */
const GATEWAY = 'websockets:is_gateway';
const MAPPING = 'websockets:message_mapping';
const MESSAGE = 'message';

/** What an event needs. null: its handler names no right, so it is refused to everybody. */
export type SocketEvents = ReadonlyMap<string, Right | typeof OPEN | null>;

type Gateway = Type<object>;

export function isGateway(type: unknown): type is Gateway {
  return typeof type === 'function' && Reflect.hasMetadata(GATEWAY, type);
}

/** Every @SubscribeMessage of the gateways, with the right it @Needs. */
export function socketEventsOf(gateways: Iterable<Gateway>): SocketEvents {
  const events = new Map<string, Right | typeof OPEN | null>();
  for (const gateway of gateways) {
    for (const handler of handlersOf(gateway.prototype)) {
      if (Reflect.getMetadata(MAPPING, handler) !== true) continue;
      const right: Right | typeof OPEN | undefined =
        Reflect.getMetadata(RIGHT_KEY, handler) ?? Reflect.getMetadata(RIGHT_KEY, gateway);
      events.set(String(Reflect.getMetadata(MESSAGE, handler)), right ?? null);
    }
  }
  return events;
}

function* handlersOf(prototype: object): Generator<object> {
  for (let at: object | null = prototype; at && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const { value } of Object.values(Object.getOwnPropertyDescriptors(at))) {
      if (typeof value === 'function') yield value;
    }
  }
}
