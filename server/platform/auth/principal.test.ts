import { describe, expect, it } from '@jest/globals';
import { RIGHTS, RIGHTS_OF, ROLES, type Role } from '../../contract/rights.ts';
import { rightsOf } from './principal.ts';

describe('rights', () => {
  it('are those of the table, and none for a role that it does not know', () => {
    for (const role of ROLES) expect(rightsOf(role, false)).toEqual(RIGHTS_OF[role]);
    for (const role of ['root', 'constructor', '__proto__']) expect(rightsOf(role as Role, false)).toEqual([]);
  });

  it('are only to change the password, as long as it must be changed', () => {
    for (const role of ROLES) expect(rightsOf(role, true)).toEqual(['session:own']);
  });

  it('of administration and audit belong to few, and each right to somebody', () => {
    const holders = (right: (typeof RIGHTS)[number]) => ROLES.filter((role) => RIGHTS_OF[role].includes(right));
    expect(holders('account:manage')).toEqual(['admin']);
    expect(holders('audit:read')).toEqual(['supervisor', 'admin']);
    for (const right of RIGHTS) expect(holders(right).length).toBeGreaterThan(0);
  });
});
