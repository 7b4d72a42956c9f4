import { readResources } from '../src/imports/read-resources';
import { createReadStream, readFileSync } from 'node:fs';
void (async () => { const m = JSON.parse(readFileSync('/tmp/h-imports-fhir.json','utf8')); const c0 = process.cpuUsage(); let n = 0;
for (let k=0;k<2;k++) for await (const x of readResources(createReadStream('/tmp/h-imports-fhir.ndjson'), m, 0, 'America/New_York')) { n++; void x; }
const c = process.cpuUsage(c0); console.log(n, 'cpu', (c.user + c.system) / 1e6); })();
