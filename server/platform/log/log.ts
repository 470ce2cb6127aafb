import { type Logger, pino } from 'pino';

/** Token of the log for whatever is injected. */
export const LOG = Symbol('Log');

/** Fields that may hold a secret, wherever an object is logged. */
const SECRETS = ['cookie', 'authorization', 'set-cookie', 'password', 'token'];

/** One JSON object a line on standard error; standard output belongs to the person who started the server. */
export function createLog(level: string): Logger {
  const paths = SECRETS.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]);
  return pino(
    { level, redact: { paths, censor: '(hidden)' }, base: { pid: process.pid } },
    pino.destination({ fd: 2, sync: true }),
  );
}
