/** Run by npm after an install. */
import { stampInstalled } from './lib/install.mjs';

stampInstalled();
