/** `node -r ./scripts/typescript.cjs test/packets/render-example.ts example-01`: prints the SHA-256 of that packet, in a process of its own. */
import { createHash } from 'node:crypto';
import { buildPacket } from '../../machines/packet';
import { renderPacketPdf } from '../../src/packets/render/packet-pdf.renderer';
import { packetWithDocuments } from './case-packet';

void packetWithDocuments(process.argv[2] ?? 'example-01').then(async ({ input, documents }) => {
  process.stdout.write(createHash('sha256').update(await renderPacketPdf(buildPacket(input), documents)).digest('hex'));
});
