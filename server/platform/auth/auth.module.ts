import { Global, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module.ts';
import { AccountController } from './account.controller.ts';
import { AccountEntity } from './account.entity.ts';
import { AccountService } from './account.service.ts';
import { AccountStore } from './account.store.ts';
import { DeviceController } from './device.controller.ts';
import { DeviceService } from './device.service.ts';
import { DeviceStore } from './device.store.ts';
import { FirstAccounts } from './first-accounts.ts';
import { Passwords } from './password.ts';
import { RightGuard } from './right.guard.ts';
import { SessionController } from './session.controller.ts';
import { SessionEntity } from './session.entity.ts';
import { SessionRegistry } from './session.registry.ts';
import { SessionService } from './session.service.ts';
import { SessionStore } from './session.store.ts';
import { SessionSweep } from './session-sweep.ts';
import { SignInLimit } from './sign-in-limit.ts';

@Global()
@Module({
  imports: [AuditModule, DiscoveryModule, TypeOrmModule.forFeature([AccountEntity, SessionEntity])],
  controllers: [SessionController, AccountController, DeviceController],
  providers: [
    AccountStore,
    AccountService,
    DeviceStore,
    DeviceService,
    FirstAccounts,
    Passwords,
    SessionRegistry,
    SessionStore,
    SessionService,
    SessionSweep,
    { provide: SignInLimit, useFactory: () => new SignInLimit(() => performance.now()) },
    { provide: APP_GUARD, useClass: RightGuard },
  ],
  exports: [SessionService, SessionRegistry, DeviceService],
})
export class AuthModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly first: FirstAccounts,
    private readonly sweep: SessionSweep,
  ) {}

  async onModuleInit(): Promise<void> {
    const oneTimePassword = await this.first.prepare();
    // not through the log, which is kept: this is for whoever stands before the screen, once
    if (oneTimePassword !== null) {
      process.stdout.write(`\nFirst sign-in: user admin, one-time password ${oneTimePassword}\n\n`);
    }
    this.sweep.start();
  }

  onApplicationShutdown(): void {
    this.sweep.stop();
  }
}
