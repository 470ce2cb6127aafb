/**
 * bytes: a piece of the stream, cut anywhere. whole: what came so far on this connection is whole, so that a last line without its
 * newline counts (the end of a datagram). end: the same, and nothing more comes on it.
 */
export type ReceivedWhat = 'bytes' | 'whole' | 'end';

/** What a door got, before decoding. Object and bytes are used again: copy what you keep, at once. */
export interface Received {
  readonly feed: string;
  /** Number of the connection or sender, unique in this run of the server, from 1. */
  readonly connection: number;
  /** Address of the receiver where several share the feed, else empty. */
  readonly address: string;
  /** Our clock at receipt (of a mark: at the mark), epoch ms. */
  readonly receivedMs: number;
  readonly what: ReceivedWhat;
  /** Empty with a mark. */
  readonly chunk: Uint8Array;
}
