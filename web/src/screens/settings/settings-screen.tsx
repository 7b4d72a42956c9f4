/** Your account: how you sign in, how the app looks to you, and, for who may, how the practice's diaries are kept and which programs hear of events. */
import { Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { PasswordForm } from '../../app/password-change';
import { useMay, useSession } from '../../api/session';
import { Screen } from '../../parts/screen';
import { instantInWords } from '../../parts/words';
import { Appearance } from './appearance';
import { DiaryProtocol } from './diary-protocol';
import { OneTimeCodes } from './one-time-codes';
import { Passkeys } from './passkeys';
import { Webhooks } from './webhooks';

export function SettingsScreen() {
  const { account, idleSeconds, endsAt, practice } = useSession();
  const [mayChangeDiary, mayManageWebhooks] = [useMay('change-diary-protocol'), useMay('manage-webhooks')];
  return (
    <Screen title="Your account" about={`${account.displayName}, ${account.name}, at ${practice.name}`} maxWidth="44rem">
      <Section title="Look and keys"><Appearance /></Section>
      <Section title="Password"><PasswordForm onChanged={() => notifications.show({ message: 'The password is changed. Other browsers where you are signed in are signed out.', color: 'green' })} /></Section>
      <Section title="One-time codes"><OneTimeCodes /></Section>
      <Section title="Passkeys"><Passkeys /></Section>
      <Section title="When you are signed out"><Text>After {Math.round(idleSeconds / 60)} minutes in which you do nothing, and at {instantInWords(endsAt)} at the latest. What you typed stays on the screen while you sign in again.</Text></Section>
      {mayChangeDiary && <Section title="How patients' diaries are kept"><DiaryProtocol /></Section>}
      {mayManageWebhooks && <Section title="Programs that hear of events"><Webhooks /></Section>}
    </Screen>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = title.replaceAll(/\W+/g, '-').toLowerCase();
  return (
    <Stack component="section" gap="sm" aria-labelledby={id} pt="sm" style={{ borderTop: '1px solid var(--mantine-color-default-border)' }}>
      <Title order={2} size="h4" id={id}>{title}</Title>
      {children}
    </Stack>
  );
}
