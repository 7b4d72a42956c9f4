import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Open } from '../platform/auth/endpoint';
import { Cookies, Visiting, type Visitor } from '../platform/http/parameters';
import { Answers } from '../platform/openapi/answers';
import { OpenIdSignIn } from './openid-sign-in';

@ApiTags('session')
@Controller('v1/session')
export class OpenIdController {
  constructor(private readonly openId: OpenIdSignIn) {}

  @Get('ways') @Open() @Answers('WaysToSignIn', 200)
  @ApiOperation({ summary: 'By what people can sign in here' })
  getWays(@Visiting() visitor: Visitor) {
    return this.openId.ways(visitor);
  }

  @Get('openid') @Open() @ApiResponse({ status: 302, description: 'To the provider' })
  @ApiOperation({ summary: 'Sign in elsewhere', description: 'For a browser: leads to the configured provider of OpenID Connect. 404 `openid-not-configured` where there is none.' })
  getOpenId(@Visiting() visitor: Visitor) {
    return this.openId.begin(visitor);
  }

  @Get('openid/callback') @Open() @ApiResponse({ status: 302, description: 'To the application, signed in; or to `/#sign-in-refused`' })
  @ApiOperation({ summary: 'Back from the provider', description: 'Where the provider sends the browser. Signs in the account whose name is the configured claim; none is ever made.' })
  getCallback(@Visiting() visitor: Visitor, @Query() query: Readonly<Record<string, unknown>>, @Cookies() cookies?: string) {
    return this.openId.finish(query, cookies, visitor);
  }
}
