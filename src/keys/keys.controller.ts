import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Adds, Reads } from '../platform/auth/endpoint';
import { body } from '../platform/http/envelope';
import { From, Writing, type Write } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { KeyDto, KeyRotationDto } from './key.dto';
import { ManageKeys } from './manage-keys';

@ApiTags('keys')
@Controller('v1/keys')
export class KeysController {
  constructor(private readonly keys: ManageKeys) {}

  @Get() @Reads('manage-keys') @Answers('KeyList', 200)
  @ApiOperation({ summary: 'The practice\'s keys', description: 'Newest first, those that have ended too, and never the keys themselves. `expiresAt` is null of keys that were made before keys ended by themselves: rotate them.' })
  getKeys(@From() caller: Caller) {
    return this.keys.list(caller);
  }

  @Post() @Adds('manage-keys') @Answers('KeyMade', 201)
  @ApiOperation({ summary: 'Make a key', description: 'For one person or program, with one role, until it expires. It is shown once: only its hash is kept. A key of an api-consumer may be narrowed by `scope`: 422 `scope-beyond-role` for what the role may not, or for another role.' })
  postKey(@Writing() write: Write, @Body(body(KeyDto)) dto: KeyDto) {
    return this.keys.make(write, dto);
  }

  @Post(':keyId/rotation') @Adds('manage-keys') @Answers('KeyMade', 201)
  @ApiOperation({ summary: 'Put a new key in the place of one', description: 'With its role, label and scope; shown once. The former opens on for a while, so that its program can be given the new one. 409 `key-ended` where it was revoked or has expired.' })
  postRotation(@Writing() write: Write, @Param('keyId') keyId: string, @Body(body(KeyRotationDto)) dto: KeyRotationDto) {
    return this.keys.rotate(write, keyId, dto);
  }

  @Delete(':keyId') @Adds('manage-keys') @Answers('Key', 200)
  @ApiOperation({ summary: 'Revoke a key', description: 'It opens nothing from then on, at the latest after ten seconds. 409 `last-admin-access` for the last key of an administrator where no account of one is active: make another first.' })
  deleteKey(@Writing() write: Write, @Param('keyId') keyId: string) {
    return this.keys.revoke(write, keyId);
  }
}
