/** One policy of the practice's own: where it stands, who did what and why, and the next thing that a person may do about it. */
import { Alert, Anchor, Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { useMay, useSession } from '../../api/session';
import { dateInWords } from '../../parts/words';
import { Age } from './age';
import { PolicyAct, type ActName } from './policy-act';
import { coversInWords, nameOf, ORIGINS, refOf, STATES, type Policy } from './words';

const COLORS: Readonly<Record<string, string>> = { active: 'green.9', proposed: 'grape.8', loaded: 'gray.7', withdrawn: 'gray.7' };

export function OwnPolicy({ policy, etag }: { readonly policy: Policy; readonly etag: string | undefined }) {
  const [act, setAct] = useState<ActName>();
  const { account } = useSession();
  const [mayPropose, mayActivate] = [useMay('propose-policy'), useMay('activate-policy')];
  const { state, file, proposed, active, withdrawn } = policy;
  const canPropose = mayPropose && (state === 'loaded' || file === 'differs' || (state === 'withdrawn' && file === 'same'));
  const canActivate = mayActivate && proposed !== undefined && proposed.by !== account.accountId;
  const page = { policyId: policy.id, version: policy.version };
  return (
    <Card withBorder component="article" aria-label={refOf(policy)}>
      <Group justify="space-between" align="flex-start">
        <div>
          <Title order={3} size="h5"><Anchor inherit renderRoot={(props) => <Link to="/policies/$policyId/$version" params={page} {...props} />}>{nameOf(policy)}</Anchor></Title>
          <Text size="sm" c="dimmed">{refOf(policy)}; {coversInWords(policy.covers)}; {ORIGINS[policy.origin]}{policy.replaces === undefined ? '' : `; in place of ${policy.replaces}`}</Text>
        </div>
        <Badge color={COLORS[state] ?? 'gray.7'} tt="none">{STATES[state]}</Badge>
      </Group>
      <Stack gap={4} mt="xs">
        <Age policy={policy} />
        <Told what="Activated" act={active} />
        <Told what="Proposed" act={proposed} />
        <Told what="Withdrawn" act={withdrawn} />
        {file === 'differs' && <Text size="sm">The file on disk differs from what was proposed or activated last. It decides nothing until it is proposed and activated.</Text>}
        {file === 'missing' && <Text size="sm">The file is gone from the folder of policies. What was activated goes on deciding: the log holds it.</Text>}
        {proposed !== undefined && proposed.by === account.accountId && <Alert color="blue" p="xs">You proposed it: another person has to activate it.</Alert>}
      </Stack>
      <Group mt="sm" gap="xs">
        {proposed !== undefined && <Button variant="default" size="xs" renderRoot={(props) => <Link to="/policies/$policyId/$version" params={page} search={{ content: 'proposed', ...(active !== undefined && { with: refOf(policy), withContent: 'active' }) }} {...props} />}>Read what is proposed</Button>}
        {canPropose && <Button size="xs" onClick={() => setAct('proposal')}>Propose</Button>}
        {canActivate && <Button size="xs" onClick={() => setAct('activation')}>Activate</Button>}
        {mayActivate && (active !== undefined || proposed !== undefined) && <Button size="xs" variant="default" onClick={() => setAct('withdrawal')}>Withdraw</Button>}
      </Group>
      <PolicyAct policy={policy} act={act} etag={etag} onClose={() => setAct(undefined)} />
    </Card>
  );
}

function Told({ what, act }: { readonly what: string; readonly act: Schemas['PolicyAct'] | undefined }) {
  return act === undefined ? null : <Text size="sm">{what} {dateInWords(act.at)} by {act.by}: {act.reason}</Text>;
}
