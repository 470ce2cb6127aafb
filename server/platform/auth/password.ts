import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import argon2 from 'argon2';

/** OWASP's first choice for argon2id (19 MiB, 2 passes, 1 lane): about 30 ms of one core. */
const COST = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** Side by side; more would take all of libuv's threads from files and name look-ups. */
const LANES = 2;
/** No 0, 1, i, l, o: it is read off a screen and typed. 31 letters, 20 of them: 99 bits. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** argon2id, a few at a time. */
@Injectable()
export class Passwords {
  private readonly unknown = argon2.hash(randomBytes(32), COST);
  private readonly waiting: (() => void)[] = [];
  private running = 0;

  hash(password: string): Promise<string> {
    return this.inLane(() => argon2.hash(password, COST));
  }

  /** `hash` null: nobody has that name; takes as long as for somebody who has. */
  verify(hash: string | null, password: string): Promise<boolean> {
    return this.inLane(async () => {
      const matches = await argon2.verify(hash ?? (await this.unknown), password);
      return hash !== null && matches;
    });
  }

  /** Five groups of four letters. */
  oneTime(): string {
    const letters: string[] = [];
    while (letters.length < 20) {
      for (const byte of randomBytes(32)) {
        const letter = LETTERS[byte & 31]; // the 32nd value has no letter: drawn again, so none is likelier
        if (letter !== undefined && letters.length < 20) letters.push(letter);
      }
    }
    return letters.join('').replace(/(.{4})(?=.)/g, '$1-');
  }

  private async inLane<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= LANES) await new Promise<void>((go) => this.waiting.push(go));
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
