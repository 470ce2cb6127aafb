import type { PipeTransform } from '@nestjs/common';
import type { ZodType } from 'zod';
import { CodedError } from '../http/coded-error.ts';

const LONGEST_SHOWN = 80;

/** For @Body and @Query: parsed by the schema of the contract, refused with 400 that names the field and the value. */
export function parsed(schema: ZodType): { schema: ZodType; pipes: PipeTransform[] } {
  return { schema, pipes: [{ transform: (value: unknown) => parse(schema, value) }] };
}

function parse(schema: ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const message = result.error.issues
    .map(({ path, message: what }) => `${path.map(String).join('.') || 'body'}: ${what}${shown(value, path)}`)
    .join('; ');
  throw new CodedError('invalid', message);
}

/** The refused value, short; never one that may be a password. */
function shown(value: unknown, path: readonly PropertyKey[]): string {
  if (path.length === 0 || path.some((step) => /password/i.test(String(step)))) return '';
  const found = path.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined),
    value,
  );
  return ` (was ${(JSON.stringify(found) ?? 'missing').slice(0, LONGEST_SHOWN)})`;
}
