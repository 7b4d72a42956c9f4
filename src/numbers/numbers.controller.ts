import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/auth/caller';
import { Reads } from '../platform/auth/endpoint';
import { query } from '../platform/http/envelope';
import { Accepts, From } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { GetNumbers, NUMBERS_TYPES } from './get-numbers';
import { NumbersDto } from './numbers.dto';

@ApiTags('numbers')
@Controller('v1/numbers')
export class NumbersController {
  constructor(private readonly numbers: GetNumbers) {}

  @Get() @Reads('read-numbers', { gives: NUMBERS_TYPES }) @Answers('Numbers', 200)
  @ApiOperation({ summary: 'How the practice is doing: approvals, days, denials, lapses, what stands in the way', description: 'Counts beside what they are counted of, of the days from and to; what stands against next steps is of now, as last recorded. A determination that was corrected counts as it was meant. As JSON, or as one table with `Accept: text/csv`.' })
  @ApiProduces(...NUMBERS_TYPES)
  getNumbers(@From() caller: Caller, @Query(query(NumbersDto)) asked: NumbersDto, @Accepts() accepts?: string) {
    return this.numbers.execute(caller, asked, accepts);
  }
}
