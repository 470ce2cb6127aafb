import type { z } from 'zod';
import type { Refusal } from '../../contract/events.ts';

const LONGEST_SHOWN = 60;

/** The body of a socket event by its schema, or a refusal that names each wrong field and its value. */
export function parsedEvent<T>(schema: z.ZodType<T>, body: unknown): { ok: true; value: T } | Refusal {
  const result = schema.safeParse(body);
  if (result.success) return { ok: true, value: result.data };
  const message = result.error.issues
    .map(({ path, message: what }) => {
      const value = path.reduce<unknown>((at, name) => (at as Record<PropertyKey, unknown> | undefined)?.[name], body);
      return `${path.join('.') || 'message'} = ${JSON.stringify(value)?.slice(0, LONGEST_SHOWN)}: ${what}`;
    })
    .join('; ');
  return { ok: false, error: 'invalid', message };
}
