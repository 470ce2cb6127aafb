import type { MigrationInterface } from 'typeorm';
import { CreateHouse1795000000000 } from './1795000000000-create-house.ts';

/** In order of time. A list and not a glob: the same one serves the built server and the tests. */
export const migrations: (new () => MigrationInterface)[] = [CreateHouse1795000000000];
