import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Adds, Reads } from '../platform/auth/endpoint';
import { body } from '../platform/http/envelope';
import { From, Writing, type Write } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { AccountChangesDto, AccountDto, RenewalDto } from './account.dto';
import { AdministerAccounts } from './administer-accounts';

@ApiTags('accounts')
@Controller('v1/accounts')
export class AccountsController {
  constructor(private readonly administer: AdministerAccounts) {}

  @Get() @Reads('manage-accounts') @Answers('AccountList', 200)
  @ApiOperation({ summary: 'The practice\'s accounts', description: 'By name; people sign in with them.' })
  getAccounts(@From() caller: Caller) {
    return this.administer.list(caller);
  }

  @Post() @Adds('manage-accounts') @Answers('AccountMade', 201)
  @ApiOperation({ summary: 'Make an account', description: 'Answers a password, once, that the person changes at first. 409 `account-name-taken`.' })
  postAccount(@Writing() write: Write, @Body(body(AccountDto)) dto: AccountDto) {
    return this.administer.make(write, dto);
  }

  @Put(':accountId') @Adds('manage-accounts') @Answers('Account', 200)
  @ApiOperation({ summary: 'Change an account', description: 'Name, role or state; what is left out stays. It counts at once, for sessions too.' })
  putAccount(@Writing() write: Write, @Param('accountId') accountId: string, @Body(body(AccountChangesDto)) dto: AccountChangesDto) {
    return this.administer.change(write, accountId, dto);
  }

  @Post(':accountId/password') @Adds('manage-accounts') @Answers('AccountMade', 201)
  @ApiOperation({ summary: 'Give an account a new password', description: 'Answers it, once; the person changes it at first. Ends every session of the account.' })
  postAccountPassword(@Writing() write: Write, @Param('accountId') accountId: string, @Body(body(RenewalDto)) dto: RenewalDto) {
    return this.administer.renewPassword(write, accountId, dto);
  }
}
