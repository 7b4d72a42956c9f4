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
    return asHtml ? new Answer(200, this.page(), { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'", ...this.mark() })
      : answer(200, { name: 'Pathgate', demo: this.served.demo, notice: this.served.demo ? DEMO_NOTICE : null, openapi: '/openapi.json', health: ['/health/live', '/health/ready'] }, this.mark());
  }

  @Get('openapi.json') @Open()
  getOpenApi(): Answer {
    return new Answer(200, this.openApi.json(), { 'content-type': 'application/json; charset=utf-8' });
  }

  private mark(): Readonly<Record<string, string>> {
    return this.served.demo ? { 'pathgate-practice': 'demo' } : {};
  }

  private page(): string {
    const banner = this.served.demo ? `<p style="background:#fff3cd;border:2px solid #b58900;padding:1em"><strong>Demo practice.</strong> ${DEMO_NOTICE}</p>` : '';
    return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pathgate</title><meta name="viewport" content="width=device-width"></head>
<body style="font:16px/1.5 system-ui,sans-serif;max-width:44em;margin:3em auto;padding:0 1em">${banner}<h1>Pathgate</h1>
<p>For interventional pain practices: what the record proves, what is missing, and the first date on which the next step is allowed, with the packet that shows a payer why.</p>
<ul><li><a href="/openapi.json">/openapi.json</a>: every endpoint, for programs</li><li><a href="/health/ready">/health/ready</a>: whether it can record now</li><li>/v1/worklist and the rest need a practice key: <code>Authorization: Bearer pgk_...</code></li></ul></body></html>
`;
  }
}

const DEMO_NOTICE = 'Every patient here is synthetic. Document no real patient in it; npm run init makes a practice of your own.';
