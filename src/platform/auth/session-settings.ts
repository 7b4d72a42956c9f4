/** How long people stay signed in, and where browsers find the service. */
export interface SessionSettings {
  /** Without activity for so long, a session ends. */
  readonly idleSeconds: number;
  /** However active, it ends after so long. */
  readonly longestSeconds: number;
  /** `https://pathgate.example`, without a slash at its end; undefined: as the browser addresses it on this machine. */
  readonly publicAddress: string | undefined;
  /** Browsers reach it by TLS only: cookies say so. */
  readonly isSecure: boolean;
}

export const SESSION_SETTINGS = Symbol('SessionSettings');

/** As browsers reach this machine itself. */
const OF_THIS_MACHINE = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

/** The origin of the service's pages; undefined where a request came by a name that nobody has configured. */
export function originOf({ publicAddress }: SessionSettings, host: string | undefined): string | undefined {
  if (publicAddress !== undefined) return publicAddress;
  return host !== undefined && OF_THIS_MACHINE.test(host) ? `http://${host}` : undefined;
}

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;

export const IDLE_MINUTES_DEFAULT = 15;
export const SESSION_HOURS_MAX = 12;

export function sessionSettings(idleMinutes = IDLE_MINUTES_DEFAULT, longestHours = SESSION_HOURS_MAX, publicAddress?: string, isBehindProxy = false): SessionSettings {
  return {
    idleSeconds: idleMinutes * MINUTE_SECONDS, longestSeconds: longestHours * HOUR_SECONDS, publicAddress,
    isSecure: publicAddress === undefined ? isBehindProxy : publicAddress.startsWith('https:'),
  };
}
