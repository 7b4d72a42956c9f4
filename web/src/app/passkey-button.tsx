/** Signs in with a passkey where the browser has them; the browser itself reads and writes the JSON forms of the standard. */
import { Button } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useState } from 'react';
import { request } from '../api/client';

interface JsonCredentials {
  parseRequestOptionsFromJSON?(options: unknown): PublicKeyCredentialRequestOptions;
}

export const passkeysWork = (): boolean => typeof PublicKeyCredential !== 'undefined' && (PublicKeyCredential as unknown as JsonCredentials).parseRequestOptionsFromJSON !== undefined;

export function PasskeyButton({ onSignedIn, onRefused }: { readonly onSignedIn: () => Promise<void>; readonly onRefused: (said: string) => void }) {
  const [isWaiting, setWaiting] = useState(false);
  if (!passkeysWork()) return null;
  const signIn = async (): Promise<void> => {
    setWaiting(true);
    try {
      const json = { method: 'POST', headers: { 'content-type': 'application/json' } };
      const options: unknown = await (await request('/v1/session/passkey-options', { ...json, body: '{}' })).json();
      const publicKey = (PublicKeyCredential as unknown as Required<JsonCredentials>).parseRequestOptionsFromJSON(options);
      const credential = await navigator.credentials.get({ publicKey }) as (PublicKeyCredential & { toJSON(): unknown }) | null;
      if (credential === null) return;
      await request('/v1/session/passkey', { ...json, body: JSON.stringify({ response: credential.toJSON() }) });
      await onSignedIn();
    } catch (error) {
      onRefused(error instanceof DOMException ? 'The passkey was not used. Try again, or sign in with your password.' : error instanceof Error ? error.message : String(error));
    } finally {
      setWaiting(false);
    }
  };
  return <Button variant="default" leftSection={<IconFingerprint size={18} aria-hidden />} loading={isWaiting} onClick={() => void signIn()}>Use a passkey</Button>;
}
