// What is done by mail, as a person does it: a code after the sign-up, a forgotten password, another address,
// an invitation. The mails come over SMTP, from the real server's client into a real sink.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from '../integration/support/client.mjs';
import { MailServer } from '../integration/support/receiver.mjs';
import { eventually, expectNoAxeViolations, phone, startStage, visible } from './support/stage.mjs';

let stage, mail;
before(async () => {
  mail = await new MailServer().start();
  stage = await startStage({ settings: { 'mail.url': mail.url } });
  stage.codeTo = async (address) => codeIn(await mailTo(address, /code/));
});
after(async () => {
  await stage?.stop();
  await mail?.stop();
});

const password = (page, name = 'Password') => page.getByLabel(name, { exact: true });
const heading = (page, name) => page.getByRole('heading', { level: 1, name });
// The newest mail to the address whose subject fits.
const mailTo = (address, subject) => eventually(
  () => mail.to(address).findLast((one) => subject.test(one.subject)), `a mail to ${address}`);
const codeIn = ({ subject }) => /\d{6}/.exec(subject)[0];
// As whoever opens the link: in the app that this test serves, whatever its port.
const linkIn = ({ text }) => /https?:\/\/\S+#\S+/.exec(text)[0];
const fillSignIn = async (page, email, secret) => {
  await page.getByLabel('E-mail address').fill(email);
  await password(page).fill(secret);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
};

test('an account is made when the code that was mailed comes back', async () => {
  const page = await stage.newPage({ viewport: phone, expected: [/400 \(Bad Request\).*confirm/] });
  await page.goto(`${stage.authUrl}/sign-up`);
  await page.getByLabel('E-mail address').fill('grace@example.com');
  await password(page).fill('nanoseconds of wire');
  await page.getByRole('button', { name: 'Create account' }).click();
  await visible(heading(page, 'Look into your mail'));
  await visible(page.getByText('grace@example.com'));
  await expectNoAxeViolations(page);
  const code = codeIn(await mailTo('grace@example.com', /code/));
  const wrong = code === '000000' ? '000001' : '000000';
  await page.getByLabel('Code', { exact: true }).fill(wrong);
  await page.getByRole('button', { name: 'Create account' }).click();
  await visible(page.getByRole('alert').getByText('This is not the code of the newest mail'));
  await page.getByLabel('Code', { exact: true }).fill(` ${code.slice(0, 3)} ${code.slice(3)} `);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL(`${stage.appUrl}/`);
  const signedIn = await new Client(stage.platform.authUrl).expect(200, 'POST', '/v1/auth/sign-in',
    { email: 'grace@example.com', password: 'nanoseconds of wire' });
  const me = await new Client(stage.platform.authUrl, signedIn.access_token).expect(200, 'GET', '/v1/me');
  assert.equal(me.email_verified, true);
});

test('who has an account is told by mail that somebody signs up with the address', async () => {
  const person = await stage.newPerson();
  const page = await stage.newPage({ colorScheme: 'dark' });
  await page.goto(`${stage.authUrl}/sign-up`);
  await page.getByLabel('E-mail address').fill(person.email);
  await password(page).fill('nanoseconds of wire');
  await page.getByRole('button', { name: 'Create account' }).click();
  await visible(heading(page, 'Look into your mail'));
  await expectNoAxeViolations(page);
  const { text } = await mailTo(person.email, /account already/);
  assert.match(text, /\/sign-in\n/);
  await page.getByRole('button', { name: 'Use another address' }).click();
  await visible(page.getByLabel('E-mail address'));
  await new Client(stage.platform.authUrl).expect(200, 'POST', '/v1/auth/sign-in',
    { email: person.email, password: person.password });
});

test('a forgotten password is replaced by the link of a mail, once', async () => {
  const person = await stage.newPerson();
  const page = await stage.newPage({ expected: [/400 \(Bad Request\).*complete/] });
  await page.goto(`${stage.authUrl}/sign-in`);
  await page.getByRole('link', { name: 'Forgotten?' }).click();
  await visible(heading(page, 'Choose a new password'));
  await expectNoAxeViolations(page);
  await page.getByLabel('E-mail address').fill('nobody@example.com');
  await page.getByRole('button', { name: 'Mail me a link' }).click();
  await visible(page.getByText('If nobody@example.com has an account, a link is on its way to it.'));
  await page.getByRole('button', { name: 'Use another address' }).click();
  await page.getByLabel('E-mail address').fill(person.email);
  await page.getByRole('button', { name: 'Mail me a link' }).click();
  await visible(page.getByText(`If ${person.email} has an account, a link is on its way to it.`));
  await expectNoAxeViolations(page);

  const link = linkIn(await mailTo(person.email, /new password/));
  await page.goto(link);
  await password(page).fill('another good password');
  await page.getByRole('button', { name: 'Set password' }).click();
  await visible(heading(page, 'Your password is changed'));
  await page.getByRole('link', { name: 'Sign in' }).click();
  await fillSignIn(page, person.email, 'another good password');
  await page.waitForURL(`${stage.appUrl}/`);
  await mailTo(person.email, /was changed/);
  assert.equal(mail.to('nobody@example.com').length, 0);

  const again = await stage.newPage({ expected: [/400 \(Bad Request\).*complete/] });
  await again.goto(link);
  await password(again).fill('a third good password');
  await again.getByRole('button', { name: 'Set password' }).click();
  await visible(again.getByRole('alert').getByText('This link has been used or is too old.'));
  await visible(again.getByRole('link', { name: 'Ask for a new link' }));
});

