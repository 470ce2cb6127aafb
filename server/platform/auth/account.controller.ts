import { Body, Controller, Delete, Get, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Account,
  type AccountAnswer,
  type AccountChange,
  accountChangeSchema,
  type NewAccount,
  newAccountSchema,
  usernameSchema,
} from '../../contract/account.ts';
import { AccountService } from './account.service.ts';
import { parsed } from './parsed.ts';
import type { Principal } from './principal.ts';
import { Needs } from './right.decorator.ts';
import { Address, Who } from './signed-in.ts';

@ApiTags('accounts')
@Needs('account:manage')
@Controller('api/v1/accounts')
export class AccountController {
  constructor(private readonly accounts: AccountService) {}

  @Get()
  all(): Promise<Account[]> {
    return this.accounts.all();
  }

  /** The answer tells the one-time password, once. */
  @Post()
  add(
    @Body(parsed(newAccountSchema)) account: NewAccount,
    @Who() who: Principal,
    @Address() ip: string | null,
  ): Promise<AccountAnswer> {
    return this.accounts.add(account, { who, ip });
  }

  @Patch(':username')
  change(
    @Param('username', parsed(usernameSchema)) username: string,
    @Body(parsed(accountChangeSchema)) change: AccountChange,
    @Who() who: Principal,
    @Address() ip: string | null,
  ): Promise<AccountAnswer> {
    return this.accounts.change(username, change, { who, ip });
  }

  /** Signs the account out everywhere. */
  @Delete(':username/sessions')
  endSessions(
    @Param('username', parsed(usernameSchema)) username: string,
    @Who() who: Principal,
    @Address() ip: string | null,
  ): Promise<{ ended: number }> {
    return this.accounts.endSessions(username, { who, ip });
  }
}
