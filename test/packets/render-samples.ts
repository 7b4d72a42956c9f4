/**
 * `node -r ./scripts/typescript.cjs test/packets/render-samples.ts DIRECTORY`: writes packets worth looking at.
 * Tests say that the words are there; only eyes say that a reviewer can read them.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildPacket, packetChanges, type PacketInput, type PacketModel } from '../../machines/packet';
import { LEVELS } from '../../machines/kernel/anatomy';
import type { Fact } from '../../machines/evidence/fact';
import { renderPacketPdf } from '../../src/packets/render/packet-pdf.renderer';
import type { DocumentBytes } from '../../src/packets/render/sources';
import { INCOMPLETE_DIRECTORY } from './example-directory';
import { EPIDURAL_CASE, exampleCase, packetInputOf, packetWithDocuments } from './case-packet';

type Sample = () => Promise<{ readonly input: PacketInput; readonly documents: readonly DocumentBytes[] }>;

const SAMPLES: Readonly<Record<string, Sample>> = {
  'two-good-blocks': () => of(packetInputOf(exampleCase('example-01'))),
  'first-block': () => of(packetInputOf(exampleCase('example-11'))),
  'repeat-ablation': () => of(packetInputOf(exampleCase('example-04'))),
  'stimulator-trial': () => of(packetInputOf(exampleCase('example-05'))),
  'stimulator-implant': () => of(withTrialDays()),
  epidural: () => of(packetInputOf(EPIDURAL_CASE)),
  'levels-differ': () => of(packetInputOf(exampleCase('example-13'))),
  'gaps-and-override': () => of(gapsAndOverride()),
  documents: () => packetWithDocuments('example-01'),
  'long-names': () => of(longNames()),
  'twelve-blocks': () => of(twelveBlocks()),
  'hospital-outpatient': () => of(hospitalOutpatient()),
  resubmission: () => of(hospitalOutpatient()),
};

async function of(input: PacketInput): Promise<Awaited<ReturnType<Sample>>> {
  return { input, documents: [] };
}

function withTrialDays(): PacketInput {
  const one = exampleCase('example-06');
  const facts = one.facts.map((fact): Fact => fact.type !== 'scs-trial' ? fact
    : { ...fact, days: [15, 16, 17, 18, 19, 20].map((day) => ({ on: `2026-09-${day}`, score: 2 + (day % 3) / 2, doseMme: 60 - day, hoursOn: 22 })) });
  return packetInputOf({ ...one, facts });
}

function gapsAndOverride(): PacketInput {
  const one = exampleCase('example-02');
  const facts = one.facts.filter((fact) => fact.type !== 'score' || fact.instrument !== 'ODI')
    .map((fact): Fact => fact.type === 'exclusion-review' ? { ...fact, fusedLevels: ['L3-L4'], generalizedPain: undefined } : fact);
  return packetInputOf({ ...one, facts }, {}, {
    override: { by: 'Dr. Amara Example, MD', rationale: 'The patient was given rescue medication before the second score; the nurse noted 1 of 10 at 20 minutes on paper. The paper is attached to the chart. Relief ≥ 80 % is expected on the second block.', findings: ['block-relief', 'baseline-function'] },
    expedited: true, justification: 'Sleep below three hours a night; opioid dose rising.', stale: 'The block of 2026-08-03 was corrected on 2026-09-02.',
  });
}

function longNames(): PacketInput {
  const one = exampleCase('example-01');
  const input = packetInputOf(one);
  const long = 'Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschaferswessenschafe';
  const facts = one.facts.map((fact): Fact => fact.type === 'conservative-care' ? { ...fact, provider: `${long} Physical Therapy and Rehabilitation Partners of the Greater Metropolitan Area`, reason: 'x'.repeat(200) } : fact);
  return {
    ...packetInputOf({ ...one, facts }),
    practice: { id: 'practice-1', name: 'The Interventional Spine, Pain and Regenerative Medicine Institute of the Upper Ohio River Valley and Adjoining Counties' },
    patient: { ...input.patient, name: { family: `${long}-Żółkiewska de la Santísima Trinidad`, given: 'Hubert Blaine Łucja Ðặng Ольга Κωνσταντίνα' } },
    packetId: '018f6b7e-4c1d-7a90-b2f3-9a8d7c6b5e4f',
  };
}

function twelveBlocks(): PacketInput {
  const one = exampleCase('example-01');
  const block = one.facts.find((fact): fact is Extract<Fact, { type: 'block' }> => fact.type === 'block');
  const blocks = Array.from({ length: 12 }, (_, index): Fact => ({
    ...(block as Extract<Fact, { type: 'block' }>),
    occurredOn: `2025-${String(index + 1).padStart(2, '0')}-10`,
    targets: LEVELS.slice(-1 - (index % 4)).flatMap((level) => [{ level, side: 'right' as const }, { level, side: 'left' as const }]),
    relief: { scale: 'NRS', baseline: 8, statedPercent: 85, durationHours: 5,
      observations: Array.from({ length: 10 + index }, (__, at) => ({ minutes: 15 + at * 30, score: 1 + (at % 3) / 2, side: at % 2 === 0 ? 'right' as const : 'left' as const, activity: 'walking up two flights of stairs', source: 'nurse' as const })) },
  }));
  return packetInputOf({ ...one, facts: [...one.facts.filter((fact) => fact.type !== 'block'), ...blocks] });
}

/** In a hospital's outpatient department, with all that its program's cover sheet asks for but one. */
function hospitalOutpatient(): PacketInput {
  return packetInputOf(exampleCase('example-01'), { directory: INCOMPLETE_DIRECTORY }, { facilityId: 'hospital', practitionerId: 'ada', setting: '22' });
}

/** The packet of two good blocks after one that was not affirmed with one block. */
function resubmitted(model: PacketModel): PacketModel {
  const one = exampleCase('example-01');
  const before = buildPacket(packetInputOf({ ...one, facts: one.facts.filter((fact, index) => fact.type !== 'block' || index === one.facts.findIndex(({ type }) => type === 'block')) }, { packetId: 'packet-before' }));
  return {
    ...model, changes: packetChanges(before, model), review: { by: 'Nora Example', on: model.asOf }, signature: { by: 'Ada Feld', credentials: 'MD', on: model.asOf },
    request: { ...model.request, resubmissionOf: { packetId: 'packet-before', decision: 'denied', decidedOn: model.asOf, payerReference: 'A1234567890123', reason: 'Only one diagnostic block is documented.' } },
  };
}

void (async () => {
  const directory = process.argv[2] ?? '.';
  for (const [name, sample] of Object.entries(SAMPLES)) {
    const { input, documents } = await sample();
    const model = buildPacket(input);
    const pdf = await renderPacketPdf(name === 'resubmission' ? resubmitted(model) : model, documents);
    writeFileSync(join(directory, `${name}.pdf`), pdf);
    process.stdout.write(`${name}.pdf ${pdf.length} bytes\n`);
  }
})();
