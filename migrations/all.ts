import type { MigrationInterface } from 'typeorm';

/** In order of time. A list and not a glob: the same one serves the built server and the tests. */
export const migrations: (new () => MigrationInterface)[] = [];
