import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** MD5 is what cameras speak (RFC 2617); the word of it proves nothing outside of this machine. */
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

export interface Account {
  readonly user: string;
  readonly password: string;
}

/** Digest authentication of a simulated camera: a nonce a connection. */
export class Digest {
  private readonly nonce = randomBytes(16).toString('hex');

  constructor(
    private readonly realm: string,
    private readonly account: Account,
  ) {}

  /** Value of WWW-Authenticate. */
  get challenge(): string {
    return `Digest realm="${this.realm}", nonce="${this.nonce}", algorithm=MD5`;
  }

  /** True: whoever sent the Authorization header knows the password. */
  isRight(method: string, authorization: string | undefined): boolean {
    if (!authorization?.startsWith('Digest ')) return false;
    const told = new Map(
      [...authorization.matchAll(/(\w+)="?([^",]*)"?/g)].map(([, name = '', value = '']) => [name, value]),
    );
    const { user, password } = this.account;
    const uri = told.get('uri') ?? '';
    if (told.get('username') !== user || told.get('nonce') !== this.nonce || uri === '') return false;
    const right = md5(`${md5(`${user}:${this.realm}:${password}`)}:${this.nonce}:${md5(`${method}:${uri}`)}`);
    const given = told.get('response') ?? '';
    return given.length === right.length && timingSafeEqual(Buffer.from(given), Buffer.from(right));
  }
}
