import type { Finding } from '@tend/learn';
import type { ColumnContract, DataSource } from '@tend/protocol';
import { yamlFlow as flow, yamlText as text } from '../charter/yaml-text.ts';
import type { ProposedRule } from './propose-rule.ts';
import type { ProposedSplit } from './propose-split.ts';
import type { ProposedTarget } from './propose-target.ts';

export interface CharterProposal {
  readonly name: string;
  readonly source: DataSource;
  /** Rows that may be set aside, as a share or a count. */
  readonly maxRejected: string | number;
  readonly owner: string;
  readonly target: ProposedTarget;
  readonly split: ProposedSplit;
  readonly rule: ProposedRule | undefined;
  readonly aliases: Readonly<Record<string, string>>;
  readonly contract: Readonly<Record<string, ColumnContract>>;
  /** Why each column is read as it is, by column. */
  readonly reasons: ReadonlyMap<string, string>;
  /** Spellings of missing values, by column. */
  readonly missing: Readonly<Record<string, readonly string[]>>;
  readonly separate: boolean;
  readonly suspects: readonly Finding[];
}

/** The YAML of a proposed charter. "?" is a blank: the stage that needs it says so, no stage before it does. */
export function writeCharter(proposal: CharterProposal): string {
  const { target, split, rule, reasons } = proposal;
  return `# The charter of this project: what is asked of the model, by whom, and what the server enforces.
# "?" marks what only people know. Blanks never stop the first model; they stop its promotion.
# Every key: docs/charter.schema.json

name: ${proposal.name}

objective:
  text: "?"            # what changes for whom when this works
  owner: ${text(proposal.owner)}
  affected: []         # who bears the consequences
  budget: {trials: 24}

data:
  source: ${typeof proposal.source === 'string' ? text(proposal.source) : flow(proposal.source)}
${limit(proposal.maxRejected)}${split.time === undefined ? '' : `  time: {column: ${text(split.time)}}\n`}${mapping('aliases', proposal.aliases)}${missing(proposal.missing)}  exclude: []          # columns known only after the decision: {column, reason, by}
${suspects(proposal.suspects)}  protected: []        # columns whose groups must be treated alike
  contract:            # proposed from this file; severity block makes a term binding
${Object.entries(proposal.contract)
  .map(([column, terms]) => `    ${text(column)}: ${flow(terms)}${remark(reasons.get(column))}`)
  .join('\n')}

target:
  expression: ${text(target.expression)}   # ${comment(target.reason)}
  knownAfterDays: 0    # how long until the true outcome is known

split: ${flow(split.rule)}   # ${comment(split.reason)}

decision:
  act: "?"             # what is done where the answer is yes
  costs: {missed: "?", needless: "?", currency: USD}   # per case, beyond those of a right decision
${rule === undefined ? '  # rule: the rule of thumb in use today, as an expression' : `  rule: ${text(rule.expression)}   # proposed: ${comment(rule.reason)}`}

metric: rocAuc

criteria:
${criteria(rule !== undefined)}
risks: []              # {text, response}

approvals: {required: 1, separate: ${proposal.separate}}   # separate: whoever trained may not approve
`;
}

function criteria(hasRule: boolean): string {
  if (!hasRule) return `  - {id: ranks-well, metric: rocAuc, atLeast: "?"}\n`;
  return `  - {id: beats-rule, metric: rocAuc, versus: rule, atLeast: "?"}         # e.g. 0.02
  - {id: saves-cost, metric: expectedCost, versus: rule, atMost: "?"}    # e.g. 0, once the costs are known
`;
}

function suspects(findings: readonly Finding[]): string {
  if (findings.length === 0) return '';
  return `${findings.map(({ message }) => `  # leak suspect: ${comment(message)}`).join('\n')}
  keep: []             # suspects that are in fact known in time: {column, reason, by}
`;
}

function missing(entries: Readonly<Record<string, readonly string[]>>): string {
  const lines = Object.entries(entries).map(([column, spellings]) => `    ${text(column)}: ${flow(spellings)}\n`);
  return lines.length === 0 ? '' : `  missing:             # what stands for no value, by column\n${lines.join('')}`;
}

/** The limit of rows set aside, where it is another than the usual one. */
function limit(maxRejected: string | number): string {
  return maxRejected === '0%' ? '' : `  maxRejected: ${maxRejected}\n`;
}

function mapping(key: string, entries: Readonly<Record<string, string>>): string {
  const lines = Object.entries(entries);
  if (lines.length === 0) return '';
  return `  ${key}:\n${lines.map(([name, value]) => `    ${name}: ${text(value)}`).join('\n')}\n`;
}

/** A reason behind a term; none where there is nothing to say. */
function remark(reason: string | undefined): string {
  return reason === undefined || reason === '' ? '' : `   # ${comment(reason)}`;
}

function comment(value: string): string {
  return value.replace(/\s+/g, ' ');
}
