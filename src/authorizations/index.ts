import { Module } from '@nestjs/common';
import { AuthorizationsController } from './authorizations.controller';
import { Authorizations } from './authorizations';

@Module({ controllers: [AuthorizationsController], providers: [Authorizations] })
export class AuthorizationsModule {}
