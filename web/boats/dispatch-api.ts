import type { Boat } from '../../server/contract/boat.ts';
import type {
  Order,
  OrderAsk,
  OrderVoice,
  RecommendAsk,
  Recommendation,
  TargetAsk,
} from '../../server/contract/dispatch.ts';
import type { Translate } from '../i18n/translate.ts';
import { type Answer, ask, type Refusal, sending } from '../net/ask.ts';

/** Ids of requests, the same when one is sent again. */
export const newRequest = (): string => crypto.randomUUID();

const json = <T>(answer: Response): Promise<T> => answer.json() as Promise<T>;
const post = <T>(path: string, body: unknown): Promise<Answer<T>> =>
  ask(`/api/v1/dispatch/${path}`, sending('POST', body), json<T>);

export const recommend = (body: RecommendAsk): Promise<Answer<Recommendation>> => post('recommend', body);
export const sendOrders = (body: OrderAsk): Promise<Answer<readonly Order[]>> => post('orders', body);
export const recallOrder = (orderId: string): Promise<Answer<Order>> =>
  post(`orders/${orderId}/recall`, { requestId: newRequest(), reason: '' });
export const confirmTarget = (orderId: string): Promise<Answer<Order>> =>
  post(`orders/${orderId}/confirm`, { requestId: newRequest() });
export const recordVoice = (orderId: string, said: Pick<OrderVoice, 'state' | 'channel'>): Promise<Answer<Order>> =>
  post(`orders/${orderId}/voice`, { requestId: newRequest(), reason: '', ...said });

export const targetOfTrack = (trackId: string): TargetAsk => ({ kind: 'track', trackId });

/** Why an order was not sent or changed, in the reader's language. */
export function orderRefusal(
  { message, told }: Refusal,
  boats: readonly Boat[],
  nameOf: (boat: Boat) => string,
  t: Translate,
): string {
  if (message === null) return t('order.away');
  const boat = boats.find(({ boatId }) => boatId === told['boatId']);
  const name = boat ? nameOf(boat) : String(told['boatId'] ?? '');
  if (told['reason'] === 'busy') return t('order.busy', { boat: name });
  if (told['reason'] === 'out-of-service') return t('order.outOfService', { boat: name });
  if (told['reason'] === 'changed' || told['reason'] === 'over') return t('order.changedElsewhere');
  return t('order.failed', { message });
}
