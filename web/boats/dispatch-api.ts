import type { Boat } from '../../server/contract/boat.ts';
import type {
  Order,
  OrderAsk,
  OrderChange,
  OrderVoice,
  RecommendAsk,
  Recommendation,
  TargetAsk,
} from '../../server/contract/dispatch.ts';
import type { Draft, DraftAsk } from '../../server/contract/draft.ts';
import type { Message } from '../../server/contract/message.ts';
import type { Translate } from '../i18n/translate.ts';
import { type Answer, ask, type Refusal, sending, tell } from '../net/ask.ts';

/** Ids of requests, the same when one is sent again. */
export const newRequest = (): string => crypto.randomUUID();

const json = <T>(answer: Response): Promise<T> => answer.json() as Promise<T>;
const post = <T>(path: string, body: unknown): Promise<Answer<T>> =>
  ask(`/api/v1/dispatch/${path}`, sending('POST', body), json<T>);

export const recommend = (body: RecommendAsk): Promise<Answer<Recommendation>> => post('recommend', body);
export const sendOrders = (body: OrderAsk): Promise<Answer<readonly Order[]>> => post('orders', body);
export const keepDraft = (draftId: string, body: DraftAsk): Promise<Answer<Draft>> =>
  ask(`/api/v1/dispatch/drafts/${draftId}`, { ...sending('PUT', body), keepalive: true }, json<Draft>);
export const discardDraft = (draftId: string): Promise<Answer<null>> =>
  tell(`/api/v1/dispatch/drafts/${draftId}`, { method: 'DELETE' });
export const recallOrder = (orderId: string): Promise<Answer<Order>> =>
  post(`orders/${orderId}/recall`, { requestId: newRequest(), reason: '' });
export const changeOrder = (
  { orderId, revision }: Order,
  content: Omit<OrderChange, 'requestId' | 'revision'>,
): Promise<Answer<Order>> => {
  const body = { requestId: newRequest(), revision, ...content };
  return ask(`/api/v1/dispatch/orders/${orderId}`, sending('PUT', body), json<Order>);
};
export const confirmTarget = (orderId: string): Promise<Answer<Order>> =>
  post(`orders/${orderId}/confirm`, { requestId: newRequest() });
export const recordVoice = (orderId: string, said: Pick<OrderVoice, 'state' | 'channel'>): Promise<Answer<Order>> =>
  post(`orders/${orderId}/voice`, { requestId: newRequest(), reason: '', ...said });

const say = (body: Record<string, unknown>): Promise<Answer<Message>> =>
  post('messages', { requestId: newRequest(), ...body });
export const sayText = (boatId: string, orderId: string | null, text: string): Promise<Answer<Message>> =>
  say({ kind: 'text', boatId, orderId, text });
export const sayPhrase = (boatId: string, orderId: string | null, phrase: string): Promise<Answer<Message>> =>
  say({ kind: 'phrase', boatId, orderId, phrase });
/** Somebody has looked at it; an SOS is answered by this. */
export const markSeen = (messageId: string): Promise<Answer<Message>> => post(`messages/${messageId}/seen`, {});
export const tellSounded = (messageId: string): Promise<Answer<Message>> => post(`messages/${messageId}/sounded`, {});

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
  if (told['reason'] === 'draft-gone') return t('draft.gone');
  if (told['reason'] === 'busy') return t('order.busy', { boat: name });
  if (told['reason'] === 'out-of-service') return t('order.outOfService', { boat: name });
  if (told['reason'] === 'changed' || told['reason'] === 'over') return t('order.changedElsewhere');
  if (told['error'] === 'not-found') return t('order.notThere');
  return t('order.failed', { message });
}
