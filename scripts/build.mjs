/** `npm run build`: `dist/` from `machines/` and `src/`. */
import { prepare } from './lib/prepare.mjs';

await prepare({ withApp: true });
