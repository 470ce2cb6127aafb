export interface Caller {
  /** Header `Origin`; undefined: not sent (no browser, or a plain GET). */
  readonly origin: string | undefined;
  /** Header `Host`. */
  readonly host: string | undefined;
  /** Our own connection is TLS. */
  readonly isTls: boolean;
}

const HOST = /^[\w.:[\]-]+$/;

/**
 * Whether a request comes from our own pages. Over TLS only https counts; over a plain connection https counts too,
 * because a proxy may end the TLS before us. A `null` origin (sandbox, file) is a stranger.
 */
export function isOwnOrigin({ origin, host, isTls }: Caller): boolean {
  if (origin === undefined) return true;
  const url = URL.canParse(origin) ? new URL(origin) : null;
  if (url === null || !HOST.test(host ?? '')) return false;
  if (url.protocol !== 'https:' && (isTls || url.protocol !== 'http:')) return false;
  const own = `${url.protocol}//${host}`;
  return URL.canParse(own) && new URL(own).host === url.host;
}

/** Whether the browser speaks TLS, with us or with a proxy before us: then the cookie is `Secure`. */
export function isSecure({ origin, isTls }: Caller): boolean {
  return isTls || (origin?.startsWith('https:') ?? false);
}
