import { all, type Outcome } from '../../kernel/outcome';
import { finding, type CriterionKind } from '../evaluation';
import { trialsOfRegion } from '../trial-evidence';

/** Leads and contacts of the recorded trial, judged at the implant. */
export const leadLimit: CriterionKind<'lead-limit'> = {
  kind: 'lead-limit',
  shape: { leadsMax: 'count', contactsMax: 'count' },
  evaluate(criterion, on) {
    const trials = trialsOfRegion(on);
    const trial = trials[trials.length - 1];
    if (trial === undefined) return finding(criterion, { outcome: 'met', found: { trial: 'none recorded' } });
    const { leads, contacts } = trial.fact;
    const within = (value: number | undefined, max: number): Outcome => (value === undefined ? 'unknown' : value <= max ? 'met' : 'unmet');
    const outcome = all([within(leads, criterion.required.leadsMax), within(contacts, criterion.required.contactsMax)]);
    return finding(criterion, {
      outcome,
      found: { leads: leads ?? null, contacts: contacts ?? null },
      evidence: [trial.id],
      missing: outcome === 'unknown' ? ['leads-and-contacts-of-trial'] : [],
    });
  },
};
