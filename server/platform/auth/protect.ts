import type { NestExpressApplication } from '@nestjs/platform-express';
import { needing, ownOriginOnly, signedInOnly } from './api.middleware.ts';
import { SessionIoAdapter } from './session.adapter.ts';
import { SessionService } from './session.service.ts';

/** Paths of the API description, which no guard sees. */
const DOCS = ['/api/docs', '/api/docs-json', '/api/docs-yaml'];

/** Before any route is bound. */
export function protect(app: NestExpressApplication): void {
  const sessions = app.get(SessionService);
  app.use(ownOriginOnly(sessions));
  app.use('/api', signedInOnly(sessions));
  app.use(DOCS, needing('docs:read', sessions));
  app.useWebSocketAdapter(new SessionIoAdapter(app));
}
