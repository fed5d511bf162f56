import type { ProblemCode } from '@tend/protocol';

/** What a code means and what usually helps: `tend help TND-nnnn`. A code without an entry does not compile. */
export const explanations: Readonly<Record<ProblemCode, string>> = {
  'TND-1001':
    "tend.yaml does not follow the charter's schema: a key is unknown, missing, or of the wrong type. The error names the line and what was expected there.",
  'TND-1002':
    'A project is a folder with a tend.yaml. None was found in this folder or above it. Start one with "tend init", or name the folder with --project.',
  'TND-1003': 'The command line has an unknown command or option, a missing value, or a value that does not fit.',
  'TND-1004': 'The file is missing, is a folder, may not be read, or is not text in UTF-8.',
  'TND-1005':
    'Some fields of the charter are still "?", because only people know the answer. Earlier stages run without them; the step you asked for needs them.',
  'TND-1006':
    'An expression of the charter (target, rule, slice) cannot be parsed, names a column that is not there, or compares values of different types.',
  'TND-1007':
    'The folder holds a tend.yaml already, and it may hold work of yours. Edit it, or start in another folder.',
  'TND-1008':
    'No version, prediction, criterion or deployment has the name or digest that was given, or the beginning of a digest fits several.',
  'TND-1009':
    'The request lacks a field, has one too many, or a value has the wrong type. For predictions: every column of the schema must be there, null where it is missing.',
  'TND-1201':
    'The file is read strictly: a ragged row, an unclosed quote or a value of another type stops it, because a reader that guesses loses rows in silence. The error names the line.',
  'TND-1202':
    'The target is absent, constant, or has too few rows of one class. Nothing can be learned from it as it stands.',
  'TND-1203':
    'The data breaks a blocking rule of its contract (data.contract in tend.yaml). Repair the source; if the rule is wrong, change the contract, which is recorded; or someone entitled accepts the finding for a time with "tend findings waive".',
  'TND-1204':
    'After the split too few rows, or too few positives, are left to train or to test on. Widen the spans or the share in the charter.',
  'TND-1205':
    'A predictions file needs the columns id, score and outcome: unique ids, scores between 0 and 1, outcomes true or false.',
  'TND-2001':
    'A parameter of an estimator or a step is outside the range it is defined for. The error names the range.',
  'TND-2002':
    'A stored model does not decode: a length, an index or a number is impossible. It is never loaded in part.',
  'TND-2003':
    'Training again from the recorded inputs gave other bytes. If the engine differs, that is stated; if not, the record and the model do not belong together.',
  'TND-3101':
    'The gate asks every criterion of the charter to pass, or to be waived. "Cannot be shown" blocks like a failure: the interval crosses what was asked, and more rows may settle it.',
  'TND-3102':
    'The criteria pass, and the charter asks for approvals that are not there yet. Someone who may approve runs "tend approve".',
  'TND-3103':
    'The charter separates duties: whoever trained a version may not approve or waive it, and some charters name who is entitled.',
  'TND-3104':
    'The bytes behind a digest are not those that were recorded, or are gone. What was bound to them, an approval first of all, no longer holds.',
  'TND-3105':
    'An entry of the audit log was edited, removed, reordered or cut off, or the tree was recomputed. The error names the first entry that does not fit.',
  'TND-3106':
    'A waiver needs a reason, an expiry in the future, a criterion that does not pass or a finding that is open, and someone entitled to approve who did not train.',
  'TND-3107':
    'The person or token may not do this, or the token is unknown or has expired. Someone with the permission "operate" issues tokens with "tend token".',
  'TND-3108': 'Someone rejected this version. A rejected version is never promoted: improve it in a new iteration.',
  'TND-3109':
    'Rows were erased because a person withdrew: what was computed from them cannot be computed again. Or persons have withdrawn, and this machine lacks the key or the column (data.key) that tells whose rows to leave out.',
  'TND-3110':
    'Some rows are kept with a model, with the features and scores that it gave them when it was trained. It gives others now, as a table, for a row alone or in another order, or none were kept: the program, the machine or the recipe is not the one that was evaluated. Train again, so that what is evaluated is what serves.',
  'TND-4001': 'Another program listens on this port. Choose another one with --port; 0 takes a free one.',
  'TND-4002': 'The disk has no room left. What was acknowledged is stored; free some space and run the command again.',
  'TND-4003': 'Another process holds this iteration or deployment. Its lease ends by itself when that process stops.',
  'TND-4004': 'A newer version of Tend has written this workspace. Use that version: an older one could misread it.',
  'TND-4005':
    'The database itself refuses the row: a promotion without a passing verdict, a live waiver or the approvals it needs cannot be written by any route.',
  'TND-4006': 'No version serves yet. Approve one and deploy it, or name one with --version.',
  'TND-4007':
    'The store of the workspace cannot be opened or contradicts itself. Nothing is repaired by guessing; "tend audit verify" names what is wrong.',
  'TND-9001': 'A defect of Tend. The error names a log file; it holds no row values.',
  'TND-9002':
    'The command was stopped. Every change is written whole or not at all, and finished stages are reused by the next run.',
};
