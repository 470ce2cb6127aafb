import type { MigrationInterface } from 'typeorm';
import { CreateHouse1795000000000 } from './1795000000000-create-house.ts';
import { CreateAccount1795000001000 } from './1795000001000-create-account.ts';
import { CreateAudit1795000002000 } from './1795000002000-create-audit.ts';
import { CreateHistory1795000003000 } from './1795000003000-create-history.ts';
import { CreateRecording1795000004000 } from './1795000004000-create-recording.ts';
import { CreateCamera1795000005000 } from './1795000005000-create-camera.ts';
import { CreateBoat1795000006000 } from './1795000006000-create-boat.ts';
import { CreateOrder1795000007000 } from './1795000007000-create-order.ts';
import { CreateArea1795000008000 } from './1795000008000-create-area.ts';
import { CreateMessage1795000009000 } from './1795000009000-create-message.ts';
import { CreateDraft1795000010000 } from './1795000010000-create-draft.ts';

/** In order of time. A list and not a glob: the same one serves the built server and the tests. */
export const migrations: (new () => MigrationInterface)[] = [
  CreateHouse1795000000000,
  CreateAccount1795000001000,
  CreateAudit1795000002000,
  CreateHistory1795000003000,
  CreateRecording1795000004000,
  CreateCamera1795000005000,
  CreateBoat1795000006000,
  CreateOrder1795000007000,
  CreateArea1795000008000,
  CreateMessage1795000009000,
  CreateDraft1795000010000,
];
