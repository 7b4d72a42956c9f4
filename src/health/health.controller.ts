import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Open } from '../platform/auth/endpoint';
import { answer, type Answered } from '../platform/http/answer';
import { Answers } from '../platform/openapi/answers';
import { Readiness } from './readiness';

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('live') @Open() @Answers('Live', 200)
  @ApiOperation({ summary: 'The process answers' })
  getLive(): Answered {
    return answer(200, { status: 'live' });
  }

  @Get('ready') @Open() @Answers('Readiness', 200, 503)
  @ApiOperation({ summary: 'The service can record', description: 'A durable database write, disk space (SQLite only: a database server looks after its own), and a clock not behind the last event; 503 with what to do otherwise. Remembered for a second.' })
  async getReady(): Promise<Answered> {
    const checks = await this.readiness.check();
    const ready = checks.every(({ ok }) => ok);
    return answer(ready ? 200 : 503, { status: ready ? 'ready' : 'not-ready', checks }, ready ? {} : { 'retry-after': '5' });
  }
}
