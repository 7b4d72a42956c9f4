/** For whom a policy answers, and of whom a criterion is asked, in words. */
import type { Criterion, Policy } from '../../../machines/criteria/types';
import { inWords, joinWords } from '../../../machines/criteria/words';

export function coverageInWords({ covers: { payer, line, exceptLines, states, delegate } }: Policy): string {
  return [
    [inWords(payer), line === undefined ? '' : inWords(line)].filter((part) => part !== '').join(', '),
    exceptLines === undefined ? '' : `except ${joinWords(exceptLines.map(inWords), 'and')}`,
    states === undefined ? '' : `in ${joinWords(states, 'and')}`,
    delegate === undefined ? '' : `by ${delegate.name} from ${delegate.from}${delegate.to === undefined ? '' : ` to ${delegate.to}`}`,
  ].filter((part) => part !== '').join(' ');
}

/** Empty where it is asked of everybody, everywhere, whoever states it. */
export function scopeInWords({ onlyForIndications, notForIndications, onlyInSettings, asksForClinician }: Pick<Criterion, 'onlyForIndications' | 'notForIndications' | 'onlyInSettings' | 'asksForClinician'>): string {
  return [
    onlyForIndications === undefined ? '' : `only for ${joinWords(onlyForIndications.map(inWords), 'or')}`,
    notForIndications === undefined ? '' : `not for ${joinWords(notForIndications.map(inWords), 'or')}`,
    onlyInSettings === undefined ? '' : `only at place of service ${joinWords(onlyInSettings, 'or')}`,
    asksForClinician === true ? 'asks for a clinician: what was imported counts once one has attested it' : '',
  ].filter((part) => part !== '').join(', ');
}
