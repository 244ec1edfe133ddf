// The second opinion about migrations: squawk's rules, but those of taste and those about what the
// program does around a migration (time-outs, running it once).
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

const binary = createRequire(import.meta.url).resolve(
  `@squawk-cli/linux-${process.arch === 'arm64' ? 'arm64' : 'x64'}/bin/squawk`,
);
const other = [
  'prefer-robust-stmts',
  'prefer-bigint-over-int',
  'prefer-text-field',
  'prefer-identity',
  'prefer-timestamp-tz',
  'prefer-bigint-over-smallint',
  'require-timeout-settings',
  'require-lock-timeout',
  'require-statement-timeout',
];

/** The names of the rules that a migration breaks. */
export function squawkRules(text) {
  const { stdout, stderr, error } = spawnSync(
    binary,
    ['--reporter', 'json', '--pg-version', '15', `--exclude=${other.join()}`],
    { input: text, encoding: 'utf8' },
  );
  if (error) throw error;
  if (!stdout.trim()) throw new Error(`squawk said nothing: ${stderr}`);
  return JSON.parse(stdout).map(({ rule_name: rule }) => rule);
}
