/** What stands around every screen: who is signed in, where one can go, and that this is the demo. */
import { ActionIcon, Anchor, AppShell, Badge, Burger, Group, Menu, NavLink, ScrollArea, Text, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCalendarCheck, IconCalendarDue, IconCalendarEvent, IconChartBar, IconChecklist, IconFileCheck, IconFileImport, IconHistory, IconInbox, IconMoon, IconNotes, IconSun, IconUser, IconUsers, IconUsersGroup, IconBuildingHospital } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { Suspense, useEffect, useRef, type ReactNode } from 'react';
import { request } from '../api/client';
import { SESSION_KEY, SessionProvider, took, useSession, useSessionQuery, type Session } from '../api/session';
import { Loading } from '../parts/loading';
import { ProblemNote } from '../parts/problem-note';
import { useKeepAhead } from '../offline/keep-ahead';
import { useKeepOpened } from '../offline/keep-opened';
import { wipeKept } from '../offline/kept';
import { useSending } from '../offline/sending';
import { Waiting } from '../offline/waiting';
import { useEndOfIdle } from './idle';
import { useLiveChanges } from './live';
import { PasswordChange } from './password-change';
import { SignIn } from './sign-in';

interface Place {
  readonly to: string;
  readonly label: string;
  readonly icon: ReactNode;
  /** Shown to who may do this; of several, any of them. */
  readonly action: string | readonly string[];
}

const PLACES: readonly Place[] = [
  { to: '/queue', label: 'Work queue', icon: <IconInbox aria-hidden />, action: 'read-worklist' },
  { to: '/today', label: 'Today', icon: <IconCalendarEvent aria-hidden />, action: 'document-fact' },
  { to: '/patients', label: 'Patients', icon: <IconUsers aria-hidden />, action: 'list-patients' },
  { to: '/deadlines', label: 'Deadlines', icon: <IconCalendarDue aria-hidden />, action: 'read-deadlines' },
  { to: '/may-i-book', label: 'May I book?', icon: <IconCalendarCheck aria-hidden />, action: 'may-i-book' },
  { to: '/claims', label: 'Claims check', icon: <IconFileCheck aria-hidden />, action: 'check-claim' },
  { to: '/policies', label: 'Policies', icon: <IconChecklist aria-hidden />, action: 'read-policies' },
  { to: '/numbers', label: 'Numbers', icon: <IconChartBar aria-hidden />, action: 'read-numbers' },
  { to: '/directory', label: 'Directory', icon: <IconBuildingHospital aria-hidden />, action: 'read-directory' },
  { to: '/imports', label: 'Imports', icon: <IconFileImport aria-hidden />, action: ['import-data', 'match-patients'] },
  { to: '/users', label: 'Users', icon: <IconUsersGroup aria-hidden />, action: 'manage-accounts' },
  { to: '/audit', label: 'Audit', icon: <IconHistory aria-hidden />, action: 'read-audit' },
];

export function Frame() {
  const { data: session, error, isPending, refetch } = useSessionQuery();
  const before = useRef<Session | undefined>(undefined);
  if (session !== null && session !== undefined) before.current = session;
  if (isPending) return <Loading what="Pathgate" />;
  if (error !== null && before.current === undefined) return <ProblemNote problem={error} onAgain={() => void refetch()} />;
  const shown = session ?? before.current;
  if (shown === undefined) return <SignIn />;
  if (shown.account.mustChangePassword) return <PasswordChange />;
  // Who was logged off keeps the screen with what was typed, and signs in over it.
  return (
    <SessionProvider session={shown}>
      <Shell key={shown.account.accountId} session={shown} />
      {session === null && <SignIn over={shown.account.name} />}
    </SessionProvider>
  );
}

function Shell({ session }: { readonly session: Session }) {
  const [isOpen, { toggle, close }] = useDisclosure();
  const { pathname } = useLocation();
  useLiveChanges();
  useEndOfIdle(session.idleSeconds);
  useSending();
  useKeepOpened();
  useKeepAhead();
  useEffect(close, [pathname, close]);
  return (
    <AppShell header={{ height: 56 }} navbar={{ width: 208, breakpoint: 'md', collapsed: { mobile: !isOpen } }} padding="md">
      <a className="skip-link" href="#main">Skip to content</a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="xs">
          <Group gap="xs" wrap="nowrap">
            <Burger opened={isOpen} onClick={toggle} hiddenFrom="md" size="sm" aria-label={isOpen ? 'Close the menu' : 'Open the menu'} aria-expanded={isOpen} />
            <Anchor renderRoot={(props) => <Link to="/queue" {...props} />} fw={700} c="inherit" underline="never" style={{ whiteSpace: 'nowrap' }}>Pathgate</Anchor>
            {session.practice.demo && <Badge color="yellow" variant="filled" autoContrast tt="none" title="Every patient here is synthetic" style={{ flexShrink: 0 }}>Demo<Text span inherit visibleFrom="xs">&nbsp;practice</Text></Badge>}
          </Group>
          <Group gap="xs" wrap="nowrap">
            <Text size="sm" c="dimmed" visibleFrom="sm">{session.practice.name}</Text>
            <Waiting />
            <ColorScheme />
            <Who />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label="Places">
        <ScrollArea>
          {PLACES.filter(({ action }) => session.actions.some((one) => [action].flat().includes(one))).map(({ to, label, icon }) => (
            <NavLink key={to} renderRoot={(props) => <Link to={to} {...props} />} label={label} leftSection={icon} active={pathname.startsWith(to)} aria-current={pathname.startsWith(to) ? 'page' : undefined} />
          ))}
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        <Suspense fallback={<Loading what="this screen" />}>
          <Outlet />
        </Suspense>
      </AppShell.Main>
    </AppShell>
  );
}

function ColorScheme() {
  const { setColorScheme } = useMantineColorScheme();
  const isDark = useComputedColorScheme('light') === 'dark';
  return (
    <ActionIcon variant="default" size="lg" aria-label={isDark ? 'Light colours' : 'Dark colours'} onClick={() => setColorScheme(isDark ? 'light' : 'dark')}>
      {isDark ? <IconSun size={18} aria-hidden /> : <IconMoon size={18} aria-hidden />}
    </ActionIcon>
  );
}

function Who() {
  const { account, role } = useSession();
  const client = useQueryClient();
  const signOut = async (): Promise<void> => {
    await request('/v1/session', { method: 'DELETE' }).catch(() => undefined);
    await wipeKept().catch(() => undefined);
    took(null);
    client.clear();
    client.setQueryData(SESSION_KEY, null);
    window.location.assign('/app/');
  };
  return (
    <Menu>
      <Menu.Target><ActionIcon variant="default" size="lg" aria-label={`Signed in as ${account.displayName}, ${role}`}><IconUser size={18} aria-hidden /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{account.displayName} ({role})</Menu.Label>
        <Menu.Item renderRoot={(props) => <Link to="/settings" {...props} />} leftSection={<IconNotes size={16} aria-hidden />}>Your account</Menu.Item>
        <Menu.Item onClick={() => void signOut()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
