import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { Refusal } from '../../contract/events.ts';
import { refusalOf } from '../http/refusal.ts';

/** What a socket handler throws becomes the acknowledgement, in the words of the routes. */
@Catch()
export class SocketRefusalFilter implements ExceptionFilter {
  private readonly logger = new Logger('socket');

  catch(thrown: unknown, host: ArgumentsHost): void {
    const { status, body } = refusalOf(thrown);
    const refusal: Refusal = body;
    if (status >= 500) {
      const event = host.switchToWs().getPattern();
      this.logger.error(`${event} failed`, thrown instanceof Error ? thrown.stack : String(thrown));
    }
    const answer: unknown = host.getArgs().find((argument) => typeof argument === 'function');
    if (typeof answer === 'function') answer(refusal);
  }
}
