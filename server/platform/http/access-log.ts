import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

/** A line for each request of the API: what was asked, by whom, with what end. No header, no query and no body: they hold secrets. */
export function accessLog(log: Logger) {
  return pinoHttp<IncomingMessage, ServerResponse>({
    logger: log,
    quietReqLogger: true,
    genReqId: () => randomUUID(),
    customLogLevel: (request, response, error) => {
      if (!request.url?.startsWith('/api/')) return 'debug'; // files, health and metrics are asked for all the time
      return error || response.statusCode >= 500 ? 'error' : 'info';
    },
    customSuccessMessage: () => 'request',
    customErrorMessage: () => 'request failed',
    customErrorObject: (_request, _response, _error, { err: _, ...line }) => line, // the filter has logged the cause
    serializers: {
      req: ({ method, url, remoteAddress }: { method: string; url: string; remoteAddress: string }) => ({
        method,
        path: url.split('?')[0],
        from: remoteAddress,
      }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
    },
  });
}
