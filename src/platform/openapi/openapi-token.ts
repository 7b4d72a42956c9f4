export const OPENAPI = Symbol('OpenApi');

/** The document as JSON; made when first asked for, then kept. */
export interface OpenApi {
  json(): string;
}
