import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Adds, Reads } from '../platform/auth/endpoint';
import { body } from '../platform/http/envelope';
import { From, Writing, type Write } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { KeyDto } from './key.dto';
import { ManageKeys } from './manage-keys';

@ApiTags('keys')
@Controller('v1/keys')
export class KeysController {
  constructor(private readonly keys: ManageKeys) {}

  @Get() @Reads('manage-keys') @Answers('KeyList', 200)
  @ApiOperation({ summary: 'The practice\'s keys', description: 'Newest first, those that were revoked too, and never the keys themselves.' })
  getKeys(@From() caller: Caller) {
    return this.keys.list(caller);
  }

  @Post() @Adds('manage-keys') @Answers('KeyMade', 201)
  @ApiOperation({ summary: 'Make a key', description: 'For one person or program, with one role. It is shown once: only its hash is kept.' })
  postKey(@Writing() write: Write, @Body(body(KeyDto)) { role, label }: KeyDto) {
    return this.keys.make(write, role, label);
  }

  @Delete(':keyId') @Adds('manage-keys') @Answers('Key', 200)
  @ApiOperation({ summary: 'Revoke a key', description: 'It opens nothing from then on, at the latest after ten seconds. 409 `last-admin-access` for the last key of an administrator where no account of one is active: make another first.' })
  deleteKey(@Writing() write: Write, @Param('keyId') keyId: string) {
    return this.keys.revoke(write, keyId);
  }
}
