// Exit code 0 when the server of these settings is ready; else 1 and what is missing. For health checks of containers and supervisors.
import { existsSync } from 'node:fs';
import { request as askHttp } from 'node:http';
import { request as askHttps } from 'node:https';
import { fileURLToPath } from 'node:url';

const settings = fileURLToPath(new URL('../.env', import.meta.url));
if (existsSync(settings)) process.loadEnvFile(settings);
const setting = (name, fallback) => process.env[name]?.trim() || fallback;
const host = setting('HOST', '127.0.0.1');
const hostname = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
// our own certificate names the console's host, not this address
const [ask, options] = setting('TLS_CERT', '') ? [askHttps, { rejectUnauthorized: false }] : [askHttp, {}];
const end = (code, text) => {
  console.log(text);
  process.exit(code);
};
ask({ ...options, hostname, port: setting('PORT', '8080'), path: '/readyz', timeout: 4000 }, (answer) => {
  let text = '';
  answer.setEncoding('utf8').on('data', (part) => {
    text += part;
  });
  answer.once('end', () => end(answer.statusCode === 200 ? 0 : 1, text.trim()));
})
  .once('timeout', () => end(1, 'no answer within 4 s'))
  .once('error', (error) => end(1, error.message))
  .end();
