import type { Enrolled, EnrolmentCode } from '../../server/contract/device.ts';
import { cookieFrom, type SignedIn } from './sign-in.ts';

export interface EnrolledDevice {
  readonly deviceId: string;
  /** Headers that say which device asks. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A device enrolled by a code of the administrator: a tablet by its cookie, a program by its token. */
export async function enrol(
  app: { readonly url: string },
  admin: SignedIn,
  boatId: string,
  wantsToken = false,
): Promise<EnrolledDevice> {
  const { code } = (await (await admin.send('POST', `/api/v1/boats/${boatId}/codes`)).json()) as EnrolmentCode;
  const answer = await askEnrol(app, code.toLowerCase(), wantsToken);
  if (answer.status !== 200) throw new Error(`enrol: ${answer.status} ${await answer.text()}`);
  const { deviceId, token } = (await answer.json()) as Enrolled;
  return { deviceId, headers: wantsToken ? { authorization: `Bearer ${token}` } : { cookie: cookieFrom(answer) } };
}

export const askEnrol = (app: { readonly url: string }, code: string, wantsToken = false): Promise<Response> =>
  fetch(`${app.url}/api/v1/devices/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, name: 'bridge', wantsToken }),
  });
