import { expect, it } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import { ChangePasswordPage, troubleOf } from './change-password-page.tsx';
import { changePassword } from './session-api.ts';

it('a short or mistyped new password is told before the server is asked', () => {
  expect(troubleOf('short', 'short')).toBe('short');
  expect(troubleOf('long enough indeed', 'long enough indee')).toBe('differ');
  expect(troubleOf('long enough indeed', 'long enough indeed')).toBeNull();
});

it('the page says why it is there', () => {
  expect(renderToStaticMarkup(<ChangePasswordPage onEnter={() => {}} />)).toContain('一回限りのパスワード');
});

it('the answers of the server are told apart', async () => {
  const change = { password: 'once', newPassword: 'long enough indeed' };
  const answering = (status: number) => async (): Promise<Response> => new Response('{}', { status });
  expect((await changePassword(change, answering(400))).kind).toBe('unfit');
  expect((await changePassword(change, answering(401))).kind).toBe('refused');
  expect((await changePassword(change, answering(500))).kind).toBe('failed');
  expect((await changePassword(change, answering(503))).kind).toBe('away');
});
