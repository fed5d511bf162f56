import { betaCdf } from '@tend/kernels';
import type { TextRows } from './text-rows.ts';

export type PersonalDataKind = 'email' | 'phone' | 'paymentCard' | 'iban' | 'ipAddress';

/** How many rows hold what looks like personal data. The values themselves are nowhere. */
export interface PersonalData {
  readonly kind: PersonalDataKind;
  readonly rows: number;
}

const email = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/u;
const phones = [
  // With a country code, 8 to 15 digits in all (ITU-T E.164).
  /(?<![\p{L}\p{N}+])(?:\+|00)[1-9]\d{0,2}(?:[ ./-]?\(?\d{1,4}\)?){2,5}(?![\p{L}\p{N}])/u,
  // As in North America: (555) 123-4567.
  /(?<![\p{L}\p{N}])(?:\(\d{3}\) ?|\d{3}[.-])\d{3}[.-]\d{4}(?![\p{L}\p{N}])/u,
] as const;
const cardCandidate = /(?<![\p{L}\p{N}])[3-6]\d{3}(?:[ -]?\d{4}){2}[ -]?\d{1,7}(?![\p{L}\p{N}])/gu;
const ibanCandidate = /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![\p{L}\p{N}])/gu;
const ipAddress =
  /(?<![\p{L}\p{N}.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\p{L}\p{N}.])/u;
/** One string of digits in ten has the check digit of a card by chance, one in 97 that of an IBAN. */
const chanceOfCard = 0.1;
const chanceOfIban = 1 / 97;
const noise = 0.001;

/**
 * Counts rows of a column with e-mail addresses, telephone numbers, payment cards (13 to 19 digits with Luhn's check digit), IBANs
 * (ISO 7064 check) and IP addresses. Cards and IBANs count only where more candidates pass the check than would by chance.
 */
export function personalData(rows: TextRows): readonly PersonalData[] {
  const cards = checked(rows, cardCandidate, isCard, chanceOfCard);
  const ibans = checked(rows, ibanCandidate, isIban, chanceOfIban);
  const found: readonly PersonalData[] = [
    { kind: 'email', rows: rowsOf(rows, (text) => text.includes('@') && email.test(text)) },
    { kind: 'phone', rows: rowsOf(rows, isPhone) },
    { kind: 'paymentCard', rows: cards },
    { kind: 'iban', rows: ibans },
    { kind: 'ipAddress', rows: rowsOf(rows, (text) => ipAddress.test(text)) },
  ];
  return found.filter(({ rows: count }) => count > 0);
}

function isPhone(text: string): boolean {
  if (!phones.some((pattern) => pattern.test(text))) return false;
  // A part of the number of an account or a card is no telephone.
  const rest = text.replaceAll(ibanCandidate, ' ').replaceAll(cardCandidate, ' ');
  return phones.some((pattern) => pattern.test(rest));
}

function rowsOf({ texts, counts }: TextRows, holds: (text: string) => boolean): number {
  let rows = 0;
  for (const [place, text] of texts.entries()) if (holds(text)) rows += counts[place] as number;
  return rows;
}

function checked(rows: TextRows, pattern: RegExp, passes: (text: string) => boolean, chance: number): number {
  let [candidates, passed] = [0, 0];
  const found = rowsOf(rows, (text) => {
    const all = text.match(pattern) ?? [];
    const valid = all.filter(passes);
    candidates += all.length;
    passed += valid.length;
    return valid.length > 0;
  });
  // The chance of so many by luck is an incomplete beta function.
  return passed > 0 && betaCdf(chance, passed, candidates - passed + 1) < noise ? found : 0;
}

function isCard(candidate: string): boolean {
  const digits = candidate.replaceAll(/\D/g, '');
  if (digits.length < 13 || digits.length > 19) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? 2 * digit : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

function isIban(candidate: string): boolean {
  const plain = candidate.replaceAll(' ', '');
  if (plain.length < 15 || plain.length > 34) return false;
  let rest = 0;
  for (const character of plain.slice(4) + plain.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
