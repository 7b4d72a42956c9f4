/** What the request hook leaves on a request, for the guard and the parameter decorators. */
import type { Caller } from '../auth/caller';
import type { Endpoint } from '../auth/endpoint';
import type { SignedIn } from '../auth/signed-in';

declare module 'fastify' {
  interface FastifyRequest {
    caller?: Caller;
    /** Where the caller is a person who is signed in. */
    signedIn?: SignedIn;
    /** Looks up anew whether whoever asked would still be admitted, as the same. */
    isAdmitted?: () => Promise<boolean>;
    /** SHA-256 of the raw body, base64url; set by the body parser. */
    bodyDigest?: string;
    /** The body as it came, where it is kept. */
    bytes?: Buffer;
  }
  interface FastifyContextConfig {
    endpoint?: Endpoint;
  }
}
