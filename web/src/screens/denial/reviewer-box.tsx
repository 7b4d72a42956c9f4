/** Who was spoken to and what came of it: lines to write on where it is printed, and the log of conversations on the screen. */
import type { Schemas } from '../../api/client';
import { CallLog } from '../../parts/call-log';

export function ReviewerBox({ patientId, authorizationId, calls }: { readonly patientId: string; readonly authorizationId: string; readonly calls: Schemas['Authorization']['calls'] }) {
  return (
    <section>
      <h2>Reviewer and outcome</h2>
      <div className="not-printed"><CallLog patientId={patientId} authorizationId={authorizationId} calls={calls} /></div>
      <div className="printed-only reviewer-lines" aria-hidden="true"><span>Reviewer, name and specialty</span><span>Day, time, number of the call</span><span>What was said</span><span>Outcome: overturned, upheld, more is asked for</span></div>
    </section>
  );
}
