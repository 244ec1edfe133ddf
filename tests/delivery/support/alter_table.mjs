// What the commands of ALTER TABLE do to the release that runs, and for how long they lock.
const stable = new Set(['now', 'current_timestamp', 'statement_timestamp', 'transaction_timestamp']);

/** Whether a default is computed for each row anew, so that the table is written again. */
function isVolatile(expression) {
  if (expression === undefined) return false;
  if (expression.FuncCall) return !stable.has(expression.FuncCall.funcname.at(-1).String.sval);
  return Object.values(expression).some((value) => value && typeof value === 'object' && isVolatile(value));
}

function addColumn({ colname, constraints = [], typeName }) {
  const of = (type) => constraints.find(({ Constraint }) => Constraint.contype === type)?.Constraint;
  const findings = [];
  const say = (kind, what) => findings.push({ kind, what: `adds ${colname}, ${what}` });
  const isSerial = /serial/.test(typeName.names.at(-1).String.sval);
  if (of('CONSTR_NOTNULL') && !of('CONSTR_DEFAULT') && !isSerial) {
    say('breaks', 'which the release does not write, as NOT NULL without a default');
  }
  if (isSerial || of('CONSTR_GENERATED') || of('CONSTR_IDENTITY'))
    say('locks', 'for which every row is rewritten');
  if (isVolatile(of('CONSTR_DEFAULT')?.raw_expr)) say('locks', 'whose default is computed for every row');
  if (of('CONSTR_UNIQUE') || of('CONSTR_PRIMARY'))
    say('locks', 'with an index that is built while nobody can read');
  return findings;
}

function addConstraint({ contype, conname, skip_validation: skipsValidation, indexname }) {
  if (['CONSTR_CHECK', 'CONSTR_FOREIGN', 'CONSTR_NOTNULL'].includes(contype) && !skipsValidation) {
    return [
      { kind: 'locks', what: `checks every row for ${conname}: add it NOT VALID, and validate it later` },
    ];
  }
  if (['CONSTR_UNIQUE', 'CONSTR_PRIMARY', 'CONSTR_EXCLUSION'].includes(contype) && !indexname) {
    return [{ kind: 'locks', what: `builds the index of ${conname} while nobody can read` }];
  }
  return [];
}

const commands = {
  AT_DropColumn: ({ name }) => [{ kind: 'removes', names: [name], what: `drops the column ${name}` }],
  AT_AddColumn: ({ def }) => addColumn(def.ColumnDef),
  AT_AlterColumnType: ({ name }) => [
    { kind: 'breaks', what: `gives ${name} another type and rewrites every row` },
  ],
  AT_SetNotNull: ({ name }) => [
    { kind: 'breaks', what: `lets ${name} be NULL no more, which the release may write` },
  ],
  AT_ColumnDefault: ({ name, def }) =>
    def ? [] : [{ kind: 'breaks', what: `takes the default of ${name}, which the release may count on` }],
  AT_AddConstraint: ({ def }) => addConstraint(def.Constraint),
  AT_DisableRowSecurity: () => [{ kind: 'breaks', what: 'lets tenants see each other: no row security' }],
  AT_NoForceRowSecurity: () => [{ kind: 'breaks', what: 'lets the owner see all tenants' }],
  AT_SetLogged: () => [{ kind: 'locks', what: 'rewrites the table' }],
  AT_SetUnLogged: () => [{ kind: 'locks', what: 'rewrites the table' }],
  AT_SetTableSpace: () => [{ kind: 'locks', what: 'copies the table' }],
};

export const commandFindings = (command) => commands[command.subtype]?.(command) ?? [];
