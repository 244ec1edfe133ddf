// What the tests use of the web's packages.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const web = createRequire(new URL('../../../web/package.json', import.meta.url));

export const { chromium } = web('playwright-core');
export const axeSource = readFileSync(web.resolve('axe-core/axe.min.js'), 'utf8');