test('an address changes when both have confirmed it', async () => {
  const person = await stage.newPerson();
  const next = `new-${person.email}`;
  const page = await stage.newPage();
  await stage.signIn(page, person);
  await page.goto(stage.authUrl);
  await page.getByLabel('New address').fill(next);
  await page.locator('#change-email-password').fill(person.password);
  await page.getByRole('button', { name: 'Change address' }).click();
  await visible(page.getByText('Both addresses have got a mail.'));
  await expectNoAxeViolations(page);
  for (const [address, subject, outcome] of [[next, /Confirm/, 'One of two is confirmed'],
    [person.email, /another address/, 'Your address is changed']]) {
    await page.goto('about:blank');
    await page.goto(linkIn(await mailTo(address, subject)));
    await visible(heading(page, 'Confirm your address'));
    await expectNoAxeViolations(page);
    await page.getByRole('button', { name: 'Confirm', exact: true }).click();
    await visible(heading(page, outcome));
  }
  await new Client(stage.platform.authUrl).expect(200, 'POST', '/v1/auth/sign-in',
    { email: next, password: person.password });
});

test('somebody new joins by an invitation, and a changed role takes effect', async () => {
  const owner = await stage.newPerson({ tenantName: 'Hosts' });
  const page = await stage.newPage();
  await stage.signIn(page, { ...owner, path: '/members' });
  await page.getByRole('button', { name: 'Invite' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail address').fill('guest@example.com');
  await expectNoAxeViolations(page);
  await dialog.getByRole('button', { name: 'Send invitation' }).click();
  await visible(page.getByRole('list', { name: 'Invitations' }).getByText('guest@example.com'));
  await expectNoAxeViolations(page);

  const guest = await stage.newPage({ viewport: phone, colorScheme: 'dark' });
  await guest.goto(linkIn(await mailTo('guest@example.com', /invited to Hosts/)));
  await visible(heading(guest, 'Join Hosts'));
  await expectNoAxeViolations(guest);
  await guest.getByLabel('Your name').fill('Guest');
  await password(guest).fill('a guest of the house');
  await guest.getByRole('button', { name: 'Create account and join' }).click();
  await guest.waitForURL(`${stage.appUrl}/`);

  await page.reload();
  await page.getByRole('combobox', { name: 'Role of Guest' }).click();
  await page.getByRole('option', { name: 'Viewer' }).click();
  await visible(page.getByText('Guest is now Viewer'));
  const { access_token: token, role } = await new Client(stage.platform.authUrl).expect(200, 'POST',
    '/v1/auth/sign-in', { email: 'guest@example.com', password: 'a guest of the house' });
  assert.equal(role, 'viewer');
  const refused = await new Client(stage.platform.engineUrl, token).post('/v1/agents', { name: 'x' });
  assert.equal(refused.body.reason, 'permission_missing');

  await page.getByRole('button', { name: 'Actions for Guest' }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove member' }).click();
  await visible(page.getByText('Guest is removed'));
});

test('who has an account signs in first, and then joins', async () => {
  const owner = await stage.newPerson({ tenantName: 'Second home' });
  const person = await stage.newPerson();
  await owner.auth.expect(201, 'POST', '/v1/invitations', { email: person.email, role: 'builder' });
  const page = await stage.newPage();
  await page.goto(linkIn(await mailTo(person.email, /invited to Second home/)));
  await page.getByRole('link', { name: 'Sign in to join' }).click();
  await fillSignIn(page, person.email, person.password);
  await visible(heading(page, 'Join Second home'));
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.waitForURL(`${stage.appUrl}/`);
  await visible(page.getByRole('button', { name: /Switch tenant:.*Second home/ }));
});

test('what was done is in the audit log, with who did it', async () => {
  const person = await stage.newPerson();
  await person.auth.expect(201, 'POST', '/v1/api-keys', { name: 'for the log' });
  const page = await stage.newPage();
  await stage.signIn(page, { ...person, path: '/audit-log' });
  const event = page.getByRole('button', { name: /api_key.created/ });
  await visible(event);
  await expectNoAxeViolations(page);
  await event.click();
  await visible(page.getByRole('dialog').getByText('for the log'));
  await expectNoAxeViolations(page);
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Action' }).click();
  await page.getByRole('option', { name: 'Sign-ins', exact: true }).click();
  await visible(page.getByRole('button', { name: /session.started/ }));
  assert.equal(await event.count(), 0);
  const arrives = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download CSV' }).click();
  assert.equal((await arrives).suggestedFilename(), 'audit.csv');
});
