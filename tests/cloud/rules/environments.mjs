// Staging and production are the same files with other values; each keeps its own state and account.
import { mentions } from '../support/look.mjs';

const own = ['backend.tf', 'terraform.tfvars'];
const secret_looking = [
  /AKIA[0-9A-Z]{16}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY/,
  /\bsk-[A-Za-z0-9]{20,}/,
  /xox[bap]-/,
  /gh[ps]_[A-Za-z0-9]{30,}/,
  /(password|secret|token|api_key)\s*=\s*"(?!ELEVAITE_)[^"$]{6,}"/i,
];

export function check_environments(tree, problems) {
  const names = new Set(
    [...tree.files.keys()]
      .filter((name) => name.startsWith('environments/'))
      .map((name) => name.split('/')[2]),
  );
  for (const name of names) {
    const [staging, production] = ['staging', 'production'].map((folder) =>
      tree.files.get(`environments/${folder}/${name}`),
    );
    if (staging === undefined || production === undefined)
      problems.push(`environments: only one of them has ${name}`);
    else if (!own.includes(name) && staging !== production) problems.push(`environments: ${name} differs`);
  }
  const states = new Set();
  const accounts = new Set();
  for (const environment of ['staging', 'production']) {
    const folder = `environments/${environment}`;
    const module = tree.modules.get(folder);
    const values = tree.values.get(folder)?.values ?? {};
    const backend = module.settings.map(({ body }) => body.backend?.s3?.[0]).find(Boolean);
    if (backend?.encrypt !== true) problems.push(`${folder}: the state must be encrypted`);
    if (backend?.use_lockfile !== true) problems.push(`${folder}: the state must be locked`);
    if (!mentions(backend?.key, `${environment}/`))
      problems.push(`${folder}: the key of the state must name it`);
    states.add(`${backend?.bucket}/${backend?.key}`);
    accounts.add(values.account_id);
    if (values.environment !== environment) problems.push(`${folder}: environment must be ${environment}`);
    const provider = module.providers.find(({ name }) => name === 'aws')?.body;
    if (!mentions(provider?.allowed_account_ids, 'var.account_id'))
      problems.push(`${folder}: another account must be refused`);
    for (const tag of ['Project', 'Environment', 'ManagedBy', 'CostCenter']) {
      if (!mentions(provider?.default_tags, tag))
        problems.push(`${folder}: everything must be tagged with ${tag}`);
    }
    if (!mentions(values.image_repository_arn, values.account_id))
      problems.push(`${folder}: images come from its own account`);
  }
  if (states.size < 2) problems.push('environments: both have one state');
  if (accounts.size < 2) problems.push('environments: both are in one account');
  const production = tree.values.get('environments/production')?.values ?? {};
  for (const service of ['auth', 'engine', 'worker']) {
    if (!(production[service]?.min >= 2))
      problems.push(`environments/production: two tasks of ${service} at least`);
  }
  if (production.nat_gateway_count !== production.zone_count)
    problems.push('environments/production: a NAT gateway a zone');
  if (production.shell_access !== false) problems.push('environments/production: no shells');
  if (!(production.log_retention_days >= 90))
    problems.push('environments/production: logs for 90 days at least');
  for (const [file, text] of tree.files) {
    for (const pattern of secret_looking)
      if (pattern.test(text)) problems.push(`${file}: this looks like a secret: ${pattern}`);
  }
}
