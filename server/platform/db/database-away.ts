/**
 * SQLSTATE of a server that goes down, comes up, or takes nobody more (PostgreSQL, appendix A): class 08 connection exception,
 * 57P01-57P03 shutdown, crash and starting up, 53300 too many connections.
 */
const AWAY_STATE = /^(08...|57P0[123]|53300)$/;
/** What the socket says of a server that is not there. */
const AWAY_SOCKET = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** What node-postgres and its pool say without a code. */
const AWAY_WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

interface Failure {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly message?: unknown;
  readonly errors?: unknown;
  readonly driverError?: unknown;
}

/** True: thrown since the database is not there at this moment, not for what was asked of it. */
export function isDatabaseAway(thrown: unknown): boolean {
  if (typeof thrown !== 'object' || thrown === null) return false;
  const { code, syscall, message, errors, driverError } = thrown as Failure;
  if (Array.isArray(errors) && errors.some(isDatabaseAway)) return true;
  if (driverError !== thrown && isDatabaseAway(driverError)) return true;
  // the file of the embedded server's socket is gone with it
  if (code === 'ENOENT' && syscall === 'connect') return true;
  if (typeof code === 'string') return AWAY_STATE.test(code) || AWAY_SOCKET.has(code);
  return typeof message === 'string' && AWAY_WORDS.test(message);
}
