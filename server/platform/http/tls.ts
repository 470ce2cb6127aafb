import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import type { Server } from 'node:https';
import { createSecureContext } from 'node:tls';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { reasonOf, StartError } from '../start-error.ts';

type TlsFiles = NonNullable<Config['tls']>;

export interface TlsPair {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** Throws a StartError where a file is missing or the two do not belong together. */
export function readTls(files: TlsFiles): TlsPair {
  const pair = { cert: read('TLS_CERT', files.certFile), key: read('TLS_KEY', files.keyFile) };
  try {
    createSecureContext(pair);
  } catch (error) {
    throw new StartError(`TLS_CERT ${files.certFile} and TLS_KEY ${files.keyFile} do not serve: ${reasonOf(error)}`);
  }
  return pair;
}

function read(variable: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new StartError(`cannot read ${variable}: ${reasonOf(error)}`);
  }
}

/** Takes a renewed certificate into use without a restart; keeps the old one while the new does not serve. Returns how to end it. */
export function followTls(server: Server, files: TlsFiles, log: Logger, everyMs = 2_000): () => void {
  const reload = (): void => {
    try {
      server.setSecureContext(readTls(files));
      log.info({ certFile: files.certFile }, 'the renewed certificate is in use');
    } catch (error) {
      log.error(`the certificate stays as it is: ${reasonOf(error)}`);
    }
  };
  const paths = [files.certFile, files.keyFile];
  // by stat and not by events: renewals swap links and whole directories
  for (const path of paths) watchFile(path, { interval: everyMs, persistent: false }, reload);
  return () => {
    for (const path of paths) unwatchFile(path, reload);
  };
}
