import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { OfSession, SignsIn } from '../platform/auth/endpoint';
import { body } from '../platform/http/envelope';
import { Myself, Visiting, type Person, type Visitor } from '../platform/http/parameters';
import { Answers, AnswersNothing } from '../platform/openapi/answers';
import { OwnPasskeys } from './own-passkeys';
import { PasskeyDto, PasskeySignInDto } from './passkey.dto';
import { PasskeySignIn } from './passkey-sign-in';
import { ConfirmationDto } from './session.dto';

@ApiTags('session')
@Controller('v1/session')
export class PasskeysController {
  constructor(private readonly own: OwnPasskeys, private readonly signIn: PasskeySignIn) {}

  @Post('passkey-options') @SignsIn({ takes: [] }) @Answers('PasskeyOptions', 200)
  @ApiOperation({ summary: 'Begin signing in with a passkey', description: 'What `navigator.credentials.get` takes, as JSON; good for five minutes and one attempt.' })
  postPasskeyOptions(@Visiting() visitor: Visitor) {
    return this.signIn.begin(visitor);
  }

  @Post('passkey') @SignsIn() @Answers('Session', 201)
  @ApiOperation({ summary: 'Sign in with a passkey', description: 'Sets the cookie of the session. 401 `sign-in-refused` whatever was wrong.' })
  postPasskey(@Visiting() visitor: Visitor, @Body(body(PasskeySignInDto)) dto: PasskeySignInDto) {
    return this.signIn.finish(dto, visitor);
  }

  @Post('passkeys/options') @OfSession({ write: 'session' }) @Answers('PasskeyOptions', 200)
  @ApiOperation({ summary: 'Begin with a passkey', description: 'What `navigator.credentials.create` takes, as JSON; good for five minutes and one attempt.' })
  postOwnPasskeyOptions(@Myself() person: Person, @Visiting() visitor: Visitor, @Body(body(ConfirmationDto)) { currentPassword }: ConfirmationDto) {
    return this.own.begin(person, currentPassword, visitor);
  }

  @Post('passkeys') @OfSession({ write: 'session' }) @Answers('Passkey', 201)
  @ApiOperation({ summary: 'Add a passkey', description: 'From then on it opens the account by itself.' })
  postOwnPasskey(@Myself() person: Person, @Visiting() visitor: Visitor, @Body(body(PasskeyDto)) dto: PasskeyDto) {
    return this.own.add(person, dto, visitor);
  }

  @Get('passkeys') @OfSession() @Answers('PasskeyList', 200)
  @ApiOperation({ summary: 'The own passkeys' })
  getOwnPasskeys(@Myself() person: Person) {
    return this.own.list(person);
  }

  @Post('passkeys/:passkeyId/removal') @OfSession({ write: 'session' }) @AnswersNothing()
  @ApiOperation({ summary: 'Remove a passkey', description: 'Takes the password, like making one.' })
  postOwnPasskeyRemoval(@Myself() person: Person, @Visiting() visitor: Visitor, @Param('passkeyId') passkeyId: string, @Body(body(ConfirmationDto)) { currentPassword }: ConfirmationDto) {
    return this.own.remove(person, passkeyId, currentPassword, visitor);
  }
}
