import type { Feed } from './feed.ts';

/** A door that is open: sentences come in by it until it is closed. */
export interface Source {
  /** Settles when a listening door is bound, at once for the others; rejects when it cannot be bound. */
  readonly bound: Promise<void>;
  close(): Promise<void>;
  /** Called once a second; may mend a link that looks alive and is not. */
  tick?(): void;
}

/** Takes in the bytes of one connection or sender. */
export interface Taker {
  /** Any piece of the stream. */
  take(chunk: Uint8Array): void;
  /** What came is whole (a datagram, the end of a file): a last line without its newline counts too. */
  flush(): void;
  end(): void;
}

export interface SourceContext {
  readonly feed: Feed;
  /** A fresh decoder for one connection or sender. */
  intake(address?: string): Taker;
}

/** Short machine code of what went wrong with a socket or a file. */
export function causeOf(error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ECONNREFUSED':
      return 'refused';
    case 'ECONNRESET':
    case 'EPIPE':
      return 'reset';
    case 'ETIMEDOUT':
      return 'timeout';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ENOENT':
      return 'not-found';
    case 'EADDRINUSE':
      return 'address-in-use';
    case 'EADDRNOTAVAIL':
      return 'address-not-here';
    case 'EACCES':
    case 'EPERM':
      return 'not-permitted';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'unreachable';
    default:
      return 'failed';
  }
}
