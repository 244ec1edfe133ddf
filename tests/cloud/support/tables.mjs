// The part of a module's README that its variables and outputs decide.
const cell = (text) => String(text).replaceAll('|', '\\|').replace(/\s+/g, ' ').trim();
const bare = (text) => String(text).replace(/^\$\{([\s\S]*)\}$/, '$1');

function fallback(body) {
  if (!('default' in body)) return 'required';
  const value = typeof body.default === 'string' ? bare(body.default) : JSON.stringify(body.default);
  return `\`${cell(value)}\``;
}

export function tables(module) {
  const by_name = (a, b) => (a.name < b.name ? -1 : 1);
  const inputs = [...module.variables]
    .sort(by_name)
    .map(
      ({ name, body }) =>
        `| \`${name}\` | \`${cell(bare(body.type))}\` | ${fallback(body)} | ${cell(body.description)} |`,
    );
  const outputs = [...module.outputs]
    .sort(by_name)
    .map(({ name, body }) => `| \`${name}\` | ${cell(body.description)} |`);
  return [
    '## Inputs',
    '',
    '| name | type | default | what it is |',
    '|---|---|---|---|',
    ...inputs,
    '',
    '## Outputs',
    '',
    '| name | what it is |',
    '|---|---|',
    ...outputs,
    '',
  ].join('\n');
}

// A README is what a person wrote, and then the tables.
export const with_tables = (readme, module) =>
  `${readme.split('\n## Inputs')[0].trimEnd()}\n\n${tables(module)}`;
