import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Adds, Changes, Reads } from '../platform/auth/endpoint';
import { body } from '../platform/http/envelope';
import { From, Writing, type Write } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { ChangePolicies } from './change-policies';
import { ListPolicies } from './list-policies';
import { PolicyReasonDto } from './policy.dto';

@ApiTags('policies')
@Controller('v1/policies')
export class PoliciesController {
  constructor(private readonly list: ListPolicies, private readonly changes: ChangePolicies) {}

  @Get() @Reads('read-policies') @Answers('PolicyList', 200)
  @ApiOperation({ summary: 'Every policy: what decides, since when, how old', description: 'The practice\'s own first, then what ships with the program. The ETag is what activation and withdrawal take as If-Match.' })
  getPolicies(@From() caller: Caller) {
    return this.list.execute(caller);
  }

  @Post(':policyId/:version/proposal') @Adds('propose-policy') @Answers('PolicyAnswer', 201)
  @ApiOperation({ summary: 'Propose a policy of the practice\'s own', description: 'What the file held when the program started. It decides nothing until another person activates it.' })
  postProposal(@Writing() write: Write, @Param('policyId') id: string, @Param('version') version: string, @Body(body(PolicyReasonDto)) { reason }: PolicyReasonDto) {
    return this.changes.propose(write, { id, version }, reason);
  }

  @Post(':policyId/:version/activation') @Changes('activate-policy') @Answers('PolicyAnswer', 200)
  @ApiOperation({ summary: 'Activate what another person has proposed', description: 'From now on it decides; what was decided before stays as it was recorded. 409 `second-person-required` with the key that proposed it.' })
  postActivation(@Writing() write: Write, @Param('policyId') id: string, @Param('version') version: string, @Body(body(PolicyReasonDto)) { reason }: PolicyReasonDto) {
    return this.changes.activate(write, { id, version }, reason);
  }

  @Post(':policyId/:version/withdrawal') @Changes('activate-policy') @Answers('PolicyAnswer', 200)
  @ApiOperation({ summary: 'Withdraw a policy of the practice\'s own', description: 'It decides no more, and its proposal is taken back. One person is enough.' })
  postWithdrawal(@Writing() write: Write, @Param('policyId') id: string, @Param('version') version: string, @Body(body(PolicyReasonDto)) { reason }: PolicyReasonDto) {
    return this.changes.withdraw(write, { id, version }, reason);
  }
}
