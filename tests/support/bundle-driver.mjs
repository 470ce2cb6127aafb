// node bundle-driver.mjs FOLDER DATA_DIR: `npm start` in FOLDER, seen from inside the same network; prints what it saw as JSON.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';

const [folder, dataDir] = process.argv.slice(2);
const env = { ...process.env, DATA_DIR: dataDir, PORT: '0', DEMO: '1', AIS_FEEDS: 'test=udp://127.0.0.1:0' };
const child = spawn('npm', ['start'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
let said = '';
for (const stream of [child.stdout, child.stderr]) {
  stream.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
}
const ended = once(child, 'close');

/** The error of a connection to an address that nobody has (TEST-NET-1); 'silence' where it is neither refused nor made. */
function wayOut() {
  const socket = connect({ host: '192.0.2.1', port: 80, timeout: 2000 });
  return new Promise((resolve) => {
    socket.once('connect', () => resolve('connected'));
    socket.once('timeout', () => resolve('silence'));
    socket.once('error', (error) => resolve(error.code));
  }).finally(() => socket.destroy());
}

async function isUp() {
  for (;;) {
    if (said.includes('stops it')) return true;
    if (child.exitCode !== null) return false;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const seen = { wayOut: await wayOut() };
if (await isUp()) {
  const url = /http:\/\/\S+/.exec(said)[0].replace('localhost', '127.0.0.1');
  seen.ready = (await fetch(`${url}/readyz`)).status;
  seen.console = (await (await fetch(url)).text()).includes('<script');
  const body = JSON.stringify({ username: 'operator', password: 'mihari-demo' });
  const headers = { 'content-type': 'application/json' };
  seen.signIn = (await fetch(`${url}/api/v1/session`, { method: 'POST', headers, body })).status;
}
child.kill('SIGTERM');
const [code] = await ended;
console.log(JSON.stringify({ ...seen, code, said }));
