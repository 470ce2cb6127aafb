import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

type Level = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/** Parts of Nest that tell of each module and route while it starts. */
const CHATTER = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
  'WebSocketsController',
]);

/** Nest's and our own `new Logger('feeds')` write to the structured log; the last text they give is the part that speaks. */
export class NestLog implements LoggerService {
  constructor(private readonly log_: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write(CHATTER.has(String(rest.at(-1))) ? 'debug' : 'info', message, rest);
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  private write(level: Level, message: unknown, rest: unknown[]): void {
    const part = typeof rest.at(-1) === 'string' ? rest.at(-1) : undefined;
    const details = part === undefined ? rest : rest.slice(0, -1);
    const fields = { part, ...(details.length > 0 ? { details } : {}) };
    if (message instanceof Error) this.log_[level]({ ...fields, err: message }, message.message);
    else if (typeof message === 'string') this.log_[level](fields, message);
    else this.log_[level]({ ...fields, message }, part === undefined ? 'said' : String(part));
  }
}
