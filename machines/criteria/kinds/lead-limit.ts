import { all, type Outcome } from '../../kernel/outcome';
import { finding, idsOf, type CriterionKind } from '../evaluation';
import { trialsOfRegion } from '../trial-evidence';

/** Leads and contacts of the recorded trials of the region, judged at the implant; without a trial there is nothing to cap. */
export const leadLimit: CriterionKind<'lead-limit'> = {
  kind: 'lead-limit',
  shape: { leadsMax: 'count', contactsMax: 'count' },
  reads: ['scs-trial.contacts', 'scs-trial.leads', 'scs-trial.occurredOn', 'scs-trial.region'],
  evaluate(criterion, on) {
    const trials = trialsOfRegion(on);
    const { leadsMax, contactsMax } = criterion.required;
    const within = (value: number | undefined, max: number): Outcome => (value === undefined ? 'unknown' : value <= max ? 'met' : 'unmet');
    const outcome = all(trials.flatMap(({ fact }) => [within(fact.leads, leadsMax), within(fact.contacts, contactsMax)]));
    return finding(criterion, {
      outcome,
      found: { leads: trials.map(({ fact }) => fact.leads ?? 'not recorded'), contacts: trials.map(({ fact }) => fact.contacts ?? 'not recorded') },
      evidence: idsOf(trials),
      missing: outcome === 'unknown' ? ['leads-and-contacts-of-trial'] : [],
    });
  },
};
