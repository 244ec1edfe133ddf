import assert from 'node:assert/strict';
import { axeSource } from './packages.mjs';

const describe = ({ id, help, nodes }) =>
  `${id}: ${help}\n${nodes.map((node) => `    ${node.html}\n      ${node.failureSummary}`).join('\n')}`;

// Looks at the page as it is now. It is evaluated by the debugger, which no Content-Security-Policy concerns.
export async function expectNoAxeViolations(page, { exclude = [] } = {}) {
  // What is on its way out has already lost its name.
  await page.waitForFunction(() => !document.querySelector('[role$=dialog][data-state=closed]'));
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async (without) => {
    const context = without.length ? { exclude: without.map((selector) => [selector]) } : document;
    const { violations: found } = await globalThis.axe.run(context, { resultTypes: ['violations'] });
    return found;
  }, exclude);
  assert.equal(violations.length, 0,
    `axe on ${page.url()}:\n${violations.map(describe).join('\n')}`);
}
