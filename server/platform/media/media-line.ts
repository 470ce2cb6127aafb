import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';

/** Before the other end has shown that it knows the key it may send so much, and take so long. */
const LONGEST_UNKNOWN = 512;
const KNOWN_WITHIN_MS = 5_000;
/** A message longer than this, or so much that the other end does not take, ends the line, bytes. */
const LONGEST = 64 * 1024 * 1024;

type Role = 'server' | 'cameras';

const proofOf = (key: Buffer, role: Role, asked: string, own: string): Buffer =>
  createHmac('sha256', key).update(`${role} ${asked} ${own}`).digest();

/**
 * A line between the server and the process of the cameras where they run apart: JSON, one message a line. Both ends prove that
 * they know the key (HMAC-SHA-256 over each other's number) before anything else is believed.
 */
export class MediaLine {
  private readonly nonce = randomBytes(24).toString('base64url');
  private peerNonce = '';
  private isKnown = false;
  private rest = '';
  private readonly late: NodeJS.Timeout;

  constructor(
    private readonly socket: Socket,
    private readonly options: {
      readonly key: Buffer;
      readonly role: Role;
      /** The other end has shown the key. */
      readonly known: () => void;
      readonly message: (message: unknown) => void;
    },
  ) {
    this.late = setTimeout(() => socket.destroy(), KNOWN_WITHIN_MS);
    socket.setEncoding('utf8');
    socket.on('data', (text) => this.take(text.toString()));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => clearTimeout(this.late));
    this.write({ nonce: this.nonce });
  }

  /** Lost where the other end is not known, or gone. */
  send(message: unknown): void {
    if (this.isKnown) this.write(message);
  }

  end(): void {
    this.socket.destroy();
  }

  private write(message: unknown): void {
    if (this.socket.writableLength > LONGEST) this.socket.destroy();
    else this.socket.write(`${JSON.stringify(message)}\n`);
  }

  private take(text: string): void {
    this.rest += text;
    for (let end = this.rest.indexOf('\n'); end >= 0 && !this.socket.destroyed; end = this.rest.indexOf('\n')) {
      const line = this.rest.slice(0, end);
      this.rest = this.rest.slice(end + 1);
      this.line(line);
    }
    if (this.rest.length > (this.isKnown ? LONGEST : LONGEST_UNKNOWN)) this.socket.destroy();
  }

  private line(line: string): void {
    let message: unknown;
    try {
      message = JSON.parse(line);
    } catch {
      this.socket.destroy();
      return;
    }
    if (this.isKnown) this.options.message(message);
    else this.greet((message ?? {}) as Readonly<Record<string, unknown>>);
  }

  private greet({ nonce, proof }: Readonly<Record<string, unknown>>): void {
    const { key, role, known } = this.options;
    if (this.peerNonce === '' && typeof nonce === 'string' && nonce.length >= 32) {
      this.peerNonce = nonce;
      this.write({ proof: proofOf(key, role, nonce, this.nonce).toString('base64url') });
      return;
    }
    const given = Buffer.from(typeof proof === 'string' ? proof : '', 'base64url');
    const right = proofOf(key, role === 'server' ? 'cameras' : 'server', this.nonce, this.peerNonce);
    if (this.peerNonce === '' || given.length !== right.length || !timingSafeEqual(given, right)) {
      this.socket.destroy();
      return;
    }
    this.isKnown = true;
    clearTimeout(this.late);
    known();
  }
}
