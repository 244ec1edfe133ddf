// Pages whose API does not answer: each says so in the place of what is missing, and goes on when one tries
// again.
import { after, before, test } from 'node:test';
import { expectNoAxeViolations, hidden, phone, startStage, visible } from './support/stage.mjs';

const limit = { timeout: 60_000 };
const expected = [/Failed to load resource/, /net::ERR/];
let stage, run;

before(async () => {
  stage = await startStage();
  ({ run_id: run } = await stage.engine.expect(200, 'POST', '/v1/agents/order-desk/chat',
    { message: 'What is the status of order 1042?', stream: false }));
});
after(() => stage?.stop());

const broken = (route) => route.fulfill({ status: 500, contentType: 'application/problem+json',
  body: JSON.stringify({ type: 'x', title: 'Broken', status: 500, code: 'internal', detail: 'Broken.',
    request_id: 'req_1' }) });

// What is asked below these addresses is answered as the page would see it on a bad day.
async function fails(page, address, how) {
  await page.route(address,
    (route) => (how === 'offline' ? route.abort('internetdisconnected') : broken(route)));
  return () => page.unroute(address);
}

const retry = (page) => page.getByRole('alert').getByRole('button', { name: 'Try again' });

for (const how of ['broken', 'offline']) {
  for (const colorScheme of ['light', 'dark']) {
    test(`a run that cannot be read, ${how}, ${colorScheme}`, limit, async () => {
      const page = await stage.newPage({ colorScheme, expected });
      await stage.signIn(page, { path: '/runs' });
      const repair = await fails(page, `**/v1/runs/${run}`, how);
      await page.goto(`${stage.appUrl}/runs/${run}`);
      await visible(retry(page));
      await expectNoAxeViolations(page);
      await repair();
      await retry(page).click();
      await visible(page.getByRole('heading', { level: 1 }));
      await hidden(retry(page));
    });

    test(`a run without its journal, ${how}, ${colorScheme}`, limit, async () => {
      const page = await stage.newPage({ colorScheme, expected });
      await stage.signIn(page, { path: '/runs' });
      const repair = await fails(page, `**/v1/runs/${run}/events*`, how);
      await page.goto(`${stage.appUrl}/runs/${run}`);
      await visible(page.getByText(/^The connection broke/));
      await expectNoAxeViolations(page);
      await repair();
      await visible(page.getByText('lookup_order').first());
    });

    test(`settings that cannot be read, ${how}, ${colorScheme}`, limit, async () => {
      const page = await stage.newPage({ colorScheme, expected });
      await stage.signIn(page, { path: '/' });
      const repair = await fails(page, '**/v1/me/sessions*', how);
      await page.goto(`${stage.appUrl}/settings`);
      await visible(retry(page));
      await expectNoAxeViolations(page);
      await repair();
      await retry(page).click();
      await hidden(retry(page));
    });

    test(`conversations that cannot be read, ${how}, ${colorScheme}`, limit, async () => {
      const page = await stage.newPage({ colorScheme, expected });
      await stage.signIn(page, { path: '/' });
      const repair = await fails(page, /\/v1\/conversations(\?|$)/, how);
      await page.goto(`${stage.appUrl}/chat`);
      await visible(retry(page));
      await expectNoAxeViolations(page);
      await repair();
      await retry(page).click();
      await hidden(retry(page));
    });
  }
}

test('a conversation whose messages cannot be read, on a phone', limit, async () => {
  const page = await stage.newPage({ viewport: phone, expected });
  await stage.signIn(page, { path: '/chat?agent=order-desk' });
  await page.getByRole('textbox', { name: /^Message to/ }).fill('What is the status of order 1042?');
  await page.keyboard.press('Enter');
  await page.waitForURL(/conv_/);
  await visible(page.getByRole('button', { name: 'Answer again' }));
  const conversation = page.url().split('/').at(-1);
  const repair = await fails(page, `**/v1/conversations/${conversation}/messages*`, 'broken');
  await page.reload();
  await visible(retry(page));
  await expectNoAxeViolations(page);
  await repair();
  await retry(page).click();
  await visible(page.getByRole('article', { name: 'You' }).getByText(/order 1042/));
});
