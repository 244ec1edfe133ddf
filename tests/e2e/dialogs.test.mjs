// The large dialogs in both themes, on a desktop and on a phone: nothing that axe finds, nothing wider than
// the screen.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { expectNoAxeViolations, hidden, phone, startStage, visible } from './support/stage.mjs';

const limit = { timeout: 90_000 };
const looks = { 'light on a desktop': {}, 'dark on a desktop': { colorScheme: 'dark' },
  'light on a phone': { viewport: phone }, 'dark on a phone': { viewport: phone, colorScheme: 'dark' } };
let stage, agent;
before(async () => {
  stage = await startStage();
  agent = await stage.engine.expect(200, 'GET', '/v1/agents/order-desk');
});
after(() => stage?.stop());

async function expectFine(page, dialog) {
  await visible(dialog);
  // What is loaded when it opens is there, and nothing moves any more.
  await dialog.evaluate((element) => Promise.all(
    element.getAnimations({ subtree: true }).map(({ finished }) => finished)));
  await expectNoAxeViolations(page);
  const width = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(width <= 0, `with the dialog the page is ${width} px wider than the screen`);
}

for (const [look, options] of Object.entries(looks)) {
  test(`new agent, run, deploy and use are fine ${look}`, limit, async () => {
    const page = await stage.newPage(options);
    const dialog = page.getByRole('dialog');
    const close = async () => {
      await page.keyboard.press('Escape');
      await hidden(dialog);
    };
    await stage.signIn(page, { path: '/agents' });
    await page.getByRole('button', { name: 'New agent' }).click();
    await visible(dialog.getByRole('radio', { name: /Order desk/ }));
    await expectFine(page, dialog);
    await close();

    await page.goto(`${stage.appUrl}/agents/${agent.id}`);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await visible(dialog.getByRole('switch', { name: 'Run in the background' }));
    await expectFine(page, dialog);
    await close();

    await page.goto(`${stage.appUrl}/agents/${agent.id}/studio`);
    await visible(page.locator('.react-flow__node'));
    await page.getByRole('button', { name: 'Deploy', exact: true }).click();
    await visible(dialog.getByRole('textbox', { name: 'Note' }));
    await expectFine(page, dialog);
    await close();

    await page.getByRole('main').getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'How to use it' }).click();
    for (const tab of ['Python', 'TypeScript', 'curl']) {
      await dialog.getByRole('tab', { name: tab }).click();
      await visible(dialog.getByRole('region', { name: tab }));
      await expectFine(page, dialog);
    }
    await close();
  });
}
