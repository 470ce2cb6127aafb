import type { OrderAnswer } from '../../../server/contract/dispatch.ts';
import type { BoatSays } from '../../../server/contract/message.ts';

/** What a crew does that the desks must know: kept until the server has said that it has it. */
export type Act =
  | { readonly event: 'dispatch:answer'; readonly body: OrderAnswer }
  | { readonly event: 'dispatch:say'; readonly body: BoatSays }
  | { readonly event: 'dispatch:seen'; readonly body: { readonly messageId: string } };

/** Where the boat was. Knots, degrees true, epoch ms of the server's clock. */
export interface Fix {
  readonly lon: number;
  readonly lat: number;
  readonly sogKn: number | null;
  readonly cogDeg: number | null;
  readonly headingDeg: number | null;
  readonly fixMs: number;
}

/** What the queue holds: acts in their order, and positions. */
export type Waiting = { readonly kind: 'act'; readonly act: Act } | { readonly kind: 'fix'; readonly fix: Fix };

/** An act that the server did not take as it was meant. */
export interface Conflict {
  readonly act: Act;
  /** overtaken, closed: it was written down and changed nothing. Else the word of the refusal. */
  readonly why: string;
  readonly message: string | null;
}
