/** A provider of OpenID Connect by which people may sign in too. */
export interface OpenIdSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Whose value is the name of an account. */
  readonly claim: string;
}

export const OPENID_SETTINGS = Symbol('OpenIdSettings');
