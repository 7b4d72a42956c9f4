import { Controller, Get, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Open } from '../platform/auth/endpoint';
import { answer, Answer } from '../platform/http/answer';
import { JSON_TYPE, preferredType } from '../platform/http/media-types';
import { Accepts } from '../platform/http/parameters';
import { OPENAPI, type OpenApi } from '../platform/openapi/openapi-token';
import { SERVED, type Served } from './served';

const HTML_TYPE = 'text/html';
const WELCOME_TYPES = [JSON_TYPE, HTML_TYPE];

@ApiExcludeController()
@Controller()
export class WelcomeController {
  constructor(@Inject(SERVED) private readonly served: Served, @Inject(OPENAPI) private readonly openApi: OpenApi) {}

  @Get() @Open({ gives: WELCOME_TYPES })
  getWelcome(@Accepts() accepts?: string): Answer {
    const asHtml = preferredType(accepts, WELCOME_TYPES) === HTML_TYPE;
    return asHtml ? new Answer(303, undefined, { location: '/app/', ...this.mark() })
      : answer(200, { name: 'Pathgate', demo: this.served.demo, notice: this.served.demo ? DEMO_NOTICE : null, openapi: '/openapi.json', health: ['/health/live', '/health/ready'] }, this.mark());
  }

  @Get('openapi.json') @Open()
  getOpenApi(): Answer {
    return new Answer(200, this.openApi.json(), { 'content-type': 'application/json; charset=utf-8' });
  }

  private mark(): Readonly<Record<string, string>> {
    return this.served.demo ? { 'pathgate-practice': 'demo' } : {};
  }
}

const DEMO_NOTICE = 'Every patient here is synthetic. Document no real patient in it; npm run init makes a practice of your own.';
