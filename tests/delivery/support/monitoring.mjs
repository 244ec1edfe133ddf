// What is wrong with the rules for Prometheus and the dashboard for Grafana: expressions that Prometheus does
// not parse, metrics and labels that the program has not, pages that are not there.
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';
import { metric_names } from '../../cloud/support/metrics.mjs';
import { read_runbooks } from '../../cloud/support/runbooks.mjs';

const runbooks = read_runbooks();
// Of our instruments, and what prometheus.yaml and Prometheus itself add.
const labels = new Set(['route', 'status', 'queue', 'le', 'service', 'instance', 'job']);

/** Every node of the grammar's tree with one of the names, as it is written. */
function* written(expression, ...names) {
  const found = [];
  parser.parse(expression).iterate({
    enter({ name, from, to }) {
      if (names.includes(name)) found.push(expression.slice(from, to));
    },
  });
  yield* found;
}

export function expressionFindings(text, recorded = []) {
  // Grafana puts values in before Prometheus sees the expression.
  const expression = text.replaceAll('$service', 'engine');
  const findings = [];
  let isBroken = false;
  parser.parse(expression).iterate({
    enter({ type }) {
      isBroken ||= type.isError;
    },
  });
  if (isBroken) findings.push(`Prometheus does not parse ${text}`);
  for (const name of written(expression, 'Identifier')) {
    if (name !== 'up' && !metric_names.has(name) && !recorded.includes(name))
      findings.push(`the program has no metric ${name}`);
  }
  for (const name of written(expression, 'LabelName'))
    if (!labels.has(name)) findings.push(`no metric has a label ${name}`);
  return findings;
}

export function rulesFindings(text) {
  const rules = parse(text, { strict: true }).groups.flatMap((group) => group.rules);
  const recorded = rules.map(({ record }) => record).filter(Boolean);
  const findings = [];
  for (const rule of rules) {
    const name = rule.alert ?? rule.record;
    findings.push(...expressionFindings(rule.expr, recorded).map((finding) => `${name}: ${finding}`));
    if (!rule.alert) continue;
    if (!/^\d+m$/.test(rule.for ?? '')) findings.push(`${name}: for how long?`);
    if (!['page', 'ticket'].includes(rule.labels?.severity)) findings.push(`${name}: has no severity`);
    if (!rule.annotations?.summary) findings.push(`${name}: says nothing`);
    if (!runbooks.has(rule.annotations?.runbook)) findings.push(`${name}: there is no runbook`);
  }
  return findings;
}

export const panelsOf = (text) => JSON.parse(text).panels.filter(({ type }) => type !== 'row');

export function dashboardFindings(text) {
  const dashboard = JSON.parse(text);
  const findings = [];
  const ids = dashboard.panels.map(({ id }) => id);
  if (new Set(ids).size !== ids.length) findings.push('two panels have one id');
  const variables = dashboard.templating.list.map(({ name }) => name);
  for (const [, name] of text.matchAll(/\$\{?(\w+)/g))
    if (!variables.includes(name)) findings.push(`there is no variable ${name}`);
  for (const panel of dashboard.panels.filter(({ type }) => type !== 'row')) {
    const { x, y, w, h } = panel.gridPos;
    if (x + w > 24) findings.push(`${panel.title}: is wider than the screen`);
    const isOver = (other) =>
      other !== panel.gridPos &&
      x < other.x + other.w &&
      other.x < x + w &&
      y < other.y + other.h &&
      other.y < y + h;
    if (dashboard.panels.some(({ gridPos }) => isOver(gridPos)))
      findings.push(`${panel.title}: lies over another`);
    if (panel.datasource?.uid !== '${datasource}')
      findings.push(`${panel.title}: has a data source of its own`);
    if (!panel.description) findings.push(`${panel.title}: says nothing`);
    if (panel.targets.length === 0) findings.push(`${panel.title}: shows nothing`);
    for (const { expr } of panel.targets)
      findings.push(...expressionFindings(expr).map((finding) => `${panel.title}: ${finding}`));
  }
  return findings;
}
