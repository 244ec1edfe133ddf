// What comes in from outside stays a value, whatever it looks like: an expression, SQL, another header, a
// template of the language that somebody guesses.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Client } from './support/client.mjs';
import { startPlatform } from './support/platform.mjs';

const hostile = ['{{ run.id }}', '{{ nodes.start.secret }}', '{{ trigger.secret | upper }}', '{{', '}}',
  "{{ '{{' }} 1 }}", '${7*7}', '#{7*7}', '<%= 7*7 %>', '{% print(7) %}', '$(id)', '`id`',
  "' OR '1'='1", "'; DROP TABLE users; --", '" onload="x', 'a\r\nX-Injected: yes', '../../etc/passwd',
  '%7B%7B run.id %7D%7D', '\\u007b\\u007b run.id }}', '__proto__'];
let platform, client;

before(async () => {
  platform = await startPlatform();
  client = new Client(platform.engineUrl, platform.demo.api_key);
});
after(() => platform?.stop());

test('an expression that comes in as a value is text, and is not evaluated', async () => {
  const agent = await client.deploy('Echo', {
    nodes: [{ id: 'start', kind: 'manual_trigger' },
      { id: 'first', kind: 'set_fields', config: { mode: 'replace', fields: [
        { name: 'alone', value: '{{ trigger.text }}' }, { name: 'within', value: 'say: {{ trigger.text }}.' },
        { name: 'list', value: '{{ [trigger.text] }}' }] } },
      // What one node has made of it is no template for the next one either.
      { id: 'second', kind: 'set_fields', config: { mode: 'replace', fields: [
        { name: 'alone', value: '{{ nodes.first.alone }}' },
        { name: 'within', value: '{{ nodes.first.within }}' },
        { name: 'list', value: '{{ nodes.first.list }}' }] } }],
    edges: [{ id: 'e1', source: 'start', target: 'first' },
      { id: 'e2', source: 'first', target: 'second' }] });
  for (const text of hostile) {
    const run = await client.expect(201, 'POST', `/v1/agents/${agent.id}/runs`,
      { input: { text, secret: 'sentinel' }, wait: 20 });
    assert.equal(run.status, 'succeeded', `${text}: ${JSON.stringify(run.error)}`);
    assert.deepEqual(run.output, { alone: text, within: `say: ${text}.`, list: [text] });
  }
});

test('a name that looks like an attack is stored and given back as it is', async () => {
  for (const text of hostile.filter((one) => !/[\r\n]/.test(one))) {
    const made = await client.expect(201, 'POST', '/v1/agents', { name: text });
    const { name } = await client.expect(200, 'GET', `/v1/agents/${made.id}`);
    assert.equal(name, text);
    const found = await client.all(`/v1/agents?search=${encodeURIComponent(text)}`);
    assert.ok(found.some(({ id }) => id === made.id), `${text} is found by its name`);
    const fits = (one) => one.name.toLowerCase().includes(text.toLowerCase());
    assert.ok(found.every(fits), `only what has ${text}`);
    await client.expect(204, 'DELETE', `/v1/agents/${made.id}`);
  }
});
