import { Module } from '@nestjs/common';
import { AccountsController } from './accounts.controller';
import { AdministerAccounts } from './administer-accounts';
import { Attempts } from './attempts';
import { OwnSession } from './own-session';
import { SessionController } from './session.controller';
import { SignIn } from './sign-in';

@Module({ controllers: [SessionController, AccountsController], providers: [Attempts, SignIn, OwnSession, AdministerAccounts] })
export class AccountsModule {}
