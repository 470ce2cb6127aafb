// Health of the process of the cameras that runs by itself: whether its socket for viewers takes a connection.
import { connect } from 'node:net';
import { join } from 'node:path';

const end = (code) => () => process.exit(code);
connect(join(process.env.DATA_DIR ?? './data', 'run', 'live.sock'))
  .on('connect', end(0))
  .on('error', end(1));
setTimeout(end(1), 3_000);
