import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Adds, Changes, Reads } from '../platform/auth/endpoint';
import { body, query } from '../platform/http/envelope';
import { From, Writing, type Write } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { ChangePolicies } from './change-policies';
import { ListPolicies } from './list-policies';
import { PolicyDifferencesDto, PolicyReasonDto, PolicyTablesDto } from './policy.dto';
import { ReadPolicy } from './read-policy';

@ApiTags('policies')
@Controller('v1/policies')
export class PoliciesController {
  constructor(private readonly list: ListPolicies, private readonly read: ReadPolicy, private readonly changes: ChangePolicies) {}

  @Get() @Reads('read-policies') @Answers('PolicyList', 200)
  @ApiOperation({ summary: 'Every policy: what decides, since when, how old', description: 'The practice\'s own first, then what ships with the program. The ETag is what activation and withdrawal take as If-Match.' })
  getPolicies(@From() caller: Caller) {
    return this.list.execute(caller);
  }

  @Get('diff') @Reads('read-policies') @Answers('PolicyDifferences', 200)
  @ApiOperation({ summary: 'What changes from one policy to another, in words', description: 'Criterion by criterion, with the steps it concerns: what is newly asked, asked otherwise or no longer, and what only became more or less certain. Of one name too, as what decides against what was proposed.' })
  getDifferences(@From() caller: Caller, @Query(query(PolicyDifferencesDto)) { a, b, aContent, bContent }: PolicyDifferencesDto) {
    return this.read.differences(caller, { name: a, content: aContent }, { name: b, content: bContent });
  }

  @Get(':policyId/:version') @Reads('read-policies') @Answers('PolicyTables', 200)
  @ApiOperation({ summary: 'A policy as tables in words', description: 'Per step every criterion: what is asked as a sentence with its figures, its source, how certain it is, and both readings where sources contradict each other. With whom and when it answers for.' })
  getPolicyTables(@From() caller: Caller, @Param('policyId') id: string, @Param('version') version: string, @Query(query(PolicyTablesDto)) { content }: PolicyTablesDto) {
    return this.read.tables(caller, { name: `${id}@${version}`, content });
  }

  @Get(':policyId/:version/cases') @Reads('read-policies') @Answers('PolicyCases', 200)
  @ApiOperation({ summary: 'The test cases of a policy', description: 'The practice\'s own that it answers first, then those that the program was tested with: title, what is asked on which day, and what must come out.' })
  getPolicyCases(@From() caller: Caller, @Param('policyId') id: string, @Param('version') version: string, @Query(query(PolicyTablesDto)) { content }: PolicyTablesDto) {
    return this.read.cases(caller, { name: `${id}@${version}`, content });
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
