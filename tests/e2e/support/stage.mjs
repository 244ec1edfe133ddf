// The whole product, as a person meets it: the real program on its own data, which also serves the
// exported web, and Debian's Chromium.
//
//   let stage;
//   before(async () => { stage = await startStage(); });
//   after(() => stage?.stop());
//   test('…', async () => {
//     const page = await stage.newPage({ viewport: phone, colorScheme: 'dark' });
//     await stage.signIn(page);                       // as the demo user; ends in the ElevAIte App
//     await page.getByRole('link', { name: 'Agents' }).click();
//     await visible(page.getByRole('heading', { name: 'Agents' }));
//     await expectNoAxeViolations(page);
//   });
//
// A test fails by itself when one of its pages logs an error, throws, or violates the
// Content-Security-Policy; `newPage({ expected: [/pattern/] })` names what a test provokes. A failed test
// leaves pictures and a trace in build/e2e (cd web && npx playwright-core show-trace FILE).
import { afterEach, beforeEach } from 'node:test';
import { Product, startProduct } from './product.mjs';

export { eventually } from '../../integration/support/platform.mjs';
export { expectNoAxeViolations } from './axe.mjs';
export { confirm, focused, hidden, visible } from './product.mjs';

export const phone = { width: 360, height: 740 };

const stages = new Set();
let runningTests = 0;
beforeEach(() => { ++runningTests; });
afterEach(async (context) => {
  --runningTests;
  for (const stage of stages) await stage.browser.afterTest(context.name, context.passed === false);
});

class Stage extends Product {
  newPage(options = {}) {
    return super.newPage({ ...options, isDuringTest: runningTests > 0 });
  }

  async stop() {
    stages.delete(this);
    await super.stop();
  }
}

// Options: those of startPlatform; settings are those of the program.
export async function startStage(options) {
  const stage = await startProduct(options, Stage);
  stages.add(stage);
  return stage;
}
