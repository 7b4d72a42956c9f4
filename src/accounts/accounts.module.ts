import { Module } from '@nestjs/common';
import { AccountsController } from './accounts.controller';
import { AdministerAccounts } from './administer-accounts';
import { Attempts } from './attempts';
import { Confirm } from './confirm';
import { OpenIdController } from './openid.controller';
import { OpenIdProvider } from './openid-provider';
import { OpenIdSignIn } from './openid-sign-in';
import { OwnOneTimeCode } from './own-one-time-code';
import { OwnSession } from './own-session';
import { OwnPasskeys } from './own-passkeys';
import { PasskeySignIn } from './passkey-sign-in';
import { PasskeysController } from './passkeys.controller';
import { SessionController } from './session.controller';
import { SignIn } from './sign-in';

@Module({ controllers: [SessionController, PasskeysController, OpenIdController, AccountsController], providers: [Attempts, Confirm, SignIn, OwnSession, OwnOneTimeCode, OwnPasskeys, PasskeySignIn, OpenIdProvider, OpenIdSignIn, AdministerAccounts] })
export class AccountsModule {}
