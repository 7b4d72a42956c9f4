import { Module } from '@nestjs/common';
import { KeysController } from './keys.controller';
import { ManageKeys } from './manage-keys';

@Module({ controllers: [KeysController], providers: [ManageKeys] })
export class KeysModule {}
