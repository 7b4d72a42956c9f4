/** What to do next, as a link to the screen where it is done; words alone for who may not go there. */
import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useSession } from '../../api/session';
import type { QueueItem } from './queue-filter';

type Place = 'patient' | 'checklist' | 'record' | 'authorization' | 'denial' | 'booking' | 'records' | 'expired';
type Code = QueueItem['nextAction']['code'];

const PLACES: Readonly<Record<Code, Place>> = {
  'record-coverage': 'patient', document: 'checklist', decide: 'checklist', wait: 'checklist', 'chase-records': 'records',
  draft: 'authorization', request: 'authorization', 'request-again': 'authorization', review: 'authorization', sign: 'authorization', submit: 'authorization', resend: 'authorization', chase: 'authorization', answer: 'authorization',
  'read-answer': 'authorization', 'answer-modification': 'authorization', 'request-next': 'authorization', 'ask-last-day': 'authorization',
  'call-peer': 'denial', 'record-decision': 'denial', appeal: 'denial', settle: 'denial', schedule: 'booking', perform: 'record', acknowledge: 'expired',
};
const ACTIONS: Readonly<Record<Place, string>> = {
  patient: 'read-patient', checklist: 'read-status', record: 'document-fact', authorization: 'read-authorizations', denial: 'read-denial', booking: 'may-i-book', records: 'read-deadlines', expired: 'read-deadlines',
};

export interface Way {
  readonly to: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly search?: Readonly<Record<string, string>>;
}

/** Undefined: the role has no screen for it. */
export function wayOf({ patientId, episodeId, authorizationId, step, nextAction }: QueueItem, actions: readonly string[]): Way | undefined {
  const asked = PLACES[nextAction.code];
  const wanted = authorizationId === null && (asked === 'authorization' || asked === 'denial') ? 'checklist' : asked;
  // Who does not do it where it is done looks it up, or asks for a day.
  const place = [wanted, 'checklist' as const, ...(authorizationId === null ? [] : ['authorization' as const]), 'booking' as const].find((each) => actions.includes(ACTIONS[each]) && !(each === 'authorization' && !actions.includes('read-patient')));
  switch (place) {
    case undefined: return undefined;
    case 'patient': return { to: '/patients/$patientId', params: { patientId } };
    case 'checklist': return { to: '/patients/$patientId/episodes/$episodeId/checklist', params: { patientId, episodeId }, search: { step } };
    case 'record': return { to: '/patients/$patientId/record', params: { patientId } };
    case 'authorization': return { to: '/patients/$patientId/authorizations/$authorizationId', params: { patientId, authorizationId: authorizationId ?? '' } };
    case 'denial': return { to: '/patients/$patientId/authorizations/$authorizationId/denial', params: { patientId, authorizationId: authorizationId ?? '' } };
    case 'booking': return { to: '/may-i-book', search: { patient: patientId, episode: episodeId, step } };
    case 'records': return { to: '/deadlines', search: { kind: 'records-chase' } };
    case 'expired': return { to: '/deadlines', search: { kind: 'expired' } };
  }
}

/** `isHere`: on the authorization's own screen, to which nothing leads. */
export function NextAction({ row, tabIndex, isHere = false }: { readonly row: QueueItem; readonly tabIndex: number; readonly isHere?: boolean }) {
  const { actions } = useSession();
  const found = wayOf(row, actions);
  const way = isHere && found?.to === '/patients/$patientId/authorizations/$authorizationId' ? undefined : found;
  const { words } = row.nextAction;
  if (way === undefined) return <Text size="sm" fw={600} component="span">{words}</Text>;
  return <Anchor size="sm" {...(row.nextAction.code === 'wait' ? { 'data-quiet': true } : { fw: 600 })} renderRoot={(props) => <Link {...props} {...(way as { to: string })} tabIndex={tabIndex} preload={false} />}>{words}</Anchor>;
}
