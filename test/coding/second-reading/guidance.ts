/** `image-guidance` and `images-saved` where guidance is part of the code, and `guidance-line`. */
import { FLUOROSCOPY_LINE, FLUOROSCOPY_PAYERS, GUIDANCE_THAT_COUNTS, INCLUDES_GUIDANCE } from './constants';
import { draft, holdFact, Reading, tell } from './draft';
import { FactJson } from './facts';
import { uniqueFacts } from './sided-lines';

/**
 * "facets, ablation, transforaminal (guidance is part of the code): fluoroscopy or CT: not stated: `unknown`, holds. None, ultrasound, MRI:
 * `unmet`, holds".
 */
export function askGuidance(reading: Reading, facts: readonly FactJson[]): void {
  for (const fact of facts) {
    if (fact.guidance === undefined) {
      tell(reading, 'image-guidance', 'unknown');
      holdFact(reading, fact);
    } else if (!GUIDANCE_THAT_COUNTS.includes(fact.guidance)) {
      tell(reading, 'image-guidance', 'unmet');
      holdFact(reading, fact);
    } else {
      // "Elsewhere the same outcomes without holding": not stated `unknown`, `false` `review`.
      if (fact.imageSaved === undefined) tell(reading, 'images-saved', 'unknown');
      if (fact.imageSaved === false) tell(reading, 'images-saved', 'review');
    }
  }
}

/** "never a line of 77003 or 77012. A payer whose fee schedule lists it as payable (`ms-wc` ...): 77003 is held, `review`". */
export function guidanceLine(reading: Reading): void {
  if (!FLUOROSCOPY_PAYERS.includes(reading.payer)) return;
  const beside = reading.drafts.filter((line) => !line.notBilled && line.codes.some((code) => INCLUDES_GUIDANCE.includes(code)));
  // 77003 is fluoroscopy; for CT the schedule lists nothing.
  const guided = uniqueFacts(beside.flatMap((line) => line.basis).filter((fact) => fact.guidance === 'fluoroscopy'));
  if (guided.length === 0) return;
  tell(reading, 'guidance-line', 'review');
  reading.drafts.push(draft('guidance', [FLUOROSCOPY_LINE], guided, { held: true, procedure: false }));
}
