import { describe, expect, it } from '@jest/globals';
import { BadRequestException, NotFoundException, PayloadTooLargeException } from '@nestjs/common';
import fc from 'fast-check';
import { z } from 'zod';
import { ERROR_CODES } from '../../contract/constants.ts';
import { CodedError } from './coded-error.ts';
import { refusalOf } from './refusal.ts';

describe('a thrown thing on its way to the client', () => {
  it('keeps code and message of a refusal', () => {
    expect(refusalOf(new CodedError('conflict', 'the name "a" is taken'))).toMatchObject({
      status: 409,
      body: { ok: false, error: 'conflict', message: 'the name "a" is taken' },
    });
  });

  it('says that the database is away, and when to come again', () => {
    const failures = [
      Object.assign(new Error('x'), { code: '57P03' }),
      Object.assign(new Error('x'), { code: 'ENOENT', syscall: 'connect' }),
      Object.assign(new Error('x'), { driverError: Object.assign(new Error('y'), { code: 'ECONNREFUSED' }) }),
      new Error('Connection terminated unexpectedly'),
    ];
    for (const thrown of failures) {
      expect(refusalOf(thrown)).toMatchObject({
        status: 503,
        body: { error: 'unavailable' },
        headers: { 'retry-after': '5' },
      });
    }
    expect(refusalOf(Object.assign(new Error('x'), { code: 'ENOENT', syscall: 'open' })).status).toBe(500);
    expect(refusalOf(Object.assign(new Error('x'), { code: '23505' })).status).toBe(500);
  });

  it('names the field of an invalid body', () => {
    const { error } = z.object({ bbox: z.string() }).safeParse({ bbox: 3 });
    const { status, body } = refusalOf(error);
    expect([status, body.error]).toEqual([400, 'invalid']);
    expect(body.message).toContain('bbox: ');
    expect(refusalOf(new BadRequestException(['a: wrong', 'b: wrong'])).body.message).toBe('a: wrong; b: wrong');
  });

  it('keeps the status that the framework gave', () => {
    expect(refusalOf(new NotFoundException('no such track')).body).toEqual({
      ok: false,
      error: 'not-found',
      message: 'no such track',
    });
    expect(refusalOf(new PayloadTooLargeException())).toMatchObject({ status: 413, body: { error: 'invalid' } });
    const bodyParser = Object.assign(new Error('Unexpected token'), { status: 400, expose: true });
    expect(refusalOf(bodyParser)).toMatchObject({ status: 400, body: { error: 'invalid' } });
  });

  it('tells nothing of a bug', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 30 }), (secret) => {
        const { status, body } = refusalOf(new Error(secret));
        return status === 500 && ERROR_CODES.includes(body.error) && !JSON.stringify(body).includes(secret);
      }),
    );
  });
});
