/** The configured provider of OpenID Connect: authorization code with PKCE. Its description is read when it is first needed, then kept. */
import { Injectable } from '@nestjs/common';
import { allowInsecureRequests, ClientSecretBasic, ClientSecretPost, authorizationCodeGrant, buildAuthorizationUrl, calculatePKCECodeChallenge, discovery, enableNonRepudiationChecks, fetchUserInfo, randomNonce, randomPKCECodeVerifier, randomState, type ClientAuth, type Configuration } from 'openid-client';
import type { OpenIdSettings } from '../platform/auth/openid-settings';

const TIMEOUT_SECONDS = 10;
const SCOPE = 'openid profile email';

/** What the second half has to match. */
export interface Journey {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly redirectUri: string;
}

@Injectable()
export class OpenIdProvider {
  private known: Configuration | undefined;

  /** Where to send the browser. Throws when the provider cannot be reached. */
  async begin(settings: OpenIdSettings, redirectUri: string): Promise<{ readonly address: string; readonly journey: Journey }> {
    const journey = { state: randomState(), nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier(), redirectUri };
    const address = buildAuthorizationUrl(await this.configuration(settings), {
      redirect_uri: redirectUri, scope: SCOPE, response_type: 'code', state: journey.state, nonce: journey.nonce,
      code_challenge: await calculatePKCECodeChallenge(journey.codeVerifier), code_challenge_method: 'S256',
    });
    return { address: address.href, journey };
  }

  /** The claim of whoever signed in there; undefined when there is none. Throws when anything does not match. */
  async claimOf(settings: OpenIdSettings, query: URLSearchParams, { state, nonce, codeVerifier, redirectUri }: Journey): Promise<string | undefined> {
    const configuration = await this.configuration(settings);
    const tokens = await authorizationCodeGrant(configuration, new URL(`${redirectUri}?${query.toString()}`), { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier, idTokenExpected: true });
    const identity = tokens.claims();
    if (identity === undefined) return undefined;
    const hasMore = identity[settings.claim] === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined;
    const all: Readonly<Record<string, unknown>> = hasMore ? { ...(await fetchUserInfo(configuration, tokens.access_token, identity.sub)), ...identity } : identity;
    // An address that the provider has not seen its owner use may be anybody's.
    if (settings.claim === 'email' && all['email_verified'] === false) return undefined;
    const value = all[settings.claim];
    return typeof value === 'string' && value !== '' ? value : undefined;
  }

  private async configuration({ issuer, clientId, clientSecret }: OpenIdSettings): Promise<Configuration> {
    const isLocal = new URL(issuer).protocol === 'http:';
    // Its signature too: left to itself the library trusts the connection that a token came by, and not the key that signed it.
    const execute = [enableNonRepudiationChecks, ...(isLocal ? [allowInsecureRequests] : [])];
    return (this.known ??= await discovery(new URL(issuer), clientId, undefined, authenticated(clientSecret), { timeout: TIMEOUT_SECONDS, execute }));
  }
}

/** As the standard has it, unless the provider says that it takes the secret otherwise only. */
function authenticated(secret: string): ClientAuth {
  const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (server, ...rest) => (server.token_endpoint_auth_methods_supported?.includes('client_secret_basic') === false ? post : basic)(server, ...rest);
}
