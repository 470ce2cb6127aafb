import { readSettings, type SimulatorSettings } from './anchor.ts';
import { Fleet } from './fleet.ts';
import { Traffic } from './traffic.ts';
import { TrafficServer } from './traffic-server.ts';

const TICK_MS = 100;

function fail(error: unknown): never {
  console.error(`simulator: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

/** The process of the simulated bay: ends at SIGTERM and when the process that started it is gone. */
async function run({ port, seed, anchor }: SimulatorSettings): Promise<void> {
  const parent = process.ppid;
  const end = () => process.exit(0);
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, end);
  process.on('disconnect', end);
  const fleet = new Fleet(seed);
  const server = new TrafficServer(new Traffic(fleet, anchor.storyMs), anchor);
  const bound = await server.listen(port);
  if (process.send) process.send({ port: bound });
  else console.log(JSON.stringify({ port: bound }));
  setInterval(() => {
    if (process.ppid !== parent) end();
    server.tick(Date.now());
  }, TICK_MS);
}

try {
  await run(readSettings(process.env, Date.now()));
} catch (error) {
  fail(error);
}
