import { type CellReader, compileExpression, compileFormula, type Formula } from '@tend/table';
import { malformed, readMap, readObject, readText } from '../read-json.ts';
import type { Block, Runner } from '../runner.ts';
import { defineStep, type StepDefinition } from '../step-definition.ts';
import type { WorkingColumn } from '../working-column.ts';

export interface ExpressionLearned {
  readonly expression: string;
  readonly aliases: Readonly<Record<string, string>>;
  /** What the feature is called. */
  readonly name: string;
}

/** A number or a condition that is written down, over any columns. */
export const expression: StepDefinition<ExpressionLearned> = defineStep({
  name: 'expression',
  description:
    'A number or a condition (1 true, 0 false) in the language of rules, such as weight / (height * height); unknown is missing.',
  parameters: {
    expression: { type: 'text', default: '', description: 'The expression; it names the columns that it reads.' },
    gives: {
      type: 'choice',
      default: 'any',
      choices: ['any', 'condition'],
      description: 'What it has to be: any of the two, or a condition.',
    },
    name: { type: 'text', default: '', description: 'What the feature is called; the expression where this is empty.' },
    aliases: { type: 'names', default: {}, description: 'Short names for columns.' },
  },
  reads: ['number', 'integer', 'boolean', 'date', 'instant', 'text'],
  columns: 'together',
  keepsInputs: true,
  names: ({ expression: text, aliases, gives }, known) =>
    (gives === 'condition' ? compileExpression : compileFormula)(text, { aliases, columns: known }).columns,
  fit: ({ expression: text, name, aliases }): ExpressionLearned => ({
    expression: text,
    aliases,
    name: name === '' ? text : name,
  }),
  parse(json, path, inputs) {
    const fields = readObject(json, path, ['expression', 'aliases', 'name']);
    const learned = {
      expression: readText(fields.expression, `${path}.expression`),
      aliases: readMap(fields.aliases, `${path}.aliases`, readText),
      name: readText(fields.name, `${path}.name`),
    };
    try {
      formulaOf(learned, inputs);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw malformed(`${path}.expression`, 'an expression over its inputs', `${learned.expression}: ${why}`);
    }
    return learned;
  },
  outputs: (learned, inputs) => [{ name: learned.name, kind: formulaOf(learned, inputs).type }],
  run(learned, inputs): Runner {
    const formula = formulaOf(learned, inputs);
    const [first] = inputs;
    if (first?.kind === 'text' && inputs.length === 1) return overOneText(formula);
    return {
      type: 'mixed',
      bind(blocks, [output]) {
        const read = formula.bind((name) => readerOf(blocks, inputs, name));
        return (count) => {
          if (output === undefined) return;
          for (let row = 0; row < count; row++) output[row] = stored(read(row));
        };
      },
    };
  },
  explain: (learned) => `${learned.name}: ${learned.expression}`,
});

function formulaOf({ expression: text, aliases }: ExpressionLearned, columns: readonly WorkingColumn[]): Formula {
  return compileFormula(text, { aliases, columns });
}

/** One evaluation for each different text. */
function overOneText(formula: Formula): Runner {
  let current: string | null = null;
  const read = formula.bind(() => () => current);
  return {
    type: 'fromText',
    encode(text, emit) {
      current = text ?? null;
      emit(0, stored(read(0)));
    },
  };
}

function readerOf(blocks: readonly Block[], inputs: readonly WorkingColumn[], name: string): CellReader {
  const place = inputs.findIndex((input) => input.name === name);
  const block = blocks[place];
  if (block === undefined) throw new RangeError(`the expression reads "${name}", which is no input of it`);
  if (block.type === 'texts') return (row) => block.entries[(block.codes[row] ?? -1) + 1] ?? null;
  const { values } = block;
  const numberAt = (row: number): number | null => {
    const value = values[row] as number;
    return Number.isNaN(value) ? null : value;
  };
  if (inputs[place]?.kind !== 'boolean') return numberAt;
  return (row) => {
    const value = numberAt(row);
    return value === null ? null : value === 1;
  };
}

function stored(value: number | boolean | null): number {
  return value === null ? Number.NaN : Number(value);
}
