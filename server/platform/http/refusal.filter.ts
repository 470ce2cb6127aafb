import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { refusalOf } from './refusal.ts';

/** The one place where what a route throws becomes an answer: `{ ok: false, error, message }`, never a stack trace. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(thrown: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw thrown; // gateways answer by acknowledgement
    const response = host.switchToHttp().getResponse<Response>();
    const { status, body, headers } = refusalOf(thrown);
    if (status >= 500) {
      const { method, path } = host.switchToHttp().getRequest<Request>();
      this.logger.error(`${method} ${path} failed`, thrown instanceof Error ? thrown.stack : String(thrown));
    }
    if (response.headersSent) response.end();
    else response.set(headers).status(status).json(body);
  }
}
